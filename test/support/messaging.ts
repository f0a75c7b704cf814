// Fixtures of Messenger and Instagram, and what is expected of them in few words.

import { readdirSync, readFileSync } from 'node:fs';
/** When every fixture arrives. */
export const arrivedAt = new Date('2026-11-22T12:00:00Z');

/** The moment so many minutes into the fixtures' story. */
export function minute(count: number): Date {
  return new Date(1_795_000_000_000 + count * 60_000);
}

/** The names of a channel's fixtures. */
export function listFixtures(channel: string): readonly string[] {
  const folder = new URL(`../fixtures/${channel}/`, import.meta.url);
  return readdirSync(folder).map((file) => file.replace(/\.json$/, ''));
}

/** The body of one fixture. */
export function readFixture(channel: string, name: string): unknown {
  const path = new URL(`../fixtures/${channel}/${name}.json`, import.meta.url);
  return (JSON.parse(readFileSync(path, 'utf8')) as { body: unknown }).body;
}

type Facts = Readonly<Record<string, unknown>>;

/** The makers of what is expected of one customer's fixtures, whose message ids begin with `prefix`. */
export function expectAt(account: string, address: string, prefix: string) {
  const item = (inbound: Facts) => ({ account, inbound: { address, ...inbound } });
  const only = (...items: readonly unknown[]) => ({ items, unreadable: [], ignored: [] });
  const line = (at: number, name: string, facts: Facts) =>
    item({
      type: 'message',
      externalId: `${prefix}${name}`,
      kind: 'text',
      text: '',
      markup: 'plain',
      attachmentIds: [],
      at: minute(at),
      window: opened(minute(at)),
      ...facts,
    });
  const echo = (at: number, name: string, facts: Facts) =>
    item({ type: 'echo', externalId: `${prefix}${name}`, kind: 'text', text: '', at: minute(at), ...facts });
  return {
    /** One message among others. */
    line,
    /** One customer's message and nothing else, so many minutes into the story. */
    message: (at: number, name: string, facts: Facts) => only(line(at, name, facts)),
    echo: (at: number, name: string, facts: Facts) => only(echo(at, name, facts)),
    reaction: (at: number, name: string, emoji: string | null) =>
      only(
        item({
          type: 'reaction',
          externalId: `${prefix}${name}`,
          emoji,
          at: minute(at),
          window: opened(minute(at)),
        }),
      ),
    /** Anything else, one item for each. */
    heard: (...facts: readonly Facts[]) => only(...facts.map(item)),
    /** Nothing but names. */
    ignored: (...names: readonly string[]) => ({ items: [], unreadable: [], ignored: names }),
  };
}

/** 24 hours, and seven days for a person, each without the last minute. */
function opened(at: Date) {
  const after = (hours: number) => new Date(at.getTime() + hours * 3_600_000 - 60_000);
  return { openUntil: after(24), replyUntil: after(168) };
}
