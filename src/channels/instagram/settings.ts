// What baton.yaml may say of an Instagram door beside `kind` and `accountId` (which is the account), checked.

import { z } from 'zod';
import type { ChannelAccount } from '../../core/chatbot.js';

export const instagramSettings = z.strictObject({
  /** How the account is connected: Instagram's own login, or the Facebook Page it belongs to. */
  via: z.enum(['login', 'page']).default('login'),
  /** The Instagram user token (`login`, 60 days) or the Page's (`page`). */
  token: z.string().min(1),
  /** The Page, for `via: page`: sends go through it when it is given. */
  pageId: z.string().min(1).optional(),
  /** When a login token ends, as an ISO date: the platform does not say, `baton doctor` warns by this. */
  tokenExpiresAt: z.iso
    .date()
    .or(z.iso.datetime({ offset: true }))
    .optional(),
  /** Signs every call (`appsecret_proof`), for apps that demand it. */
  appSecret: z.string().min(1).optional(),
  /** Puts `Kim: ` before an agent's words: Instagram has no personas. */
  namePrefix: z.boolean().default(false),
  /** Shows customers that someone is writing. */
  typing: z.boolean().default(true),
  /** Shows customers that their messages were seen. */
  markRead: z.boolean().default(true),
});
export type InstagramSettings = z.infer<typeof instagramSettings>;

/** The settings of a stored door with the defaults filled in. Throws ZodError when the row holds nonsense. */
export function readInstagramSettings(account: ChannelAccount): InstagramSettings {
  const known = checked.get(account);
  if (known) return known;
  const { kind: _kind, accountId: _accountId, ...settings } = account.settings;
  const read = instagramSettings.parse(settings);
  checked.set(account, read);
  return read;
}

/** Each account object is checked once; whoever hands out accounts hands out new ones when they change. */
const checked = new WeakMap<ChannelAccount, InstagramSettings>();
