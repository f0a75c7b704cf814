// Slack's Web API as nock sees it: what each call sends, byte for byte, and what it answers.

import nock from 'nock';
import { createAccess, type SlackAccess } from '../../../src/bridge/slack/clients.js';
import { createSlackDesk, type SlackDesk } from '../../../src/bridge/slack/index.js';
import { createLog, createOnlyInstallation, type LogLine } from './scene.js';

export interface Sent {
  readonly method: string;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  /** The form's fields, as sent: objects are JSON strings. */
  readonly form: Readonly<Record<string, string>>;
}

export interface Wire {
  readonly desk: SlackDesk;
  readonly sent: Sent[];
  readonly logged: LogLine[];
  /** Answers the next call of a method. */
  answer(method: string, body: object, status?: number, headers?: Record<string, string>): void;
  /** Breaks the next call of a method before it gets an answer. */
  breakCall(method: string, error: NodeJS.ErrnoException): void;
  /** For tests in which Slack itself is never called, not even to ask who we are. */
  answerNothing(): void;
}

export const wireTeam = 'T01';

/** A desk whose token is `xoxb-wire`, with no network behind it. */
export function openWire(limits: { readonly fileBytes?: number; readonly paceMs?: number } = {}): Wire {
  nock.disableNetConnect();
  const sent: Sent[] = [];
  const logged: LogLine[] = [];
  const expectCall = (method: string) => {
    let form: Record<string, string> = {};
    const call = nock('https://slack.com').post(`/api/${method}`, (body: Record<string, string>) => {
      form = { ...body };
      return true;
    });
    const note = (headers: Record<string, string | string[]>): void => {
      sent.push({
        method,
        authorization: first(headers.authorization),
        contentType: first(headers['content-type']),
        form,
      });
    };
    return { call, note };
  };
  const wire: Wire = {
    sent,
    logged,
    desk: createSlackDesk({
      signingSecret: 'secret',
      publicUrl: 'https://baton.example',
      log: createLog(logged),
      installations: createOnlyInstallation('xoxb-wire'),
      agentNames: () => null,
      limits,
    }),
    answer(method, body, status = 200, headers = {}) {
      const { call, note } = expectCall(method);
      call.reply(function () {
        note(this.req.headers);
        return [status, body, { 'content-type': 'application/json', ...headers }];
      });
    },
    breakCall(method, error) {
      expectCall(method).call.replyWithError(error);
    },
    answerNothing: () => nock.cleanAll(),
  };
  wire.answer('auth.test', { ok: true, team_id: wireTeam, team: 'Acme', user_id: 'U0BOT', bot_id: 'B01' });
  return wire;
}

/** The rooms below the desk, for what the desk itself does not offer. */
export function openAccess(): SlackAccess {
  const log = createLog([]);
  const installations = createOnlyInstallation('xoxb-wire');
  return createAccess({
    signingSecret: 'secret',
    publicUrl: 'https://baton.example',
    log,
    installations,
    agentNames: () => null,
  });
}

/** Ends it; what was expected and never called is an error. */
export function closeWire(): void {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  nock.enableNetConnect();
  if (pending.length > 0) throw new Error(`Never called: ${pending.join(', ')}`);
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
