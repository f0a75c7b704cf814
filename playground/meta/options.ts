// What a caller may set on the stand-in, and the defaults.
import { randomBytes } from 'node:crypto';
import type { MetaAccount, MetaChannel } from './records.js';

export interface CustomerSeed {
  readonly channel: MetaChannel;
  readonly name: string;
  /** WhatsApp: the phone number's digits; null for someone who hides it. Made up when left out. */
  readonly waId?: string | null;
  /** The business-scoped id, PSID or IGSID; made up when left out. */
  readonly scopedId?: string;
  readonly username?: string;
  /** Another account than the channel's first. */
  readonly accountId?: string;
}

export interface MetaStandInOptions {
  readonly appSecret?: string;
  /** Signs Instagram's webhooks when it differs from the app's. */
  readonly instagramAppSecret?: string;
  readonly verifyToken?: string;
  /** Where each channel's webhooks go; can be set later with `sendTo`. */
  readonly webhookUrls?: Partial<Record<MetaChannel, string>>;
  readonly accounts?: readonly MetaAccount[];
  readonly customers?: readonly CustomerSeed[];
  /** Where its own addresses are when it is mounted, e.g. `http://127.0.0.1:3000/playground/meta`. */
  readonly publicUrl?: string;
  readonly retryDelaysMs?: readonly number[];
  /** From the answer of a send to `sent`, from there to `delivered`, and from there to `read`. */
  readonly receiptDelaysMs?: readonly [number, number, number];
  /** Do customers look at what arrives, so that it is read at once? True when left out. */
  readonly looking?: boolean;
  /** How long the address of a file is good for; WhatsApp gives five minutes. */
  readonly mediaLifeMs?: number;
  /** Unix milliseconds. */
  readonly now?: () => number;
}

export type Settings = Required<Omit<MetaStandInOptions, 'webhookUrls' | 'publicUrl' | 'customers'>>;

/** The app's own id, and the page inbox's, as echoes and handovers name them. */
export const appId = 1_500_000_000_000_011;
export const pageInboxId = 263_902_037_430_900;

/** The business account the phone numbers belong to. */
export const businessAccountId = '102290129340398';

export const demoAccounts: readonly MetaAccount[] = [
  { channel: 'whatsapp', id: '310000000000011', token: 'whatsapp-token', name: 'Acme' },
  { channel: 'messenger', id: '111000000000001', token: 'page-token', name: 'Acme' },
  { channel: 'instagram', id: '17841400000000001', token: 'instagram-token', name: 'acme.shop' },
];

/** The number people see where an account names none. */
export const usualNumber = '+44 7700 900000';

/** One customer of each channel, and one on WhatsApp who shows nobody their number. */
export const demoCustomers: readonly CustomerSeed[] = [
  { channel: 'whatsapp', name: 'Amara Okafor', waId: '447700900123' },
  { channel: 'whatsapp', name: 'Jonas Weber', waId: null, username: 'jonas.w' },
  { channel: 'messenger', name: 'Lena Park' },
  { channel: 'instagram', name: 'Rui Costa', username: 'rui.bakes' },
];

/** Fills in the defaults. */
export const completeOptions = (options: MetaStandInOptions): Settings => {
  const appSecret = options.appSecret ?? randomBytes(16).toString('hex');
  return {
    appSecret,
    instagramAppSecret: options.instagramAppSecret ?? appSecret,
    verifyToken: options.verifyToken ?? randomBytes(12).toString('hex'),
    accounts: options.accounts ?? demoAccounts,
    retryDelaysMs: options.retryDelaysMs ?? [50, 500, 2_000, 10_000, 60_000],
    receiptDelaysMs: options.receiptDelaysMs ?? [0, 0, 0],
    looking: options.looking ?? true,
    mediaLifeMs: options.mediaLifeMs ?? 300_000,
    now: options.now ?? Date.now,
  };
};
