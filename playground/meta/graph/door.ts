// The Graph API's door: reads a call, checks its bearer, lets faults befall it, answers and notes it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { CallLog } from '../../wire/call-log.js';
import { BodyTooLarge, sendJson, sleep } from '../../wire/http.js';
import { type MetaFault, refuseUnder } from '../faults.js';
import { GraphError, shapeError, wrongParameter } from '../graph-error.js';
import { type Errand, type GraphCall, type Rooms, readCall } from './call.js';
import { badToken, routeGraph } from './route.js';

export interface Address {
  readonly host: 'graph' | 'instagram';
  /** Without the host: `/v25.0/310…/messages`. */
  readonly path: string;
  readonly query: URLSearchParams;
}

interface Outcome {
  readonly status: number;
  readonly body: unknown;
}

const defaultVersion = 'v25.0';

/** Answers a call of the company's; every outcome is noted in the log. */
export const answerGraph = async (
  rooms: Rooms & { readonly log: CallLog },
  request: IncomingMessage,
  response: ServerResponse,
  address: Address,
): Promise<void> => {
  const startedAt = performance.now();
  const [, version = defaultVersion] = /^\/(v\d+\.\d+)(?=\/)/.exec(address.path) ?? [];
  const segments = address.path
    .replace(/^\/v\d+\.\d+(?=\/)/, '')
    .split('/')
    .filter(Boolean)
    .map(decodeURIComponent);
  let body: unknown = null;
  let outcome: Outcome;
  try {
    const read = await readCall(request);
    body = read.body;
    const method = request.method ?? 'GET';
    outcome = await carryOut(rooms, response, {
      ...read,
      host: address.host,
      method,
      segments,
      query: address.query,
    });
  } catch (error) {
    outcome = shapeFailure(error);
  }
  // A customer's own path may hold their id, the rest is the operation.
  const name = `${request.method} /${segments.join('/')}`;
  rooms.log.add({
    direction: 'call',
    name,
    status: outcome.status,
    ok: outcome.status >= 200 && outcome.status < 300,
    error: outcome.status >= 400 ? 'refused' : outcome.status === 0 ? 'connection broken' : null,
    durationMs: Math.round(performance.now() - startedAt),
    request: body,
    response: outcome.body,
  });
  if (outcome.status === 0) response.socket?.destroy();
  else if (!response.destroyed)
    sendJson(response, outcome.status, outcome.body, { 'facebook-api-version': version });
};

const broken: Outcome = { status: 0, body: null };

const carryOut = async (rooms: Rooms, response: ServerResponse, call: GraphCall): Promise<Outcome> => {
  if (call.bearer === null) throw badToken();
  const errand = routeGraph(rooms, call);
  if (errand.account.token !== call.bearer) throw badToken();
  const { operation, account, customer } = errand;
  const fault = rooms.faults.meet({ operation, channel: account.channel, customer: customer?.id });
  const befallen = await befall(response, fault, errand);
  if (befallen) return befallen;
  const body = await errand.run(fault);
  if (fault?.kind === 'drop_after') return broken;
  if (fault?.kind === 'error_after')
    throw new GraphError({ code: fault.code ?? 2, status: 500, transient: true }, 'Service unavailable');
  return { status: 200, body };
};

/** What a fault does before anything is done; null when the work goes on. */
const befall = async (
  response: ServerResponse,
  fault: MetaFault | null,
  { account }: Errand,
): Promise<Outcome | null> => {
  refuseUnder(fault, account.channel);
  if (fault?.kind === 'drop_before') return broken;
  if (fault?.kind !== 'hang') return null;
  const gone = new Promise<void>((resolve) => response.once('close', resolve));
  await Promise.race([gone, sleep(fault.waitMs ?? 30_000)]);
  return broken;
};

const shapeFailure = (error: unknown): Outcome => {
  if (error instanceof GraphError) return { status: error.facts.status ?? 400, body: shapeError(error) };
  if (error instanceof z.ZodError)
    return { status: 400, body: shapeError(wrongParameter(z.prettifyError(error))) };
  if (error instanceof BodyTooLarge)
    return { status: 413, body: shapeError(wrongParameter('The body is too large.')) };
  return {
    status: 500,
    body: shapeError(new GraphError({ code: 1, status: 500, transient: true }, 'Unknown error')),
  };
};
