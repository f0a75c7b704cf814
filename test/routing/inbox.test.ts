// Proves that what a platform delivered is acted on once and in order, whoever dies, waits, or sends nonsense (A19, C1).

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Inbound, InboundMessage } from '../../src/channels/channel.js';
import { Refusal } from '../../src/core/errors.js';
import { NotYet } from '../../src/routing/inbox-lane.js';
import { takeRows } from '../../src/store/inbox.js';
import { createStore } from '../../src/store/store.js';
import { eventually } from '../support/eventually.js';
import { openPhoneFloor, type PhoneFloor } from './phone-floor.js';

let floor: PhoneFloor;
beforeAll(async () => {
  floor = await openPhoneFloor();
});
afterAll(() => floor.close());
beforeEach(() => floor.query('delete from inbox'));

const batch = (...items: Inbound[]) => ({ items, unreadable: [] });
const textOf = (inbound: Inbound) => (inbound as InboundMessage).text;
const whenEmpty = () =>
  eventually('the inbox is empty', async () =>
    (await floor.inboxRows()).every(({ error }) => error !== null),
  );
const laneOf = (lane: string) => {
  const { organizationId, id: channelId } = floor.phoneDoor;
  return { organizationId, channelId, lane };
};

/** Acts slowly, writes down who did what, and fails the test if one customer is served twice at once. */
function watched(log: string[], busy = new Set<string>()) {
  return async (inbound: Inbound) => {
    if (busy.has(inbound.address)) log.push(`two at once for ${inbound.address}`);
    busy.add(inbound.address);
    await sleep(Math.random() * 4);
    log.push(`${inbound.address} ${textOf(inbound)}`);
    busy.delete(inbound.address);
  };
}

