// Proves what becomes of those who ask for a person: told the truth, free to choose, kept until it opens, told again when it moved (B13, B19).

import { afterEach, describe, expect, it } from 'vitest';
import type { Hours } from '../../../src/core/chatbot.js';
import { type CustomerChoice, choiceId, type WaitingChoice } from '../../../src/core/customer-choice.js';
import type { ConversationId } from '../../../src/core/id.js';
import { answer } from '../../../src/routing/verbs/answer.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { chooseWaiting, hearChoice, readChoice } from '../../../src/routing/verbs/hear-choice.js';
import { manageChatbot } from '../../../src/routing/verbs/manage-chatbot.js';
import type { ReceiveInput } from '../../../src/routing/verbs/receive.js';
import { release } from '../../../src/routing/verbs/release.js';
import { requestHuman } from '../../../src/routing/verbs/request-human.js';
import { takeAnswer } from '../../../src/store/answers.js';
import { applyDeclaration } from '../../../src/store/apply.js';
import { findChatbot } from '../../../src/store/chatbots.js';
import { declareChatbot, expectSound } from '../floor.js';
import { openTimerFloor, type TimerFloor } from '../timer-floor.js';

const dayMs = 86_400_000;
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** Open for one minute a week, so many days from now. */
const oneMinute = (inDays: number): Hours => ({
  timezone: 'UTC',
  open: { [days[(new Date().getUTCDay() + inDays) % 7] ?? 'mon']: '09:00-09:01' },
});
const oneMinuteInFourDays = () => oneMinute(4);
const always: Hours = { timezone: 'UTC', open: Object.fromEntries(days.map((day) => [day, '00:00-24:00'])) };
const never: Hours = { timezone: 'Europe/Berlin', open: {} };

