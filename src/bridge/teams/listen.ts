// Listens at /api/messages: refuses what cannot be from Teams before anything is loaded, answers once it was heard.

import { json, type NextFunction, type Request, type Response, type Router } from 'express';
import { asRecord, type Json, recordAt, textAt } from '../../core/payload.js';
import type { Gesture } from '../desk.js';
import type { Answer } from './answers.js';
import { createArrivals } from './arrivals.js';
import type { EarRoom } from './ear-room.js';
import { createEar } from './hear.js';
import { mayCall } from './hosts.js';
import type { TeamsDeskOptions } from './options.js';
import { createDoor } from './sdk.js';

const path = '/api/messages';
const defaultBodyBytes = 512 * 1024;
/** Teams sends it again; how soon is up to it. */
const retrySeconds = '5';

/**
 * Mounts the one route of the Teams desk; resolves once it may be called. A gesture is answered 2xx only after `hear`
 * took it.
 */
export function listenToTeams(
  options: TeamsDeskOptions,
  room: Pick<EarRoom, 'reach' | 'connector' | 'people' | 'files'>,
  mount: Router,
  hear: (gesture: Gesture) => Promise<void>,
): Promise<void> {
  const ear = createEar({ options, ...room, hear });
  const door = createDoor(options);
  const arrive = createArrivals();
  const refuse = (response: Response, status: number, why: string) => {
    options.log.warn({ why }, 'A request that is not from Teams was refused');
    response.status(status).end();
  };

  const guard = (request: Request, response: Response, next: NextFunction) => {
    const fault = findFault(options, request);
    if (fault === null) next();
    else refuse(response, fault.status, fault.why);
  };

  const take = async (request: Request, response: Response) => {
    const body = asRecord(request.body);
    if (!body || !isActivity(body)) return refuse(response, 400, 'malformed activity');
    if (!mayCall(options, textAt(body, 'serviceUrl') ?? ''))
      return refuse(response, 403, 'unknown service url');
    // Taken before anything is awaited: whoever arrives first in a thread is heard first.
    const arrival = arrive(queueOf(body));
    const hearNext = async (activity: Json): Promise<Answer> => {
      await arrival.whenNext;
      const heard = ear(activity);
      arrival.leave();
      return heard;
    };
    try {
      const heard = await door.enter(request.header('authorization') ?? '', body, hearNext);
      if (heard === 'unreachable') answerLater(response);
      else if (typeof heard === 'string') response.status(401).end();
      else if (heard.body === null) response.status(heard.status).end();
      else response.status(heard.status).json(heard.body);
    } catch (error) {
      options.log.error({ err: error }, 'An activity of Teams could not be handled');
      answerLater(response);
    } finally {
      arrival.leave();
    }
  };

  mount.all(path, (request, response, next) => {
    if (request.method === 'POST') next();
    else response.status(405).set('allow', 'POST').end();
  });
  mount.post(path, guard, json({ limit: options.limits?.bodyBytes ?? defaultBodyBytes, type: '*/*' }), take);
  mount.use(path, (error: unknown, _request: Request, response: Response, next: NextFunction) => {
    const status = statusOf(error);
    if (status === null || response.headersSent) next(error);
    else refuse(response, status, status === 413 ? 'too large' : 'malformed body');
  });
  return options.loadsEarly ? door.open() : Promise.resolve();
}

/** Not stored: it must be sent again. */
function answerLater(response: Response): void {
  if (!response.headersSent) response.status(503).set('retry-after', retrySeconds).end();
}

/** What can be seen before the body is read; null when it may be from Teams. */
function findFault(
  { credentials }: TeamsDeskOptions,
  request: Request,
): { readonly status: number; readonly why: string } | null {
  if (credentials) {
    const header = request.header('authorization') ?? '';
    // Three parts and nothing else: a header sent twice arrives joined by a comma and fails here too.
    const isToken = /^Bearer [\w-]{1,4000}\.[\w-]{1,8000}\.[\w-]{1,2000}$/.test(header);
    return isToken ? null : { status: 401, why: 'no token' };
  }
  const address = request.socket.remoteAddress ?? '';
  const isHere = /^(?:::ffff:)?127\.|^::1$/.test(address);
  return isHere ? null : { status: 403, why: 'local mode is for this machine alone' };
}

/** What every activity has; without it the SDK itself would stumble. */
function isActivity(body: Json): boolean {
  const known = [textAt(body, 'type'), textAt(body, 'channelId'), placeOf(body)];
  return known.every((text) => text !== null && text.length <= 1000);
}

function placeOf(body: Json): string | null {
  return textAt(recordAt(body, 'conversation'), 'id');
}

/** What must be heard in its order: a conversation's lines. What someone pressed is answered at once. */
function queueOf(body: Json): string {
  const name = placeOf(body) ?? '';
  return textAt(body, 'type') === 'invoke' ? `invoke ${textAt(body, 'id')} ${name}` : name;
}

/** The status of what the body parser refused; null for what is our own. */
function statusOf(error: unknown): number | null {
  const status = asRecord(error)?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}
