// The commands: their words, how their arguments are read, and what forged or stale gestures come to.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { opensSomething } from '../../../src/bridge/cards/card.js';
import { commands, findCommand } from '../../../src/bridge/commands/registry.js';
import type { Invocation } from '../../../src/bridge/invocation.js';
import { runInvocation } from '../../../src/bridge/run-invocation.js';
import { roleMay } from '../../../src/core/agent.js';
import type { Conversation } from '../../../src/core/conversation.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { ask, openHouse, people, type TestHouse } from '../../support/bridge-house.js';
import { buttonsOf, readCard } from '../../support/card-facts.js';

describe('the registry', () => {
  it('has every word of the house once', () => {
    const words = commands.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(new Set(words).size).toBe(words.length);
    for (const word of 'online away offline status mine queue next claim release transfer assign reply note category restore close reopen history info retry template overview report agents limit presence help'.split(
      ' ',
    )) {
      expect(findCommand(word)?.hidden).toBe(false);
    }
  });

  it('finds words in any case, and aliases', () => {
    expect(findCommand('CLAIM')?.name).toBe('claim');
    expect(findCommand('take')?.name).toBe('claim');
    expect(findCommand('ai')?.name).toBe('restore');
    expect(findCommand('nice')).toBeNull();
  });

  it.each(commands.map((command) => [command.name, command] as const))(
    '%s begins its usage with its word',
    (name, command) => {
      expect(command.usage.split(' ')[0]).toBe(name);
      expect(command.summary).not.toBe('');
    },
  );
});

describe('an ask', () => {
  it('is known to open something before it is pressed, by words that are commands', () => {
    const words =
      'info history queue mine overview report agents status doctor help note reply transfer category template';
    for (const word of words.split(' ')) {
      expect(findCommand(word)?.name).toBe(word);
      expect(opensSomething({ word })).toBe(true);
    }
    for (const ask of [
      { word: 'claim' },
      { word: 'restore' },
      { word: 'close' },
      { word: 'category', args: 'Billing' },
    ])
      expect(opensSomething(ask)).toBe(false);
  });
});

describe('arguments', () => {
  it.each([
    ['claim', '', { reference: null, takeover: false }],
    ['claim', '#1042', { reference: 1042, takeover: false }],
    ['claim', '1042 over', { reference: 1042, takeover: true }],
    ['release', ' #7 ', { reference: 7, rest: '' }],
    ['reply', '#1042 5 days', { reference: 1042, rest: '5 days' }],
    ['reply', '5 days\nat most', { reference: null, rest: '5 days\nat most' }],
    ['note', '#1042', { reference: 1042, rest: '' }],
    ['close', '1042 Billing', { reference: 1042, rest: 'Billing' }],
    ['transfer', '1042 @U1 please', { reference: 1042, rest: '@U1 please' }],
    ['history', '#1042 before 17', { reference: 1042, before: 17 }],
    ['history', 'before 17', { reference: null, before: 17 }],
    ['limit', '@U1 5', { who: '@U1', count: 5 }],
    ['limit', 'Kim Miller 0', { who: 'Kim Miller', count: 0 }],
    ['limit', '3', { who: 'me', count: 3 }],
    ['presence', '@U1 OFFLINE', { name: '@U1', wanted: 'offline' }],
    ['presence', 'away', { name: '', wanted: 'away' }],
    ['retry', '', { reference: null, choice: 'send', messageId: null }],
    ['retry', '#9 discard', { reference: 9, choice: 'discard', messageId: null }],
  ])('of %s “%s”', (word, args, parsed) => {
    expect(findCommand(word)?.parse(args)).toEqual(parsed);
  });

  it.each([
    ['claim', 'everything'],
    ['release', '#7 now'],
    ['restore', 'please'],
    ['history', 'yesterday'],
    ['limit', '@U1 many'],
    ['limit', '@U1 5000'],
    ['presence', 'busy'],
    ['retry', 'send not-an-id'],
    ['held', 'send 1; drop table'],
    ['held', 'explode 00000000-0000-7000-8000-000000000001'],
  ])('of %s “%s” are refused with the usage', (word, args) => {
    expect(() => findCommand(word)?.parse(args)).toThrow(/write “/u);
  });
});