describe('a customer who asked for a person', () => {
  let floor: TimerFloor;
  afterEach(async () => {
    await expectSound(floor);
    await floor.close();
  });

  const open = async (change: { kind?: string; hours?: Hours; offline?: boolean; locale?: string } = {}) => {
    floor = await openTimerFloor({});
    if (change.kind) await floor.query('update channel set kind = $1', [change.kind]);
    if (change.hours) await floor.query('update chatbot set hours = $1', [JSON.stringify(change.hours)]);
    if (change.offline) await floor.query("update agent set presence = 'offline'");
    return floor;
  };
  const standing = async (id: ConversationId) => {
    const rows = await floor.query<{ data: { text: string; choices?: string[]; waiting?: string } }>(
      "select data from event where conversation_id = $1 and kind = 'conversation.queue-told' order by sequence",
      [id],
    );
    return rows.map(({ data }) => data);
  };
  const said = async (id: ConversationId) =>
    (await floor.deliveries(id, 'customer')).flatMap(({ text }) => (text === null ? [] : [text]));
  const addressOf = async (id: ConversationId) =>
    (await floor.query<{ address: string }>('select address from conversation where id = $1', [id]))[0]
      ?.address ?? '';
  const chooses = async (id: ConversationId, choice: WaitingChoice) =>
    chooseWaiting(floor.routing, { channel: floor.door, address: await addressOf(id) }, choice);
  let lines = 0;
  const line = async (id: ConversationId, text: string, choice?: CustomerChoice) => {
    lines += 1;
    const details = choice ? { choice: { id: choiceId(choice), title: text } } : {};
    const input: ReceiveInput = {
      channel: floor.door,
      address: await addressOf(id),
      externalId: `choice-${lines}`,
      kind: choice ? 'choice' : 'text',
      text,
      markup: 'plain',
      attachmentIds: [],
      at: null,
      details,
    };
    const heard = readChoice(input);
    return heard && hearChoice(floor.routing, input, heard);
  };
  const request = (id: ConversationId) =>
    requestHuman(floor.routing, {
      ...floor.scope(id),
      actor: { kind: 'system', cause: 'test' },
      reason: 'button',
    });
  const fill = () => floor.query('update agent set chat_limit = 0');

  it('reads that somebody is free, and may choose (B13)', async () => {
    await open();
    const { id } = await floor.openPending();
    expect(await said(id)).toEqual(['One moment, I am getting a colleague for you.']);
    expect(await standing(id)).toEqual([
      {
        text: 'Somebody is free and will be with you soon.',
        choices: ['message', 'assistant'],
        waiting: 'live',
      },
    ]);
  });

  it('reads their place, and a range once there is history', async () => {
    await open();
    await floor.query('update agent set chat_limit = 1');
    for (const name of ['Kim', 'Ben', 'Ann', 'Adi']) {
      const { id } = await floor.openPending();
      await claim(floor.routing, { agent: await floor.agent(name), conversationId: id });
    }
    await floor.openPending();
    const { id } = await floor.openPending();
    expect((await standing(id))[0]?.text).toBe('1 person is before you.');
    for (let past = 0; past < 6; past += 1) {
      const done = await floor.say(`past-${past}`);
      await floor.query(
        "update conversation set status = 'closed', closed_at = now(), first_reply_at = now() - interval '12 minutes' where id = $1",
        [done.conversationId],
      );
    }
    const later = await floor.openPending();
    expect((await standing(later.id))[0]?.text).toMatch(
      /^2 people are before you\. It should take about \d+ to \d+ minutes\.$/,
    );
  });

  it('reads that nobody is online, or that nobody works there', async () => {
    await open({ offline: true });
    const one = await floor.openPending();
    expect((await standing(one.id))[0]?.text).toContain('Nobody of the team is online');
    expect(await said(one.id)).toEqual([expect.stringContaining('Nobody of the team is online')]);
    await floor.query('delete from agent_chatbot');
    const two = await floor.openPending();
    expect((await standing(two.id))[0]?.text).toContain('Nobody of the team can be reached');
  });

  it('on a channel of messages is promised no colleague where there is none', async () => {
    await open({ kind: 'whatsapp', offline: true });
    const { id } = await floor.openPending();
    expect(await said(id)).toEqual([expect.stringMatching(/^Nobody of the team is online/)]);
  });

  it('reads that somebody is free where only helpers are, and not where they may not be given it', async () => {
    await open({ offline: true });
    await floor.query(
      `update chatbot set routing = routing || '{"mode":"auto","fallback":"other"}' where key = 'acme'`,
    );
    await floor.setPresence('Zoe', 'online');
    const one = await floor.openPending();
    expect((await standing(one.id))[0]?.text).toContain('Somebody is free');
    await floor.query(`update chatbot set routing = routing || '{"mode":"claim"}' where key = 'acme'`);
    const two = await floor.openPending();
    expect((await standing(two.id))[0]?.text).toContain('Nobody of the team is online');
  });

  it('is not told that somebody is free who lacks the skill it takes', async () => {
    await open();
    await floor.query(
      `update chatbot set routing = routing || '{"mode":"auto","skills":{"category":"ignore","language":"require"}}'`,
    );
    await floor.query("update agent set languages = '{en}'");
    const { conversationId: id } = await floor.say('visitor-de');
    await floor.query("update contact set locale = 'de-AT'");
    await request(id);
    expect((await standing(id))[0]?.text).toContain('niemand aus dem Team online');
  });

  it('reads it in German by their language', async () => {
    await open();
    const { conversationId: id } = await floor.say('visitor-de');
    await floor.query("update contact set locale = 'de-AT'");
    await request(id);
    expect(await said(id)).toEqual(['Einen Moment, ich hole jemanden aus dem Team.']);
    expect((await standing(id))[0]?.text).toBe('Jemand ist frei und gleich für Sie da.');
  });

  it('is told again when the queue moved, and not when it did not', async () => {
    await open();
    await fill();
    const first = await floor.openPending();
    const { id } = await floor.openPending();
    await floor.comes('queue-news', { id });
    expect(await standing(id)).toHaveLength(1);
    await chooses(first.id, 'assistant');
    await floor.comes('queue-news', { id });
    expect((await standing(id)).map(({ text }) => text)).toEqual([
      '1 person is before you.',
      'You are next.',
    ]);
  });

  it('on a channel of messages is told only what is better, with choices; never outside the reply window', async () => {
    await open({ kind: 'whatsapp' });
    await fill();
    const first = await floor.openPending();
    const { id } = await floor.openPending();
    expect(await said(id)).toEqual(['One moment, I am getting a colleague for you. 1 person is before you.']);
    const [{ details } = { details: null }] = await floor.query<{ details: unknown }>(
      "select details from message where conversation_id = $1 and author = 'system'",
      [id],
    );
    expect(details).toEqual({
      options: [
        { id: 'baton:waiting:wait', title: 'I will wait' },
        { id: 'baton:waiting:message', title: 'Leave a message' },
        { id: 'baton:waiting:assistant', title: 'Ask the assistant' },
      ],
    });
    await floor.query('update conversation set priority = 2 where id = $1', [first.id]);
    await floor.openPending();
    await floor.comes('queue-news', { id });
    expect(await said(id)).toHaveLength(1);
    await chooses(first.id, 'assistant');
    await floor.query("update conversation set open_until = now() - interval '1 hour' where id = $1", [id]);
    await floor.comes('queue-news', { id });
    expect(await said(id)).toHaveLength(1);
    await floor.query("update conversation set open_until = now() + interval '1 hour' where id = $1", [id]);
    await floor.query(
      `update timer set data = '{"wait":{"kind":"position","before":1}}' where kind = 'queue-news'`,
    );
    await floor.comes('queue-news', { id });
    expect((await said(id)).at(-1)).toBe('You are next.');
  });

  it('leaves a message: pending still, nobody waits, no more news; waits again if they like', async () => {
    await open();
    const { id } = await floor.openPending();
    await chooses(id, 'message');
    expect(await floor.conversation(id)).toMatchObject({ status: 'pending', waiting: 'message' });
    expect((await standing(id)).at(-1)).toMatchObject({
      choices: ['wait', 'assistant'],
      waiting: 'message',
    });
    expect(await floor.told({ id })).toEqual([]);
    expect(await floor.query("select 1 from timer where kind = 'queue-news'")).toEqual([]);
    await chooses(id, 'message');
    expect((await floor.lines(id)).filter((one) => one === 'conversation.message-left')).toHaveLength(1);
    await chooses(id, 'wait');
    expect(await floor.conversation(id)).toMatchObject({ status: 'pending', waiting: 'live' });
    expect((await standing(id)).at(-1)).toMatchObject({ waiting: 'live' });
  });

  it('talks to the assistant again: the thread shows it, asking once more begins anew', async () => {
    await open();
    const { id, epoch } = await floor.openPending();
    await chooses(id, 'assistant');
    expect(await floor.conversation(id)).toMatchObject({ status: 'ai', epoch: epoch + 1, requestedAt: null });
    expect(await floor.lines(id)).toContain('conversation.restored');
    await request(id);
    expect(await floor.standing({ id })).toBe('pending');
  });

  it('who chooses late gets a kind answer and changes nothing', async () => {
    await open({ kind: 'whatsapp' });
    const { id } = await floor.openPending();
    await claim(floor.routing, { agent: await floor.agent('Ben'), conversationId: id });
    await line(id, 'Ask the assistant', { kind: 'waiting', choice: 'assistant' });
    expect((await said(id)).at(-1)).toBe('Somebody of the team has your conversation already.');
    expect(await floor.standing({ id })).toBe('active: Ben');
  });

  it('chooses by typing what stands on a button; the same words later are an ordinary line', async () => {
    await open({ kind: 'whatsapp' });
    const { id } = await floor.openPending();
    const heard = await line(id, 'leave a message.');
    expect(heard).toMatchObject({ conversationId: id, duplicate: false });
    expect(await floor.conversation(id)).toMatchObject({ waiting: 'message' });
    await claim(floor.routing, { agent: await floor.agent('Ben'), conversationId: id });
    expect(await line(id, 'Leave a message')).toBeNull();
  });

  it('outside the hours reads when it opens; the assistant goes on until a person takes it (B19)', async () => {
    await open({ hours: oneMinuteInFourDays() });
    const { id, notBefore, waiting, status } = await floor.openPending();
    expect([status, waiting, notBefore?.toISOString().slice(11, 16)]).toEqual([
      'pending',
      'callback',
      '09:00',
    ]);
    expect((await said(id)).at(-1)).toMatch(/We are back \w+day at 09:00 \(UTC\)/);
    expect(await floor.lines(id)).toContain('conversation.callback-booked');
    expect(await standing(id)).toMatchObject([{ waiting: 'callback', opensAt: notBefore?.toISOString() }]);
    await floor.writes({ id });
    const scope = floor.scope(id);
    const due = await takeAnswer(floor.store, scope, 1_000);
    const { chatbotId } = await floor.conversation(id);
    const chatbot = await findChatbot(floor.store, { organizationId: scope.organizationId, id: chatbotId });
    if (!due || !chatbot) throw new Error('no answer is due');
    const outcome = await answer(floor.routing, {
      ...scope,
      chatbot,
      epoch: due.epoch,
      dueSequence: due.dueSequence,
      answer: {
        messages: [{ text: 'Meanwhile: returns are free.', markup: 'plain' }],
        requestHuman: { reason: 'again' },
        failed: false,
        deferred: false,
      },
    });
    expect([outcome, (await said(id)).at(-1)]).toEqual(['stored', 'Meanwhile: returns are free.']);
    await floor.comes('callback', { id });
    expect((await floor.conversation(id)).notBefore).not.toBeNull();
    await floor.query('update chatbot set hours = null');
    await floor.comes('callback', { id });
    expect(await floor.conversation(id)).toMatchObject({
      status: 'pending',
      waiting: 'callback',
      notBefore: null,
    });
    // What was promised until then is over; that it is kept is true still.
    expect((await standing(id)).at(-1)).toMatchObject({ waiting: 'message' });
    await claim(floor.routing, { agent: await floor.agent('Ben'), conversationId: id });
    await floor.writes({ id });
    expect(await takeAnswer(floor.store, scope, 1_000)).toBeNull();
  });

  it('is given to people at once when they choose to wait after the hours fell away', async () => {
    await open({ kind: 'whatsapp', hours: oneMinuteInFourDays() });
    await floor.query(`update chatbot set routing = routing || '{"maxWaitMinutes":7}'`);
    const { id } = await floor.openPending();
    expect(Object.keys(await floor.timers(id))).toEqual(['callback']);
    await line(id, 'Wait', { kind: 'waiting', choice: 'wait' });
    expect(await floor.conversation(id)).toMatchObject({ waiting: 'callback' });
    expect((await said(id)).at(-1)).toMatch(/We are back/);
    await floor.query('update chatbot set hours = null');
    const touched = new Set<string>();
    const stop = floor.store.onCommit((touches) => {
      for (const touch of touches) if (touch.kind === 'queue') touched.add(touch.chatbotId);
    });
    await line(id, 'Wait', { kind: 'waiting', choice: 'wait' });
    stop();
    expect(await floor.conversation(id)).toMatchObject({ waiting: 'live', notBefore: null });
    expect([...touched]).toEqual([floor.door.chatbotId]);
    expect(await floor.timers(id)).toEqual({ 'max-wait': expect.closeTo(420, -1) });
    expect((await said(id)).at(-1)).toMatch(/Somebody is free/);
  });

  it('is given to people when they choose to wait once it is open earlier than they were told', async () => {
    await open({ kind: 'whatsapp', hours: oneMinuteInFourDays() });
    const { id } = await floor.openPending();
    await floor.query('update chatbot set hours = $1', [JSON.stringify(always)]);
    await line(id, 'Wait', { kind: 'waiting', choice: 'wait' });
    expect(await floor.conversation(id)).toMatchObject({ waiting: 'live', notBefore: null });
    expect((await said(id)).at(-1)).toMatch(/Somebody is free/);
  });

  it('is kept until it opens also after somebody had a look at it and gave it back', async () => {
    await open({ hours: oneMinuteInFourDays() });
    const { id, notBefore } = await floor.openPending();
    const before = await floor.timers(id);
    const agent = await floor.agent('Ben');
    await claim(floor.routing, { agent, conversationId: id });
    expect(await floor.timers(id)).not.toHaveProperty('callback');
    await release(floor.routing, { agent, conversationId: id });
    expect(await floor.conversation(id)).toMatchObject({ waiting: 'callback', notBefore });
    expect(before.callback).toBeGreaterThan(0);
    expect((await floor.timers(id)).callback).toBeCloseTo(before.callback ?? 0, -1);
  });

  it('is looked at anew when an admin changes the hours', async () => {
    await open({ hours: oneMinuteInFourDays() });
    const { id, chatbotId } = await floor.openPending();
    const later = await floor.openPending();
    await floor.query("update agent set role = 'admin' where name = 'Ben'");
    const tomorrow = oneMinute(1);
    const change = { hours: tomorrow };
    await manageChatbot(floor.routing, { by: await floor.agent('Ben'), chatbotId, change });
    await floor.turn();
    const moved = (await floor.conversation(id)).notBefore;
    expect(moved?.getTime()).toBeLessThan(Date.now() + 2 * dayMs);
    expect((await standing(id)).at(-1)).toMatchObject({ opensAt: moved?.toISOString() });
    await manageChatbot(floor.routing, { by: await floor.agent('Ben'), chatbotId, change: { hours: null } });
    await floor.turn();
    expect((await floor.conversation(later.id)).notBefore).toBeNull();
    expect(await floor.timers(later.id)).not.toHaveProperty('callback');
    expect(await floor.lines(later.id)).toContain('conversation.callback-booked');
  });

  it('is looked at anew when a declaration changes the hours', async () => {
    await open();
    const opens = async (hours: Hours) =>
      applyDeclaration(floor.store, {
        organization: { key: 'acme', name: 'Acme' },
        chatbots: [declareChatbot('acme', { hours }), declareChatbot('other')],
        agents: [],
      });
    await opens(oneMinute(4));
    const { id } = await floor.openPending();
    const before = (await floor.conversation(id)).notBefore?.getTime();
    await opens(oneMinute(2));
    await floor.turn();
    expect((await floor.conversation(id)).notBefore?.getTime()).toBe((before ?? 0) - 2 * dayMs);
  });

  it('hears nothing of an opening they do not wait for', async () => {
    await open();
    const { id } = await floor.openPending();
    await line(id, 'Leave a message', { kind: 'waiting', choice: 'message' });
    const before = [await standing(id), await floor.lines(id)];
    // As one that was set by a house that did not yet take it back.
    await floor.query(
      `insert into timer (organization_id, conversation_id, kind, due_at) select organization_id, id, 'callback', now() from conversation where id = $1`,
      [id],
    );
    expect(await floor.comes('callback', { id })).toBeGreaterThan(0);
    expect([await standing(id), await floor.lines(id)]).toEqual(before);
  });

  it('of a chatbot that never opens may leave a message, and stays with the assistant', async () => {
    await open({ hours: never });
    const { id, status } = await floor.openPending();
    expect([status, (await said(id)).at(-1)]).toEqual([
      'ai',
      expect.stringContaining('You can leave a message'),
    ]);
    await line(id, 'Leave a message', { kind: 'waiting', choice: 'message' });
    expect(await floor.conversation(id)).toMatchObject({
      status: 'pending',
      waiting: 'message',
      notBefore: null,
    });
  });

  it('is told again once they are back in the queue', async () => {
    await open();
    const { id } = await floor.openPending();
    const agent = await floor.agent('Ben');
    await claim(floor.routing, { agent, conversationId: id });
    await release(floor.routing, { agent, conversationId: id });
    await floor.comes('queue-news', { id });
    expect(await standing(id)).toHaveLength(2);
  });
});
