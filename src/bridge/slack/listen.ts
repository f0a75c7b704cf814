// Listens to Slack with a real Bolt app, over HTTP or Socket Mode; a request is acknowledged after it was heard.

import {
  App,
  ExpressReceiver,
  type Receiver,
  type ReceiverEvent,
  type ReceiverProcessEventErrorHandlerArgs,
  SocketModeReceiver,
} from '@slack/bolt';
import type { Router } from 'express';
import { asRecord, type Json } from '../../core/payload.js';
import { createSlackLogger, type SlackAccess } from './clients.js';
import { createGuard } from './guard.js';
import type { Turn, TurnKind } from './mouth.js';
import { type SlackDeskOptions, type SlackLog, slackApiUrl } from './options.js';

/** Hears one request; what it leaves in the turn is the answer. Rejects when it could not be stored. */
type HearTurn = (kind: TurnKind, body: Json) => Promise<Turn>;

export interface Listening {
  /** Opens the socket in Socket Mode. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A body that is JSON but no object: not from Slack, whatever its signature says. */
class MalformedBody extends Error {}

const defaultBodyBytes = 1024 * 1024;

/** Mounts the receiver and wires every kind of request to `hear`. */
export async function listenToSlack(
  options: SlackDeskOptions,
  access: SlackAccess,
  ways: { mount: Router; hear: HearTurn },
): Promise<Listening> {
  const logger = createSlackLogger(options.log);
  const receiver =
    options.appToken === undefined
      ? createHttpReceiver(options, ways.mount)
      : createSocketReceiver(options, options.appToken);
  const app = new App({
    receiver,
    logger,
    convoStore: false,
    ignoreSelf: false,
    deferInitialization: true,
    tokenVerificationEnabled: false,
    // Stated, because Socket Mode would write its hundred retries into options that leave it out.
    clientOptions: {
      slackApiUrl: options.apiUrl ?? slackApiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: 10_000,
    },
    authorize: async ({ teamId }) => {
      const found = teamId === undefined ? null : await access.find(teamId);
      return found ? { botToken: found.token, botId: found.botId, botUserId: found.botUserId } : {};
    },
  });
  app.error((error) => Promise.reject(error));
  answerAfterHearing(app);
  wire(app, ways.hear);
  await app.init();
  return {
    start: async () => {
      if (receiver instanceof SocketModeReceiver) await receiver.start();
    },
    stop: async () => {
      if (receiver instanceof SocketModeReceiver) await receiver.stop();
    },
  };
}

function wire(app: App, hear: HearTurn): void {
  app.event(/.*/, async ({ body }) => void (await hear('event', readBody(body))));
  app.command(/.*/, async ({ body, ack }) => ack(asAnswer(await hear('command', readBody(body)))));
  app.action(/.*/, async ({ body, ack }) => {
    await hear('action', readBody(body));
    await ack();
  });
  app.shortcut(/.*/, async ({ body, ack }) => {
    await hear('shortcut', readBody(body));
    await ack();
  });
  app.view({ type: 'view_submission', callback_id: /.*/ }, async ({ body, ack }) => {
    await ack(asAnswer(await hear('submission', readBody(body))));
  });
}

function readBody(body: unknown): Json {
  return asRecord(body) ?? {};
}

/** What the turn says, in whatever shape Bolt types the acknowledgement of that kind. */
function asAnswer<T>(turn: Turn): T {
  return turn.answer as T;
}

/**
 * Holds the acknowledgement back until the listeners are through, in Socket Mode too, and acknowledges what no
 * listener knows (`app_rate_limited`, a closed view, types of tomorrow) instead of letting it time out.
 */
function answerAfterHearing(app: App): void {
  const process = app.processEvent.bind(app);
  app.processEvent = async (event: ReceiverEvent) => {
    if (asRecord(event.body) === null) throw new MalformedBody('The body is no object.');
    let answer: Parameters<ReceiverEvent['ack']>[0];
    await process({
      ...event,
      ack: async (response) => {
        answer = response;
      },
    });
    await event.ack(answer);
  };
}

function createHttpReceiver(options: SlackDeskOptions, mount: Router): Receiver {
  const logger = createSlackLogger(options.log);
  mount.post(
    '/slack/events',
    createGuard((why) => options.log.warn({ why }, 'A request that is not from Slack was refused')),
  );
  return new ExpressReceiver({
    signingSecret: options.signingSecret,
    router: mount,
    endpoints: '/slack/events',
    logger,
    processBeforeResponse: true,
    bodyLimit: options.limits?.bodyBytes ?? defaultBodyBytes,
    unhandledRequestTimeoutMillis: 30_000,
    processEventErrorHandler: async (fault) => answerFault(fault, options.log),
  });
}

/** Not stored: the sender must repeat it, so anything of ours that broke is 503. */
async function answerFault(
  { error, response }: ReceiverProcessEventErrorHandlerArgs,
  log: SlackLog,
): Promise<boolean> {
  const isMalformed = error instanceof MalformedBody;
  if (isMalformed) log.warn({}, 'A malformed request was refused');
  else log.error({ err: error, cause: error.message }, 'A request of Slack could not be handled');
  if (!response.headersSent) response.writeHead(isMalformed ? 400 : 503).end();
  return true;
}

function createSocketReceiver(options: SlackDeskOptions, appToken: string): SocketModeReceiver {
  return new SocketModeReceiver({
    appToken,
    logger: createSlackLogger(options.log),
    installerOptions: {
      clientOptions: {
        slackApiUrl: options.apiUrl ?? slackApiUrl,
        retryConfig: { retries: 100, factor: 1.3 },
        timeout: 10_000,
      },
    },
    // Never acknowledged: Slack sends it again, as it does over HTTP after a 503.
    processEventErrorHandler: async ({ error }) => {
      options.log.error({ cause: error.message }, 'A request of Slack could not be handled');
      return false;
    },
  });
}
