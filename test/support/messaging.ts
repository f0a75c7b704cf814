// Fixtures of Messenger and Instagram, and what is expected of them in few words.

import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Reading } from '../../src/channels/meta/unplaced.js';

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

/** What a channel makes of its fixtures, and what it should. */
export interface Readings {
  /** Where the fixtures are. */
  readonly channel: string;
  /** Whose door the broken ones name. */
  readonly account: string;
  readonly read: (body: unknown) => Reading;
  /** What each fixture says, but for `batch` and `numeric-id`. */
  readonly expected: Readonly<Record<string, unknown>>;
  /** The items of `batch`, in which one event is broken. */
  readonly batch: readonly unknown[];
}

/** Proves that each fixture says what is expected of it, that none is left out, and that what is broken is set aside. */
export function proveReadings({ channel, account, read, expected, batch }: Readings): void {
  const readNamed = (name: string) => read(readFixture(channel, name));

  it.each(Object.entries(expected))('reads %s', (name, reading) => {
    expect(readNamed(name)).toEqual(reading);
  });

  it('has an expectation for every fixture', () => {
    const others = ['batch', 'numeric-id'];
    expect([...Object.keys(expected), ...others].sort()).toEqual([...listFixtures(channel)].sort());
  });

  it('keeps the order of a batch and sets only its broken event aside', () => {
    const { items, unreadable, ignored } = readNamed('batch');
    expect(items).toEqual(batch);
    expect(unreadable).toMatchObject([{ account, why: 'the message has no id of text' }]);
    expect(ignored).toEqual([]);
  });

  it('puts a customer aside who is named by a number, with all that came', () => {
    const { items, unreadable } = readNamed('numeric-id');
    expect(items).toEqual([]);
    expect(unreadable).toMatchObject([
      { account, why: 'it does not name the customer by text', raw: { message: { text: 'Who am I?' } } },
    ]);
  });
}

/** 24 hours, and seven days for a person, each without the last minute. */
function opened(at: Date) {
  const after = (hours: number) => new Date(at.getTime() + hours * 3_600_000 - 60_000);
  return { openUntil: after(24), replyUntil: after(168) };
}
