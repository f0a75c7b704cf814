// The report command: who may ask, about what, and what they are told where it cannot be.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Desk, PersonalFile } from '../../../src/bridge/desk.js';
import type { BridgeHouse } from '../../../src/bridge/house.js';
import { createDesks } from '../../../src/bridge/registry.js';
import { createReportShelf } from '../../../src/bridge/report/shelf.js';
import { runInvocation } from '../../../src/bridge/run-invocation.js';
import { Failure } from '../../../src/core/errors.js';
import { ask, openHouse, type TestHouse } from '../../support/bridge-house.js';
import { readCard } from '../../support/card-facts.js';
import { eventually } from '../../support/eventually.js';
import { tellStories } from '../../support/stories.js';

let house: TestHouse;
let sent: { readonly user: string; readonly files: readonly PersonalFile[] }[];

beforeAll(async () => {
  house = await openHouse();
  const startedAt = new Date(Date.now() - 5_000).toISOString();
  const taken = [{ by: 'ann', after: 1 }] as const;
  await tellStories(house, [
    { startedAt, reason: 'button', askedAfter: 0, taken, repliedAfter: [2], closedAfter: 3, score: 4 },
    { startedAt, reason: 'phrase', askedAfter: 0 },
    { startedAt, door: 'other-web' },
    { startedAt, door: 'rival-web' },
  ]);
});
afterAll(async () => house.close());
beforeEach(() => {
  sent = [];
});

/** Runs it in the house, with a desk that takes files unless told otherwise. */
async function report(person: string, args: string, desk: Partial<Desk> = {}) {
  const { store } = house;
  const direct: Desk['direct'] = async ({ user }, _card, files = []) => void sent.push({ user, files });
  const name = 'slack';
  const whole = { name, listen: () => undefined, post: fail, update: fail, direct, ...desk } as Desk;
  const reports = createReportShelf({ store, secret: 's', publicUrl: 'https://baton.example' });
  const around: BridgeHouse = { ...house.house, desks: createDesks([whole]), reports };
  const { invocation, answers } = ask(person, 'report', { args });
  await runInvocation(around, invocation);
  return { answers, text: answers.cards.map(readCard).join('\n') };
}

const fail = () => Promise.reject(new Error('not here'));

describe('who asks', () => {
  it.each(['sam', 'ann', 'mia'])('%s is told that it takes a supervisor', async (person) => {
    expect((await report(person, '7d')).text).toContain('supervisor');
    expect(sent).toEqual([]);
  });

  it('a supervisor sees their chatbots only, an admin all of the organization, nobody another’s (A14)', async () => {
    expect((await report('sue', '')).text).toContain('2 · 1 not yet resolved');
    expect((await report('adi', '')).text).toContain('3 · 2 not yet resolved');
    expect((await report('sue', '')).text).not.toContain('other');
  });

  it('a stranger is told nothing', async () => {
    expect((await report('rex', '')).text).toContain('not an agent');
  });
});

describe('what is asked for', () => {
  it('takes chatbot and agent by key, name, desk id and the beginning of a name', async () => {
    for (const args of ['today acme', 'acme Support', '7d acme ann', 'An', '30d @U0ANN', 'ACME SUPPORT Ann'])
      expect((await report('sue', args)).text).toMatch(/Report: (today|the last)/u);
    expect((await report('sue', 'ann')).text).toContain('acme Support · Ann');
    expect((await report('sue', 'acme ann')).text).toContain('1 · 0 not yet resolved');
  });

  it('reveals nothing of what one may not see: it is refused as what does not exist', async () => {
    const refusals = await Promise.all(
      ['other', 'nothing', 'Zoe', 'Nobody'].map((args) => report('sue', args)),
    );
    const blank = (text: string) => text.replace(/“.*?”/u, '“…”');
    expect(new Set(refusals.map(({ text }) => blank(text))).size).toBe(1);
    expect(refusals[0]?.text).toContain('is no chatbot and no agent that you may see');
    const people = await Promise.all(
      ['acme Zoe', 'acme Nobody', '@U0ZOE', '@U0NOBODY'].map((args) => report('sue', args)),
    );
    for (const { text } of people) expect(text).toContain('No such agent');
    expect(sent).toEqual([]);
  });

  it.each(['90d', '7 d', '12h'])('“%s” is no period', async (args) => {
    expect((await report('sue', args)).text).toContain('report [today|7d|30d] [chatbot] [agent]');
  });

  it('says so when nothing happened, and draws nothing', async () => {
    expect((await report('sue', '7d sam')).text).toContain('No chats yet');
    expect(sent).toEqual([]);
  });
});

describe('a report that takes long to count', () => {
  it.each([
    ['follows', () => house.store.transaction.bind(house.store), 'Report: the last 7 days'],
    ['that fails is said to have failed', () => fail, 'Something went wrong on our side'],
  ] as const)('is announced, and %s', async (_how, later, words) => {
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const transaction = async (work: never) => {
      await gate;
      return later()(work);
    };
    const store = { ...house.store, transaction } as typeof house.store;
    const { invocation, answers } = ask('sue', 'report', { args: '7d' });
    await runInvocation({ ...house.house, routing: { ...house.house.routing, store } }, invocation);
    expect(answers.cards.map(readCard).join()).toBe(
      '⏳ That is a lot to count. The report follows in a moment.',
    );
    go();
    const card = await eventually('it is told', () => answers.cards[1] ?? null);
    expect(readCard(card)).toContain(words);
  });
});

describe('pictures', () => {
  it('go to the asker directly: three that say in words what they show, and the CSV', async () => {
    await report('sue', '7d');
    const [first] = await eventually('they are sent', () => (sent.length > 0 ? sent : null));
    expect(first?.user).toBe('U0SUE');
    expect(first?.files.map(({ type }) => type)).toEqual(['image/png', 'image/png', 'image/png', 'text/csv']);
    expect(first?.files[0]?.alt).toContain(
      '2 chats: 0 resolved by the assistant, 1 by people, 1 still open.',
    );
    const csv = String(await first?.files[3]?.bytes());
    const [head = '', ...rows] = csv.trimEnd().split('\r\n');
    expect(head).toBe(
      '\uFEFFreference,chatbot,channel,category,status,started at,asked at,first reply seconds,resolution seconds,owner,csat',
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/^\d+,acme Support,web,,closed,.*Z,.*Z,2,3,Ann,4$/u);
    expect(csv).not.toMatch(/Maria|HYPERLINK|story-/u);
  });

  it('that cannot be sent are told with the figures', async () => {
    const why = new Failure('Slack does not let Baton write to them.', { class: 'policy', code: 'no' });
    const { answers } = await report('sue', '7d', { direct: () => Promise.reject(why) });
    const second = await eventually('it is told', () => answers.cards[1] ?? null);
    expect(readCard(second)).toContain('could not be sent to you directly: Slack does not let Baton write');
    expect(readCard(second)).toContain('2 · 1 not yet resolved');
  });

  it('are not promised where nobody can be written to', async () => {
    const { direct: _none, ...without } = {
      name: 'slack',
      listen: () => undefined,
      post: fail,
      update: fail,
      direct: null,
    };
    const { invocation, answers } = ask('sue', 'report', { args: '7d' });
    await runInvocation({ ...house.house, desks: createDesks([without as Desk]) }, invocation);
    expect(answers.cards.map(readCard).join()).toContain(
      'could not be sent to you directly: nobody can be written',
    );
  });
});
