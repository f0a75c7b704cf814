// Managing from the desk: every setting by dialog and by line, who may, what is refused, and what is remembered.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Invocation } from '../../../src/bridge/invocation.js';
import { runInvocation } from '../../../src/bridge/run-invocation.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { ask, openHouse, type TestHouse } from '../../support/bridge-house.js';
import { readCard } from '../../support/card-facts.js';

let test: TestHouse;
beforeAll(async () => {
  test = await openHouse();
});
afterAll(() => test.close());
beforeEach(() => test.store.db.execute(sql`update agent set presence = 'online'`));

async function run(person: string, line: string, change: Partial<Invocation> = {}) {
  const [word = '', ...rest] = line.split(' ');
  const { invocation, answers } = ask(person, word, { args: rest.join(' '), ...change });
  await runInvocation(test.house, invocation);
  return answers;
}

async function told(person: string, line: string, change: Partial<Invocation> = {}): Promise<string> {
  const { cards } = await run(person, line, change);
  return cards.map(readCard).join('\n');
}

const submit = (person: string, line: string, values: Record<string, string>) =>
  run(person, line, { via: 'form', values });

async function chatbot(key = 'acme') {
  const { rows } = await test.store.db.execute<Record<string, unknown>>(
    sql`select c.* from chatbot c join organization o on o.id = c.organization_id where c.key = ${key} and o.key = 'acme'`,
  );
  return rows[0] ?? {};
}

async function agentRow(name: string) {
  const { rows } = await test.store.db.execute<Record<string, unknown>>(
    sql`select a.*, (select array_agg(c.key order by c.key) from agent_chatbot ac join chatbot c on c.id = ac.chatbot_id where ac.agent_id = a.id) as chatbots
        from agent a where a.name = ${name}`,
  );
  return rows[0] ?? {};
}

const audits = async () =>
  (await test.store.db.execute<{ count: number }>(sql`select count(*)::int as count from audit`)).rows[0]
    ?.count ?? 0;