describe('a gesture that names what is not the asker’s', () => {
  let test: TestHouse;
  let conversation: Conversation;
  beforeAll(async () => {
    test = await openHouse();
    await test.store.db.execute(sql`update agent set chat_limit = 1000, presence = 'online'`);
    conversation = await openAnns();
  });
  afterAll(() => test.close());
  const openAnns = async (): Promise<Conversation> => {
    const { id } = await test.openPending();
    await claim(test.house.routing, { agent: await test.agent('ann'), conversationId: id });
    return test.reread(id);
  };

  async function run(person: string, word: string, change: Partial<Invocation>) {
    const { invocation, answers } = ask(person, word, change);
    await runInvocation(test.house, invocation);
    const words = answers.cards.map(readCard).join('\n');
    return { answers, words, denied: words.startsWith('⚠️') };
  }

  it('someone of another chatbot is refused by number, by forged button and by thread alike (A14)', async () => {
    const byButton = { via: 'button', conversationId: conversation.id, epoch: conversation.epoch } as const;
    const byThread = { via: 'mention', place: 'C0ACME', threadRef: conversation.threadRef } as const;
    for (const gesture of [{ args: `#${conversation.reference}` }, byButton, byThread]) {
      const { words, denied } = await run('zoe', 'info', gesture);
      expect(denied).toBe(true);
      expect(words).not.toContain('Maria');
    }
    const queue = await run('zoe', 'queue', {});
    expect(queue.words).not.toContain('Maria');
  });

  it('another organization’s owner can name nothing of ours, neither conversations nor people (A14)', async () => {
    const gestures = [
      { team: 'T2', via: 'button', conversationId: conversation.id, epoch: conversation.epoch },
      { team: 'T2', args: `#${conversation.reference}` },
    ] as const;
    for (const gesture of gestures)
      expect((await run('rex', 'info', gesture)).words).toContain('No such conversation');
    const ann = await test.agent('ann');
    expect((await run('rex', 'presence', { team: 'T2', args: `${ann.id} offline` })).words).toContain(
      'No such agent',
    );
    expect((await run('rex', 'presence', { team: 'T2', args: 'Ann offline' })).words).toContain(
      'No such agent',
    );
    expect((await test.agent('ann')).presence).toBe('online');
  });

  it('a stale button is refused and changes nothing', async () => {
    const { words } = await run('ann', 'release', {
      via: 'button',
      conversationId: conversation.id,
      epoch: conversation.epoch - 1,
    });
    expect(words).toContain('out of date');
    expect((await test.reread(conversation.id)).status).toBe('active');
  });

  it('a claim that lost says who won (A12)', async () => {
    const { words } = await run('sam', 'claim', {
      via: 'button',
      conversationId: conversation.id,
      epoch: conversation.epoch - 1,
    });
    expect(words).toContain('Ann already has this conversation');
  });

  it('a forged id names nothing', async () => {
    expect(
      (await run('oli', 'info', { via: 'button', conversationId: '00000000-0000-7000-8000-00000000dead' }))
        .words,
    ).toContain('No such conversation');
    expect(
      (await run('oli', 'info', { via: 'button', conversationId: "'; drop table agent" })).words,
    ).toContain('No such conversation');
  });

  it('help lists what the role may do, and nothing else', async () => {
    for (const person of ['sam', 'sue', 'oli'] as const) {
      const { words } = await run(person, 'help', {});
      for (const { usage, permission, hidden } of commands) {
        const listed = !hidden && (permission === null || roleMay(people[person], permission));
        expect([person, usage, words.split('\n').some((one) => one.startsWith(`${usage} `))]).toEqual([
          person,
          usage,
          listed,
        ]);
      }
    }
  });

  it('an unknown word is refused with Help', async () => {
    const { words, answers } = await run('ann', 'frobnicate', {});
    expect(words).toContain('no command “frobnicate”');
    expect(buttonsOf(answers.cards[0] ?? { fallback: '', parts: [] })[0]?.ask.word).toBe('help');
  });
});
