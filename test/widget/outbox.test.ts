// The outbox: one id per message for ever, one message at a time, nothing lost by reloads or failures.

import { describe, expect, it } from 'vitest';
import { CallError } from '../../widget/panel/api.js';
import { makeClientId } from '../../widget/panel/ids.js';
import { createOutbox, type OutboxItem } from '../../widget/panel/outbox.js';
import { createStorage, type Shelf } from '../../widget/panel/storage.js';

function createShelf(): Shelf {
  const map = new Map<string, string>();
  return {
    get length() {
      return map.size;
    },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  };
}

/** An outbox whose sending is answered by the test, and whose waiting ends when the test says so. */
function open(shelf: Shelf, answer: (item: OutboxItem, tries: number) => Promise<void> = async () => {}) {
  const sent: string[] = [];
  const waits: (() => void)[] = [];
  const outbox = createOutbox({
    storage: createStorage('t:', () => shelf),
    send: async (item) => {
      sent.push(item.clientId);
      await answer(item, sent.length);
    },
    changed: () => {},
    later: (call) => {
      waits.push(call);
      return () => {};
    },
  });
  return { outbox, sent, wait: () => waits.shift()?.() };
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
const offline = () => Promise.reject(new CallError('offline', 'offline', ''));

describe('the outbox', () => {
  it('sends one after the other, in the order of writing', async () => {
    const releases: (() => void)[] = [];
    const { outbox, sent } = open(createShelf(), () => new Promise((resolve) => releases.push(resolve)));
    outbox.add('one', []);
    outbox.add('two', []);
    await settle();
    expect(sent).toHaveLength(1);
    releases[0]?.();
    await settle();
    expect(sent).toHaveLength(2);
    expect(outbox.items().map((item) => item.text)).toEqual(['two']);
  });

  it('keeps what could not be sent and sends it under the same id after a reload', async () => {
    const shelf = createShelf();
    const before = open(shelf, offline);
    before.outbox.add('one', []);
    before.outbox.add('two', []);
    await settle();
    const after = open(shelf);
    expect(after.sent).toEqual([]);
    after.outbox.kick();
    await settle();
    expect(after.sent[0]).toBe(before.sent[0]);
    expect(after.sent).toHaveLength(2);
    expect(shelf.length).toBe(0);
  });

  it('keeps what was chosen with its title', async () => {
    const shelf = createShelf();
    const choice = { id: 'y', title: 'Yes' };
    open(shelf, offline).outbox.add('Yes', [], choice);
    await settle();
    expect(open(shelf).outbox.items()).toMatchObject([{ text: 'Yes', choice }]);
  });

  it('tries again with the same id until it is stored', async () => {
    const { outbox, sent, wait } = open(createShelf(), (_item, tries) =>
      tries < 3 ? Promise.reject(new CallError('busy', 'unavailable', '')) : Promise.resolve(),
    );
    outbox.add('one', []);
    await settle();
    wait();
    await settle();
    wait();
    await settle();
    expect(new Set(sent).size).toBe(1);
    expect(sent).toHaveLength(3);
    expect(outbox.items()).toEqual([]);
  });

  it('marks a refused message as failed, goes on with the next, and retries when asked', async () => {
    let refuse = true;
    const { outbox } = open(createShelf(), (item) =>
      refuse && item.text === 'bad'
        ? Promise.reject(new CallError('refused', 'bad-input', 'Too long.'))
        : Promise.resolve(),
    );
    outbox.add('bad', []);
    outbox.add('good', []);
    await settle();
    expect(outbox.items()).toMatchObject([{ text: 'bad', state: 'failed', reason: 'Too long.' }]);
    refuse = false;
    outbox.retry(outbox.items()[0]?.clientId ?? '');
    await settle();
    expect(outbox.items()).toEqual([]);
  });

  it('never overwrites what another tab keeps', async () => {
    const shelf = createShelf();
    const one = open(shelf, offline);
    const two = open(shelf, offline);
    one.outbox.add('from one', []);
    two.outbox.add('from two', []);
    await settle();
    const texts = open(shelf)
      .outbox.items()
      .map((item) => item.text);
    expect(texts.sort()).toEqual(['from one', 'from two']);
  });

  it('works in memory where storage is blocked, and skips rubbish', async () => {
    const blocked = createStorage('t:', () => {
      throw new Error('blocked');
    });
    blocked.write('a', 'b');
    expect([blocked.read('a'), blocked.keys()]).toEqual(['b', ['a']]);
    const shelf = createShelf();
    shelf.setItem('t:out.x', '{"half":');
    expect(open(shelf).outbox.items()).toEqual([]);
  });

  it('leaves nothing behind when it is cleared', async () => {
    const shelf = createShelf();
    const { outbox } = open(shelf, offline);
    outbox.add('one', []);
    await settle();
    outbox.clear();
    expect(shelf.length).toBe(0);
  });
});

describe('makeClientId', () => {
  it('makes UUIDs of version 7 that sort by time', () => {
    const ids = Array.from({ length: 50 }, () => makeClientId());
    expect(
      ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toBe(true);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(50);
  });
});