describe('a chatbot', () => {
  it('has assigned agents on call, by line and by dialog, audited; nobody else', async () => {
    const before = await audits();
    expect(await told('adi', 'chatbot acme oncall zoe')).toContain('“zoe” is no agent assigned to');
    expect(await audits()).toBe(before);
    await run('adi', 'chatbot acme oncall ANN');
    expect(await chatbot()).toMatchObject({ routing: { onCall: ['Ann'], onCallInHours: false } });
    await submit('adi', 'chatbot acme oncall', { onCall: 'Ann', onCallInHours: 'on' });
    expect(await chatbot()).toMatchObject({ routing: { onCall: ['Ann'], onCallInHours: true } });
    expect(await told('adi', 'chatbot acme')).toContain('Ann · also within the hours when nobody is online');
    expect(await audits()).toBe(before + 2);
    expect(await told('sue', 'chatbot acme oncall Ann')).toContain('it takes admin');
    await submit('adi', 'chatbot acme oncall', { onCallInHours: 'off' });
    expect(await chatbot()).toMatchObject({ routing: { onCall: [], onCallInHours: false } });
  });

  it('is listed and shown with all its settings, to admins alone', async () => {
    expect(await told('adi', 'chatbot')).toContain('acme Support');
    expect(await told('adi', 'chatbot acme')).toMatch(
      /Human support[\s\S]*always open[\s\S]*Billing, Shipping/u,
    );
    expect(await told('adi', 'chatbot')).not.toContain('rival');
    expect(await told('adi', 'chatbot rival')).toContain('no chatbot “rival”');
    expect(await told('sue', 'chatbot acme')).toContain('it takes admin');
  });

  it('changes by line what it changes by dialog, audited, from what to what', async () => {
    await run('adi', 'chatbot acme support off');
    expect(await chatbot()).toMatchObject({ human_support: false });
    await submit('adi', `chatbot ${(await chatbot()).id} support`, { humanSupport: 'on' });
    expect(await chatbot()).toMatchObject({ human_support: true });
    const [form] = (await run('adi', 'chatbot acme Support hours')).forms;
    expect(form?.fields.map((field) => ('id' in field ? field.id : ''))).toContain('open');
    await submit('adi', `${form?.ask.word} ${form?.ask.args}`, {
      timezone: 'Europe/Berlin',
      open: 'mon-fri 09:00-18:00\nsat 10:00-14:00',
    });
    expect(await chatbot()).toMatchObject({
      hours: { timezone: 'Europe/Berlin', open: { 'mon-fri': '09:00-18:00', sat: '10:00-14:00' } },
    });
    await run('adi', 'chatbot acme hours Europe/Vienna mon 10:00-12:00; mon 13:00-14:00');
    expect(await chatbot()).toMatchObject({
      hours: { timezone: 'Europe/Vienna', open: { mon: '10:00-12:00, 13:00-14:00' } },
    });
    await run('adi', 'chatbot acme hours always');
    expect(await chatbot()).toMatchObject({ hours: null });
    await run('adi', 'chatbot acme routing mode=auto strategy=round-robin category=prefer');
    await run('adi', 'chatbot acme waiting firstReplySeconds=90 maxwaitminutes=20 whenWaitedTooLong=restore');
    await run('adi', 'chatbot acme alarms queueLength=7');
    expect(await chatbot()).toMatchObject({
      routing: {
        mode: 'auto',
        strategy: 'round-robin',
        skills: { category: 'prefer', language: 'ignore' },
        firstReplySeconds: 90,
        maxWaitMinutes: 20,
        whenWaitedTooLong: 'restore',
        alarms: { waitMinutes: null, queueLength: 7, failures: null, nobodyOnline: true },
      },
    });
    await run('adi', 'chatbot acme alarms nobodyOnline=off');
    expect(await chatbot()).toMatchObject({ routing: { alarms: { queueLength: 7, nobodyOnline: false } } });
    expect(await told('adi', 'chatbot acme alarms nobodyOnline=sometimes')).toContain('say “on” or “off”');
    expect(await told('adi', 'chatbot acme history')).toMatch(/Adi: routing mode claim → auto/u);
    // Emptied fields do not come back with their dialog: they mean nothing.
    await submit('adi', 'chatbot acme alarms', { nobodyOnline: 'on' });
    expect(await chatbot()).toMatchObject({ routing: { alarms: { queueLength: null, nobodyOnline: true } } });
    await run('adi', 'chatbot acme routing mode=claim strategy=least-busy category=ignore');
    await submit('adi', 'chatbot acme waiting', {
      whenWaitedTooLong: 'alert',
      whenAgentLeaves: 'return',
      agentGoneMinutes: '5',
    });
  });

  it.each([
    ['hours', { timezone: 'Europe/Berlin', open: 'mon-fri 18:00-09:00' }, 'open', 'ends before it begins'],
    ['hours', { timezone: 'Mars/Base', open: 'mon 09:00-10:00' }, 'timezone', 'no time zone'],
    ['hours', { timezone: '', open: 'sometimes' }, 'open', 'no line such as'],
    ['categories', { categories: 'Billing\nbilling' }, 'categories', 'there twice'],
    [
      'routing',
      { mode: 'auto', strategy: 'luck', category: 'ignore', language: 'ignore', fallback: 'nothing' },
      'strategy',
      'no strategy “luck”',
    ],
    [
      'routing',
      { mode: 'auto', strategy: 'least-busy', category: 'ignore', language: 'ignore', fallback: 'rival' },
      'fallback',
      'no chatbot “rival”',
    ],
    [
      'routing',
      { mode: 'auto', strategy: 'least-busy', category: 'ignore', language: 'ignore', fallback: 'acme' },
      'fallback',
      'circle',
    ],
    [
      'waiting',
      { firstReplySeconds: 'soon', whenWaitedTooLong: 'alert', whenAgentLeaves: 'keep' },
      'firstReplySeconds',
      'no whole number',
    ],
    [
      'waiting',
      { maxWaitMinutes: '0', whenWaitedTooLong: 'alert', whenAgentLeaves: 'keep', agentGoneMinutes: '5' },
      'maxWaitMinutes',
      'from 1 to',
    ],
  ])('refuses impossible %s under the field, and changes nothing', async (part, values, field, words) => {
    const before = [await chatbot(), await audits()];
    const { errors } = await submit('adi', `chatbot acme ${part}`, values);
    expect(errors[0]?.[field]).toContain(words);
    expect([await chatbot(), await audits()]).toEqual(before);
  });

  it('refuses two chatbots that fall back on each other, also at the same moment', async () => {
    const answers = await Promise.all([
      told('adi', 'chatbot acme routing fallback=other'),
      told('oli', 'chatbot other routing fallback=acme'),
    ]);
    expect(answers.filter((text) => text.includes('circle'))).toHaveLength(1);
    await run('adi', 'chatbot acme routing fallback=nothing');
    await run('adi', 'chatbot other routing fallback=nothing');
  });

  it('gains and loses agents; who loses it gives back its chats', async () => {
    expect(await told('adi', 'chatbot other assign @U0ANN')).toContain('Ann is assigned to other Support');
    expect(await agentRow('Ann')).toMatchObject({ chatbots: ['acme', 'other'] });
    const { id } = await test.openPending('other-web');
    await claim(test.house.routing, { agent: await test.agent('ann'), conversationId: id });
    expect(await told('adi', 'chatbot other unassign Ann')).toContain('1 chat went back to the queue');
    expect(await test.reread(id)).toMatchObject({ status: 'pending', ownerId: null });
    expect(await told('adi', 'chatbot other history')).toMatch(/agent Ann → nothing/u);
  });

  it('refuses to assign who is nobody on its desk, and unknown agents', async () => {
    await test.store.db.execute(
      sql`update chatbot set desk_kind = 'teams', desk_team = 'tenant' where key = 'other'`,
    );
    expect(await told('adi', 'chatbot other assign Ann')).toContain('Ann is nobody on Teams');
    expect(await told('adi', 'chatbot other assign Nobody')).toContain('No such agent');
    expect(await agentRow('Ann')).toMatchObject({ chatbots: ['acme'] });
    await test.store.db.execute(
      sql`update chatbot set desk_kind = 'slack', desk_team = 'T1' where key = 'other'`,
    );
  });
});