describe('a batch', () => {
  it('is kept in one commit and acted on in order for each customer, customers at once', async () => {
    const seen: string[] = [];
    let [now, most] = [0, 0];
    const inbox = floor.openInbox({
      act: async (inbound) => {
        now += 1;
        most = Math.max(most, now);
        await sleep(5);
        now -= 1;
        seen.push(`${inbound.address} ${textOf(inbound)}`);
      },
    });
    const items = Array.from({ length: 40 }, (_, at) => floor.message(`c${at % 4}`, { text: `${at}` }));
    await inbox.keep(batch(...items));
    await whenEmpty();
    for (const customer of ['c0', 'c1', 'c2', 'c3'])
      expect(seen.filter((one) => one.startsWith(customer))).toEqual(
        items.filter(({ address }) => address === customer).map(({ text }) => `${customer} ${text}`),
      );
    expect(most).toBe(4);
    await inbox.stop();
  });

  it('of 1,000, with repeats in it and after it, becomes each message once', async () => {
    const inbox = floor.openInbox();
    const items = Array.from({ length: 500 }, (_, at) =>
      floor.message(`many-${at % 25}`, { text: `${Math.floor(at / 25)}` }),
    );
    await inbox.keep(batch(...items, ...items));
    await inbox.keep(batch(...items.slice(0, 50)));
    await eventually(
      'worked off',
      async () => {
        await inbox.sweep();
        return (await floor.inboxRows()).length === 0;
      },
      60_000,
    );
    for (let at = 0; at < 25; at += 1)
      expect(await floor.texts(`many-${at}`)).toEqual(Array.from({ length: 20 }, (_, one) => `${one}`));
    await inbox.stop();
  }, 90_000);

  it('is refused when the memory is away, so that the platform sends it again', async () => {
    const store = createStore({ url: 'postgres://nobody@127.0.0.1:1/none' });
    const inbox = floor.openInbox({ routing: { ...floor.routing, store } });
    await expect(inbox.keep(batch(floor.message('away')))).rejects.toThrow();
    await inbox.stop();
    await store.close();
  });

  it('is kept whatever nonsense is in it, and nothing of it stops the rest', async () => {
    const inbox = floor.openInbox();
    const hostile = JSON.parse(
      '{"__proto__":{"polluted":"yes"},"constructor":"x","a\\u0000b":"c\\u0000\\ud800"}',
    );
    const huge = `${'x'.repeat(49_989)}${'😀'.repeat(200)}`;
    await inbox.keep({
      items: [
        floor.message('odd\u0000 one', {
          externalId: 'odd\u0000',
          text: 'kept\u0000 \ud800',
          facts: { name: 'N\u0000', attributes: hostile },
        }),
        floor.message('y'.repeat(5_000), { text: 'long' }),
        floor.message('even', { text: 'after' }),
      ],
      unreadable: [
        { channel: floor.phoneDoor, raw: { huge }, why: `bad \u0000 ${'w'.repeat(20_000)}` },
        { channel: floor.phoneDoor, raw: hostile, why: 'odd' },
        { channel: floor.phoneDoor, raw: undefined, why: 'nothing' },
      ],
    });
    await eventually('the others are stored', async () => (await floor.texts('even')).includes('after'));
    await eventually('also the odd one', async () => (await floor.texts('odd one')).length === 1);
    expect(await floor.texts('odd one')).toEqual(['kept \ufffd']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((await floor.inboxRows()).filter(({ error }) => error?.startsWith('unreadable'))).toHaveLength(3);
    await inbox.stop();
  });
});

describe('whoever dies', () => {
  it('is followed by another once the lease is over, and nothing is done before that', async () => {
    const dead = floor.openInbox({ act: () => new Promise(() => undefined) });
    await dead.keep(batch(floor.message('orphan', { text: '1' }), floor.message('orphan', { text: '2' })));
    const seen: string[] = [];
    const heir = floor.openInbox({ act: watched(seen) });
    await heir.sweep();
    await sleep(50);
    expect(seen).toEqual([]);
    await floor.letTimePass();
    await heir.sweep();
    await whenEmpty();
    expect(seen).toEqual(['orphan 1', 'orphan 2']);
    await heir.stop();
  });

  it('or was only slow for longer than its lease does not act again on what another took', async () => {
    const log: string[] = [];
    let wake: () => void = () => {};
    const slow = floor.openInbox({
      act: async (inbound) => {
        log.push(`slow ${textOf(inbound)}`);
        if (textOf(inbound) !== 'a') return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      },
      leaseMs: 300,
      width: 1,
    });
    // One customer keeps it busy, so that the rows of another wait in memory until their lease is long over.
    await slow.keep(batch(floor.message('first', { text: 'a' })));
    await slow.keep(batch(floor.message('second', { text: 'b' }), floor.message('second', { text: 'c' })));
    await sleep(400);
    const quick = floor.openInbox({ act: watched(log) });
    await quick.sweep();
    await eventually('the other acted', () => log.includes('second c'));
    await slow.keep(batch(floor.message('third', { text: 'd' })));
    wake();
    await eventually('it came past the second', () => log.includes('slow d'));
    await whenEmpty();
    await slow.stop();
    await quick.stop();
    expect(log).toEqual(['slow a', 'second b', 'second c', 'slow d']);
  });

  it('but lives keeps what it is at, however long that takes', async () => {
    const log: string[] = [];
    const slow = floor.openInbox({
      leaseMs: 300,
      act: async (inbound) => {
        await sleep(700);
        log.push(`slow ${textOf(inbound)}`);
      },
    });
    await slow.keep(batch(floor.message('long', { text: '1' }), floor.message('long', { text: '2' })));
    const other = floor.openInbox({ act: watched(log) });
    for (let round = 0; round < 12; round += 1) {
      await other.sweep();
      await sleep(100);
    }
    await whenEmpty();
    expect(log).toEqual(['slow 1', 'slow 2']);
    await slow.stop();
    await other.stop();
  });

  it('and stops in good order gives back what it did not begin', async () => {
    const log: string[] = [];
    const inbox = floor.openInbox({ width: 1, act: watched(log) });
    await inbox.keep(batch(...['a', 'b', 'c'].map((one) => floor.message(`stop-${one}`, { text: '1' }))));
    await inbox.stop();
    expect(log.length).toBeLessThan(3);
    const next = floor.openInbox({ act: watched(log) });
    await next.sweep();
    await whenEmpty();
    expect([...log].sort()).toEqual(['stop-a 1', 'stop-b 1', 'stop-c 1']);
    await next.stop();
  });
});

describe('two inboxes', () => {
  it('never serve one customer at once, nothing twice, all in order', async () => {
    const log: string[] = [];
    const busy = new Set<string>();
    const both = [floor.openInbox({ act: watched(log, busy) }), floor.openInbox({ act: watched(log, busy) })];
    for (let round = 0; round < 60; round += 1) {
      await both[round % 2]?.keep(batch(floor.message(`both-${round % 3}`, { text: `${round}` })));
      if (round % 5 === 0) await Promise.all(both.map((one) => one.sweep()));
    }
    await eventually('worked off', async () => {
      await Promise.all(both.map((one) => one.sweep()));
      return (await floor.inboxRows()).length === 0;
    });
    for (const at of [0, 1, 2])
      expect(log.filter((one) => one.startsWith(`both-${at}`))).toEqual(
        Array.from({ length: 20 }, (_, one) => `both-${at} ${one * 3 + at}`),
      );
    expect(log).toHaveLength(60);
    await Promise.all(both.map((one) => one.stop()));
  });

  it('that look in the same moment share nothing, also while rows arrive', async () => {
    for (let round = 0; round < 40; round += 1) {
      await floor.query('delete from inbox');
      const away = floor.openInbox();
      await away.stop();
      await away.keep(batch(floor.message('race'), floor.message('race')));
      const [one, , two] = await Promise.all([
        takeRows(floor.store, laneOf('race'), 9_000),
        away.keep(batch(floor.message('race'))),
        takeRows(floor.store, laneOf('race'), 9_000),
      ]);
      expect(Math.min(one.length, two.length)).toBe(0);
    }
  });
});

describe('what cannot be done', () => {
  it('because our rules say no is a dead letter at once, and holds up nobody', async () => {
    const log: string[] = [];
    const inbox = floor.openInbox({
      act: async (inbound) => {
        if (textOf(inbound) === 'bad') throw new Refusal('too-long', { limit: 1 });
        log.push(textOf(inbound));
      },
    });
    await inbox.keep(batch(...['1', 'bad', '2'].map((text) => floor.message('refused', { text }))));
    await whenEmpty();
    expect(log).toEqual(['1', '2']);
    expect((await floor.inboxRows()).map(({ error }) => error)).toEqual(['message: too-long']);
    await inbox.stop();
  });

  it('for a while is tried again in order; the rest waits behind it and is not counted', async () => {
    const log: string[] = [];
    let broken = true;
    const inbox = floor.openInbox({
      act: async (inbound, attempt) => {
        if (broken) throw new Error('no');
        log.push(`${textOf(inbound)} at ${attempt}`);
      },
    });
    await inbox.keep(batch(...['1', '2'].map((text) => floor.message('again', { text }))));
    // As the house sweeps: again and again, since one sweep passes over who is only just done with a row.
    const sweepUntil = (what: string, look: () => Promise<boolean>) =>
      eventually(what, async () => {
        await inbox.sweep();
        return look();
      });
    for (let round = 0; round < 2; round += 1) {
      await sweepUntil('put off', async () => (await floor.inboxRows())[0]?.attempts === round + 1);
      await eventually(
        'given back',
        async () => (await floor.query('select 1 from inbox where lease_until is not null')).length === 0,
      );
      if (round === 1) broken = false;
      await floor.letTimePass();
    }
    await sweepUntil('done', async () => log.length === 2);
    await whenEmpty();
    expect(log).toEqual(['1 at 3', '2 at 1']);
    await inbox.stop();
  });

  it('six times is a dead letter, and what waited behind it goes on', async () => {
    const log: string[] = [];
    const inbox = floor.openInbox({
      act: async (inbound) => {
        log.push(textOf(inbound));
        if (textOf(inbound) === 'never') throw new TypeError('no');
      },
    });
    await inbox.keep(batch(...['never', 'then'].map((text) => floor.message('six', { text }))));
    await eventually('given up', async () => {
      await floor.letTimePass();
      await inbox.sweep();
      return (await floor.inboxRows())[0]?.error !== null && log.includes('then');
    });
    expect(log).toEqual(['never', 'never', 'never', 'never', 'never', 'never', 'then']);
    await whenEmpty();
    expect((await floor.inboxRows()).map(({ error }) => error)).toEqual(['message: TypeError']);
    await inbox.stop();
  });

  it('yet is put off, and knows on its next try that it was', async () => {
    const log: string[] = [];
    const inbox = floor.openInbox({
      act: async (inbound, attempt) => {
        log.push(`${textOf(inbound)} ${attempt}`);
        if (attempt === 1) throw new NotYet(60_000);
      },
    });
    await inbox.keep(batch(...['a', 'b'].map((text) => floor.message('early', { text }))));
    for (const wanted of ['a 1', 'b 1']) {
      await eventually(
        'tried',
        async () =>
          log.includes(wanted) &&
          (await floor.query('select 1 from inbox where lease_until is not null')).length === 0,
      );
      const [row] = await floor.query<{ s: number }>(
        'select extract(epoch from max(due_at) - now())::float8 as s from inbox',
      );
      expect(row?.s).toBeGreaterThan(50);
      await floor.letTimePass();
      await inbox.sweep();
    }
    await whenEmpty();
    expect(log).toEqual(['a 1', 'a 2', 'b 1', 'b 2']);
    await inbox.stop();
  });
});

describe('a flood', () => {
  it('is left in the table beyond what one process holds, and worked off; other customers are not behind it', async () => {
    const log: string[] = [];
    let open: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const inbox = floor.openInbox({
      act: async (inbound) => {
        await gate;
        log.push(`${inbound.address} ${textOf(inbound)}`);
      },
    });
    const flood = (from: number) =>
      Array.from({ length: 1_100 }, (_, at) => floor.message('flood', { text: `${from + at}` }));
    await inbox.keep(batch(...flood(0)));
    await inbox.keep(batch(...flood(1_100)));
    await inbox.keep(
      batch(...Array.from({ length: 1_000 }, (_, at) => floor.message(`f${at}`, { text: 'x' }))),
    );
    await inbox.keep(batch(floor.message('other', { text: 'quick' })));
    const helper = floor.openInbox({ act: async (inbound) => void log.push(`helper ${inbound.address}`) });
    await helper.sweep();
    await eventually('another process serves others', () => log.includes('helper other'));
    open();
    await eventually(
      'worked off',
      async () => {
        await inbox.sweep();
        await floor.letTimePass();
        return (await floor.inboxRows()).length === 0;
      },
      60_000,
    );
    expect(log.filter((one) => one.startsWith('flood'))).toEqual(
      Array.from({ length: 2_200 }, (_, at) => `flood ${at}`),
    );
    await Promise.all([inbox.stop(), helper.stop()]);
  }, 90_000);
});
