// Starts a real Bolt app against a stand-in, over HTTP, for the tests in this folder.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, ExpressReceiver, LogLevel } from '@slack/bolt';
import {
  createSlackStandIn,
  type SlackStandIn,
  type SlackStandInOptions,
} from '../../../playground/slack/index.js';

export const manifest = {
  display_information: { name: 'Baton', description: 'Live chats' },
  features: {
    app_home: { home_tab_enabled: true },
    bot_user: { display_name: 'Baton' },
    shortcuts: [
      { name: 'Note', type: 'message', callback_id: 'sc_note', description: 'Internal note' },
      { name: 'Queue', type: 'global', callback_id: 'sc_queue', description: 'Open my queue' },
    ],
    slash_commands: [
      { command: '/livechat', description: 'Live chats', usage_hint: '[word]', should_escape: true },
      { command: '/plain', description: 'Not escaped' },
    ],
  },
  settings: {
    event_subscriptions: {
      bot_events: [
        'app_home_opened',
        'app_mention',
        'channel_archive',
        'member_joined_channel',
        'member_left_channel',
        'message.channels',
        'message.groups',
        'message.im',
        'reaction_added',
        'reaction_removed',
        'tokens_revoked',
      ],
    },
  },
};

export const workspace: SlackStandInOptions = {
  manifest,
  retryDelaysMs: [0, 5, 5],
  users: [
    { id: 'U0KIM', name: 'kim', realName: 'Kim Lee', email: 'kim@acme.test' },
    { id: 'U0ANN', name: 'ann', realName: 'Ann Poe' },
  ],
  channels: [
    { id: 'C0SUP', name: 'support' },
    { id: 'C0OUT', name: 'without-app', hasApp: false },
    { id: 'C0OLD', name: 'old', isArchived: true },
    { id: 'C0SEC', name: 'secret', isPrivate: true, hasApp: false },
  ],
};

export interface BoltApp {
  readonly standIn: SlackStandIn;
  readonly app: App;
  readonly close: () => Promise<void>;
}

/** A stand-in and a Bolt app that knows it only by its address. */
export const startBolt = async (options: SlackStandInOptions = {}): Promise<BoltApp> => {
  const standIn = createSlackStandIn({ ...workspace, ...options });
  await standIn.listen();
  const receiver = new ExpressReceiver({
    signingSecret: standIn.settings.signingSecret,
    processBeforeResponse: true,
    logLevel: LogLevel.ERROR,
    logger: quiet,
  });
  const app = new App({
    token: standIn.settings.botToken,
    receiver,
    logger: quiet,
    convoStore: false,
    clientOptions: {
      slackApiUrl: standIn.apiUrl(),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    },
  });
  const server = (await receiver.start({ port: 0, host: '127.0.0.1' })) as Server;
  standIn.sendTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
  const close = async (): Promise<void> => {
    await standIn.close();
    server.closeAllConnections();
    await receiver.stop();
  };
  return { standIn, app, close };
};

/** Waits until `pick` gives something; for at most 5 s. */
export const until = async <Value>(pick: () => Value | undefined | null | false): Promise<Value> => {
  for (let left = 1000; left > 0; left -= 1) {
    const value = pick();
    if (value !== undefined && value !== null && value !== false) return value;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('waited in vain');
};

/** The refusal of a Web API call, with its details. */
export const refusalOf = async (call: Promise<unknown>): Promise<{ error: string; messages: string[] }> => {
  try {
    await call;
  } catch (error) {
    const data = (error as { data?: { error: string; response_metadata?: { messages?: string[] } } }).data;
    if (data) return { error: data.error, messages: data.response_metadata?.messages ?? [] };
    throw error;
  }
  throw new Error('the call was accepted');
};

const nothing = (): void => undefined;
/** A logger that says nothing: the tests provoke errors on purpose. */
export const quiet = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
};
