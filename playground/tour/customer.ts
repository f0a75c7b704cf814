// The tour's customer: a visitor of the demo shop, through the same HTTP doors and the same stream as the widget.

import { randomUUID } from 'node:crypto';
import { call } from './door.js';
import { type CustomerMessage, followFeed, type Snapshot } from './feed.js';
import { shorten } from './trouble.js';

export interface Customer {
  readonly site: string;
  readonly token: string;
  /** The chatbot's name. */
  readonly chatbot: string;
  readonly greeting: string;
  say(text: string): Promise<void>;
  /** Presses “Talk to a person”. */
  askForPerson(): Promise<void>;
  /** Tells Baton that everything so far was looked at. */
  read(): Promise<void>;
  /** What the stream brought so far, in order. */
  shown(): readonly CustomerMessage[];
  /** What the stream said last: who answers, and how the chat stands. */
  standing(): { readonly status: string; readonly agent: string | null };
  /** What a reload of the page would show. */
  reload(): Promise<Snapshot>;
  leave(): void;
}

/** Opens the shop's chat as somebody new, and listens. */
export async function openChat(baseUrl: string, site: string, signal: AbortSignal): Promise<Customer> {
  const leaving = new AbortController();
  const until = AbortSignal.any([signal, leaving.signal]);
  const at = (path: string) => `${baseUrl}/web${path}${path.includes('?') ? '&' : '?'}site=${site}`;
  const config = await call<{ name: string; greeting: string | null }>({ url: at('/config'), signal });
  const { token } = await call<{ token: string }>({
    url: at('/visitors'),
    body: { locale: 'en', page: `${baseUrl}/playground/shop` },
    signal,
  });
  const headers = { authorization: `Bearer ${token}` };
  const post = (path: string, body: unknown) => call({ url: at(path), body, headers, signal });
  const reload = () => call<Snapshot>({ url: at('/conversation'), headers, signal });

  const feed = followFeed({ url: at('/events'), headers, signal: until, reload });
  return {
    site,
    token,
    chatbot: config.name,
    greeting: config.greeting ?? '',
    async say(text) {
      await post('/messages', { clientId: randomUUID(), text });
    },
    async askForPerson() {
      await post('/request-human', {});
    },
    async read() {
      await post('/seen', { sequence: (await reload()).sequence, read: true });
    },
    shown: feed.shown,
    standing: feed.standing,
    reload,
    leave: () => leaving.abort(),
  };
}

/** One line per message, as the customer reads it. */
export function tellMessages(messages: readonly CustomerMessage[]): string[] {
  return messages.map((message) => `${message.name}: ${shorten(message.text)}`);
}
