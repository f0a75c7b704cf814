// Posts webhooks as Meta does: signed over the raw bytes, escaped, repeated until they are answered with 200.
import { createHmac } from 'node:crypto';
import { isRecord, sleep } from '../wire/http.js';
import type { Later } from './later.js';
import type { MetaChannel } from './records.js';

export type Webhooks = ReturnType<typeof createWebhooks>;
export type Entry = Readonly<Record<string, unknown>>;

export interface WebhookOptions {
  readonly urlOf: (channel: MetaChannel) => string | null;
  readonly secretOf: (channel: MetaChannel) => string;
  /** Waits before the repeats of what was not answered with 200. */
  readonly retryDelaysMs: readonly number[];
  readonly later: Later;
  /** Told of every try, with HTTP status 0 when there was no answer. */
  readonly note: (channel: MetaChannel, body: object, status: number, durationMs: number) => void;
}

const objects: Record<MetaChannel, string> = {
  whatsapp: 'whatsapp_business_account',
  messenger: 'page',
  instagram: 'instagram',
};
const answerTimeoutMs = 20_000;

/** The bytes Meta would sign: everything beyond ASCII as lower-case `\uXXXX`, slashes as `\/`. */
export const escapeAsMeta = (body: unknown): string =>
  JSON.stringify(body)
    .replaceAll('/', '\\/')
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The headers of a webhook with this body. */
export const signWebhook = (raw: string, secret: string): Record<string, string> => ({
  'x-hub-signature': `sha1=${createHmac('sha1', secret).update(raw).digest('hex')}`,
  'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`,
});

/** Creates the post office. What concerns one customer leaves in order, unless a trick is on. */
export const createWebhooks = (options: WebhookOptions) => {
  const tails = new Map<string, Promise<unknown>>();
  const tricks = { duplicate: false, reverse: false };
  let gathered: { channel: MetaChannel; entry: Entry }[] | null = null;

  const post = async (channel: MetaChannel, entries: readonly Entry[]): Promise<number> => {
    const url = options.urlOf(channel);
    if (url === null) return 0;
    const body = { object: objects[channel], entry: entries };
    const raw = escapeAsMeta(body);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'facebookexternalua',
      'facebook-api-version': 'v25.0',
      ...signWebhook(raw, options.secretOf(channel)),
    };
    let status = 0;
    for (const waitMs of [0, ...options.retryDelaysMs]) {
      if (waitMs > 0) await sleep(waitMs);
      if (options.later.isClosed()) break;
      const startedAt = performance.now();
      status = await postOnce(url, raw, headers);
      options.note(channel, body, status, Math.round(performance.now() - startedAt));
      if (status === 200) break;
    }
    return status;
  };

  const postWithTricks = async (channel: MetaChannel, entries: readonly Entry[]): Promise<number> => {
    const ordered = tricks.reverse ? [...entries].reverse() : entries;
    const status = await post(channel, ordered);
    return tricks.duplicate ? post(channel, ordered) : status;
  };

  /** Sends one entry; resolves with the HTTP status it ended with, 202 while things are gathered. */
  const send = (channel: MetaChannel, key: string, entry: Entry): Promise<number> => {
    if (gathered) {
      gathered.push({ channel, entry });
      return Promise.resolve(202);
    }
    const before = tails.get(key) ?? Promise.resolve();
    const sent = before.then(() => postWithTricks(channel, [entry]));
    tails.set(key, sent);
    void sent.finally(() => tails.get(key) === sent && tails.delete(key));
    return options.later.during(sent);
  };

  /** Holds back what happens meanwhile and sends it as one batch for each channel. */
  const gather = async (work: () => unknown): Promise<number[]> => {
    const held: { readonly channel: MetaChannel; readonly entry: Entry }[] = [];
    gathered = held;
    try {
      await work();
    } finally {
      gathered = null;
    }
    const channels = [...new Set(held.map((update) => update.channel))];
    const entriesOf = (channel: MetaChannel) =>
      mergeEntries(held.filter((update) => update.channel === channel).map(({ entry }) => entry));
    const posts = channels.map((channel) => postWithTricks(channel, entriesOf(channel)));
    return Promise.all(posts.map(options.later.during));
  };

  return { send, gather, tricks, /** Sends a body of one's own, signed. */ post };
};

const postOnce = async (url: string, raw: string, headers: Record<string, string>): Promise<number> => {
  try {
    const signal = AbortSignal.timeout(answerTimeoutMs);
    const response = await fetch(url, { method: 'POST', headers, body: raw, redirect: 'manual', signal });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
};

/** Entries of one account become one with several changes or events, as Meta batches them. */
const mergeEntries = (entries: readonly Entry[]): Entry[] => {
  const merged = new Map<unknown, Record<string, unknown>>();
  for (const entry of entries) {
    const known = merged.get(entry.id);
    if (!known) merged.set(entry.id, { ...entry });
    else
      for (const list of ['changes', 'messaging', 'standby'] as const)
        if (Array.isArray(entry[list])) known[list] = [...listOf(known[list]), ...listOf(entry[list])];
  }
  return [...merged.values()].filter(isRecord);
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