describe('an agent', () => {
  it('is changed by line and by dialog: limit, skills, languages, role', async () => {
    await run('adi', 'agents Ann limit 7');
    await submit('adi', 'agents @U0ANN skills', { skills: 'Billing\nShipping' });
    await run('adi', 'agents Ann languages DE, en');
    await run('adi', 'agents Ann role Account Manager');
    expect(await agentRow('Ann')).toMatchObject({
      chat_limit: 7,
      skills: ['Billing', 'Shipping'],
      languages: ['de', 'en'],
      role: 'account manager',
    });
    expect(await told('adi', 'agents Ann history')).toMatch(/role agent → account manager/u);
    await run('adi', 'agents Ann role agent');
    expect((await submit('adi', 'agents Ann limit', { limit: '200' })).errors[0]?.limit).toContain(
      '0 to 100',
    );
    expect(
      (await submit('adi', 'agents Ann languages', { languages: 'german' })).errors[0]?.languages,
    ).toContain('no language');
    expect(await told('adi', 'agents Ann role king')).toContain('a role is one of');
  });

  it('keeps a limit that the chats they have would exceed', async () => {
    for (const id of [(await test.openPending()).id, (await test.openPending()).id])
      await claim(test.house.routing, { agent: await test.agent('mia'), conversationId: id });
    const { errors } = await submit('adi', 'limit', { agent: (await test.agent('mia')).id, count: '1' });
    expect(errors[0]?.count).toMatch(/Mia has 2 chats now.*close, transfer or release/u);
    expect(await told('adi', 'limit @U0MIA 1')).toContain('Mia has 2 chats now');
    expect(await agentRow('Mia')).toMatchObject({ chat_limit: 3 });
    expect(await told('adi', 'limit @U0MIA 2')).toContain('up to 2 chats');
  });

  it('is added with who they are on the desk, once, and works at once', async () => {
    const [form] = (await run('adi', 'agents add @U0NEW')).forms;
    expect(form?.ask).toMatchObject({ word: 'agents', args: 'add @U0NEW' });
    await submit('adi', 'agents add @U0NEW', { name: 'Nina', role: 'support agent' });
    expect(await agentRow('Nina')).toMatchObject({
      role: 'support agent',
      presence: 'offline',
      chatbots: null,
    });
    await run('adi', 'agents Nina assign acme Support');
    expect(await told('new', 'status')).toContain('acme Support');
    expect(await told('adi', 'agents add @U0NEW agent Nina Two')).toContain('Nina is an agent already');
    expect(await told('adi', 'agents add @U0TWO account manager')).toBe('');
    expect(await told('adi', 'agents add @U0TWO account manager Tom')).toContain('Tom is an agent now');
    expect(await agentRow('Tom')).toMatchObject({ role: 'account manager' });
  });

  it('leaves and comes back: their chats wait again, their gestures are refused', async () => {
    const { id } = await test.openPending();
    await claim(test.house.routing, { agent: await test.agent('sam'), conversationId: id });
    expect(await told('adi', 'agents Sam deactivate')).toContain('1 chat went back');
    expect(await test.reread(id)).toMatchObject({ status: 'pending' });
    expect(await told('sam', 'status')).toContain('deactivated');
    expect(await told('adi', 'agents add @U0SAM agent Sam')).toContain('already');
    expect(await told('adi', 'agents')).toContain('Agents');
    expect(await told('adi', 'agents Sam reactivate')).toContain('is an agent again');
    expect(await told('sam', 'status')).not.toContain('deactivated');
  });

  it('is an owner only by an owner, and the last one stays (design §6)', async () => {
    expect(await told('adi', 'agents Ann role owner')).toContain('it takes an owner');
    expect(await told('adi', 'agents Oli role agent')).toContain('it takes an owner');
    expect(await told('adi', 'agents Oli deactivate')).toContain('it takes an owner');
    expect(await told('adi', 'agents add @U0X owner Xi')).toContain('it takes an owner');
    expect(await told('oli', 'agents Oli role agent')).toContain('the only owner');
    expect(await told('oli', 'agents Oli deactivate')).toContain('the only owner');
    await run('oli', 'agents Adi role owner');
    // Each unmakes the other at the same moment: one stays.
    await Promise.all([run('oli', 'agents Adi role admin'), run('adi', 'agents Oli role admin')]);
    const { rows } = await test.store.db.execute(
      sql`select a.name from agent a join organization o on o.id = a.organization_id where o.key = 'acme' and role = 'owner'`,
    );
    expect(rows).toHaveLength(1);
    await test.store.db.execute(sql`update agent set role = 'owner' where name = 'Oli'`);
    await test.store.db.execute(sql`update agent set role = 'admin' where name = 'Adi'`);
  });

  it('who falls from admin gives back the chats of chatbots they are not assigned to', async () => {
    const { id } = await test.openPending('other-web');
    await claim(test.house.routing, { agent: await test.agent('adi'), conversationId: id });
    await run('oli', 'agents Adi role agent');
    expect(await test.reread(id)).toMatchObject({ status: 'pending', ownerId: null });
    await run('oli', 'agents Adi role admin');
  });

  it('is led by supervisors of their chatbots alone, who set presence and nothing else', async () => {
    expect(await told('sue', 'agents Ann')).toContain('Ann');
    expect(await told('sue', 'agents Ann presence away')).toContain('Ann is 🌙 away');
    expect(await told('sue', 'agents Ann limit 9')).toContain('it takes an admin');
    expect(await told('sue', 'agents Zoe')).toContain('No such agent');
    expect(await told('sue', 'presence @U0ZOE away')).toContain('it takes a supervisor of that agent');
    const [form] = (await run('sue', 'presence')).forms;
    expect(JSON.stringify(form)).not.toContain('Zoe');
    await submit('sue', 'presence', { agent: (await test.agent('ann')).id, presence: 'online' });
    expect(await agentRow('Ann')).toMatchObject({ presence: 'online' });
    expect(await told('ann', 'agents')).toContain('it takes supervisor');
  });
});

