// Teams' cloud as nock sees it: what each call sends and what it is answered, and the rooms below the desk on top of it.

import nock from 'nock';
import { type Connector, createConnector } from '../../../src/bridge/teams/connector.js';
import { createPacing, type Pacing } from '../../../src/bridge/teams/limits.js';
import { publicCloud, type TeamsDeskOptions, type TeamsMemory } from '../../../src/bridge/teams/options.js';
import { createTokens, type Tokens } from '../../../src/bridge/teams/tokens.js';
import { Failure } from '../../../src/core/errors.js';
import type { Json } from '../../../src/core/payload.js';

export const tenantId = '7d0e0000-0000-4000-8000-0000000000aa';
export const appId = '6f1c2b3a-0000-4000-8000-000000000002';
export const serviceHost = 'https://smba.trafficmanager.net';
export const place = '19:support@thread.tacv2';

export interface LogLine {
  readonly level: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** A memory that forgets with the test; what it holds can be looked at. */
export function createMemory(): TeamsMemory & { readonly held: Map<string, unknown>; writes: number } {
  const held = new Map<string, unknown>();
  const memory = {
    held,
    writes: 0,
    read: async <Value>(key: string) => (held.has(key) ? (structuredClone(held.get(key)) as Value) : null),
    list: async <Value>(beginning: string) =>
      new Map(
        [...held]
          .filter(([key]) => key.startsWith(beginning))
          .map(([key, value]) => [key, structuredClone(value) as Value]),
      ),
    async write(key: string, value: unknown) {
      memory.writes += 1;
      held.set(key, structuredClone(value));
    },
    async forget(key: string) {
      held.delete(key);
    },
  };
  return memory;
}

export function createOptions(
  changes: Partial<TeamsDeskOptions> = {},
): TeamsDeskOptions & { readonly logged: LogLine[] } {
  const logged: LogLine[] = [];
  const at = (level: string) => (fields: object, message: string) => {
    logged.push({ level, fields: { ...fields }, message });
  };
  return {
    credentials: { appId, secrets: ['new-secret', 'old-secret'] },
    tenantId,
    cloud: publicCloud,
    publicUrl: 'https://baton.example',
    linkSecret: 'link-secret',
    graph: false,
    loadsEarly: false,
    memory: createMemory(),
    log: { info: at('info'), warn: at('warn'), error: at('error'), debug: at('debug') },
    logged,
    ...changes,
  };
}

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Json;
}

export interface Wire {
  readonly options: TeamsDeskOptions & { readonly logged: LogLine[] };
  readonly tokens: Tokens;
  readonly pacing: Pacing;
  readonly connector: Connector;
  /** Every call of the connector, in order. */
  readonly sent: Sent[];
  /** Answers the next call of this method. */
  answer(method: string, status: number, body?: object | string, headers?: Record<string, string>): void;
  /** Takes every activity from now on; an id that is in `gone` cannot be redrawn or removed. */
  takeAll(gone?: ReadonlySet<string>): void;
  /** Breaks the next call of this method before it is answered. */
  breakCall(method: string, code: string): void;
}

/** The rooms below the desk, with no network behind them; the token is `living` for as long as the test runs. */
export function openWire(changes: Partial<TeamsDeskOptions> = {}): Wire {
  nock.disableNetConnect();
  const options = createOptions(changes);
  grant('living').persist();
  const tokens = createTokens(options);
  const pacing = createPacing();
  const sent: Sent[] = [];
  const call = (method: string) =>
    nock(serviceHost).intercept(/^\/teams\/v3\//, method, (body: unknown) => {
      bodies.push(body);
      return true;
    });
  const bodies: unknown[] = [];
  return {
    options,
    tokens,
    pacing,
    connector: createConnector({ options, tokens, pacing }),
    sent,
    answer(method, status, body = '', headers = {}) {
      call(method).reply(function (path) {
        const { authorization } = this.req.headers as { authorization?: string };
        sent.push({ method, path, authorization, body: (bodies.at(-1) ?? {}) as Json });
        return [status, body, headers];
      });
    },
    takeAll(gone = new Set()) {
      let id = 1_776_390_400_000;
      for (const method of ['POST', 'PUT', 'DELETE']) {
        call(method)
          .reply((path) => {
            sent.push({ method, path, authorization: undefined, body: (bodies.at(-1) ?? {}) as Json });
            if (gone.has(path.split('/').at(-1) ?? ''))
              return [404, { error: { code: 'ActivityNotFoundInConversation' } }];
            id += 1;
            return [201, { id: method === 'POST' ? String(id) : path.split('/').at(-1) }];
          })
          .persist();
      }
    },
    breakCall(method, code) {
      call(method).replyWithError(Object.assign(new Error(code), { code }));
    },
  };
}

/** Answers token requests; `seen` is given the form each was asked with. */
export function grant(token: string, seen?: (form: URLSearchParams) => void): nock.Scope {
  return nock(publicCloud.loginUrl)
    .post(`/${tenantId}/oauth2/v2.0/token`, (form: Record<string, string>) => {
      seen?.(new URLSearchParams(form));
      return true;
    })
    .reply(200, { token_type: 'Bearer', expires_in: 3599, access_token: token });
}

/** Ends it; what was expected and never called is an error. */
export function closeWire(): void {
  const pending = nock.pendingMocks().filter((mock) => !mock.includes('/oauth2/'));
  nock.cleanAll();
  nock.enableNetConnect();
  if (pending.length > 0) throw new Error(`Never called: ${pending.join(', ')}`);
}

/** The Failure that this ends with; an error when it does not. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (error instanceof Failure) return error;
  throw new Error(`A Failure was expected, not ${String(error)}.`);
}
