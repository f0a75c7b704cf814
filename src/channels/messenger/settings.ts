// What baton.yaml may say of a Messenger door beside `kind` and `pageId` (which is the account), checked.

import { z } from 'zod';
import type { ChannelAccount } from '../../core/chatbot.js';

export const messengerSettings = z.strictObject({
  /** The Page's access token. */
  token: z.string().min(1),
  /** Signs every call (`appsecret_proof`), for apps that demand it. */
  appSecret: z.string().min(1).optional(),
  /** Shows customers the name and picture of the agent who writes. */
  personas: z.boolean().default(true),
  /** Puts `Kim: ` before an agent's words where no persona shows the name. */
  namePrefix: z.boolean().default(false),
  /** Takes the thread back from another application when an agent writes. */
  takeThreadControl: z.boolean().default(true),
  /** Shows customers that someone is writing. */
  typing: z.boolean().default(true),
  /** Shows customers that their messages were seen. */
  markRead: z.boolean().default(true),
});
export type MessengerSettings = z.infer<typeof messengerSettings>;

/** The settings of a stored door with the defaults filled in. Throws ZodError when the row holds nonsense. */
export function readMessengerSettings(account: ChannelAccount): MessengerSettings {
  const known = checked.get(account);
  if (known) return known;
  const { kind: _kind, pageId: _pageId, ...settings } = account.settings;
  const read = messengerSettings.parse(settings);
  checked.set(account, read);
  return read;
}

/** Each account object is checked once; whoever hands out accounts hands out new ones when they change. */
const checked = new WeakMap<ChannelAccount, MessengerSettings>();