describe('priority', () => {
  it('is set by the owner and by supervisors, told in the thread and kept in the history', async () => {
    const { id, reference } = await test.openPending();
    expect(await told('ann', `priority #${reference} urgent`)).toContain('its owner or a supervisor');
    expect(await told('zoe', `priority #${reference} urgent`)).toContain('not assigned');
    expect(await told('sue', `priority #${reference} urgent`)).toContain('has the priority urgent');
    expect(await test.reread(id)).toMatchObject({ priority: 2 });
    expect(await told('sue', `priority #${reference} soon`)).toContain('write “priority');
    await claim(test.house.routing, { agent: await test.agent('sue'), conversationId: id });
    const [form] = (await run('sue', `priority #${reference}`)).forms;
    expect(form?.fields[0]).toMatchObject({ id: 'priority', initial: 'urgent' });
    const { rows } = await test.store.db.execute(
      sql`select data from event where conversation_id = ${id} and kind = 'conversation.prioritized'`,
    );
    expect(rows).toEqual([{ data: { priority: 2, name: 'urgent' } }]);
  });
});

describe('closing where a category is wanted', () => {
  it('asks for it at every door, and closes with it', async () => {
    await run('adi', 'chatbot acme closing requiredToClose=category asksRating=off');
    const { id, reference, threadRef } = await test.openPending();
    const at = { conversationId: id };
    expect((await run('sue', `close #${reference}`)).forms[0]?.fields[1]).toMatchObject({
      id: 'category',
      optional: false,
    });
    expect((await run('sue', 'close', { ...at, via: 'button' })).forms).toHaveLength(1);
    const { invocation, answers } = ask('sue', 'close', {
      via: 'word',
      place: 'C0ACME',
      threadRef,
    });
    const { openForm: _none, ...mouth } = invocation.mouth;
    await runInvocation(test.house, { ...invocation, mouth });
    expect(answers.cards.map(readCard).join()).toContain(
      `it needs a category (Billing, Shipping). Write “close #${reference} category”`,
    );
    expect((await submit('sue', 'close', { category: '' })).cards.map(readCard).join()).not.toContain(
      'closed.',
    );
    expect((await run('sue', 'close', { ...at, via: 'form', values: {} })).errors[0]?.category).toContain(
      'it needs: a category',
    );
    expect(await test.reread(id)).toMatchObject({ status: 'pending' });
    await run('sue', `close #${reference} billing`);
    expect(await test.reread(id)).toMatchObject({ status: 'closed', category: 'Billing' });
    expect(
      (await submit('adi', 'chatbot acme categories', { categories: '' })).errors[0]?.categories,
    ).toContain('no categories that could be required');
  });
});
