// What baton.yaml may say of a WhatsApp door beside `kind` and `phoneNumberId` (which is the account), checked.

import { z } from 'zod';
import type { ChannelAccount } from '../../core/chatbot.js';

export const whatsappSettings = z.strictObject({
  /** A system user's token with whatsapp_business_messaging, and _management for templates. */
  token: z.string().min(1),
  /** The WhatsApp Business Account, for templates and for looking at subscriptions. */
  wabaId: z
    .string()
    .regex(/^\d{5,30}$/, 'must be the digits of the WhatsApp Business Account’s id')
    .optional(),
  /** Signs every call (`appsecret_proof`), for apps that demand it. */
  appSecret: z.string().min(1).optional(),
  /** Shows customers that their messages were seen. */
  markRead: z.boolean().default(true),
  /** Shows customers that someone is writing; WhatsApp then shows their messages as read too. */
  typing: z.boolean().default(false),
  /** Puts `Kim: ` before an agent's words. */
  namePrefix: z.boolean().default(false),
  /** The word on the button that opens a list of choices. */
  listButton: z.string().min(1).max(20).default('Choose'),
  /** How many messages a second the number may send: 80, after WhatsApp's upgrade 1,000, beside its app 20. */
  perSecond: z.number().min(1).max(1000).default(80),
  /** One message to the same customer in so many seconds, once `pairBurst` at once are used up. */
  pairSeconds: z.number().min(0.01).max(60).default(6),
  pairBurst: z.int().min(1).max(1000).default(45),
});
export type WhatsAppSettings = z.infer<typeof whatsappSettings>;

/** The settings of a stored door with the defaults filled in. Throws ZodError when the row holds nonsense. */
export function readWhatsAppSettings(account: ChannelAccount): WhatsAppSettings {
  const known = checked.get(account);
  if (known) return known;
  const { kind: _kind, phoneNumberId: _phoneNumberId, ...settings } = account.settings;
  const read = whatsappSettings.parse(settings);
  checked.set(account, read);
  return read;
}

/** Each account object is checked once; whoever hands out accounts hands out new ones when they change. */
const checked = new WeakMap<ChannelAccount, WhatsAppSettings>();
