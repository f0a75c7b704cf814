// How a Messenger door is reached: whose token signs its calls, and under which path its messages are sent.

import type { ChannelAccount } from '../../core/chatbot.js';
import type { GraphAuth } from '../meta/graph.js';
import { type MessengerSettings, readMessengerSettings } from './settings.js';

export interface MessengerDoor {
  readonly page: string;
  readonly auth: GraphAuth;
  readonly settings: MessengerSettings;
}

/** Reads a stored door. Throws ZodError when its row holds nonsense. */
export function readMessengerDoor(account: ChannelAccount): MessengerDoor {
  const settings = readMessengerSettings(account);
  const { token, appSecret } = settings;
  return {
    page: account.account,
    auth: { token, ...(appSecret === undefined ? {} : { appSecret }) },
    settings,
  };
}
