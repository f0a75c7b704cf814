// Proves the reply window to the second: for lines typed in a thread, forms and reactions; and that its turns are told once.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../../../src/core/conversation.js';
import { react } from '../../../src/routing/verbs/react.js';
import { reply, replyInThread } from '../../../src/routing/verbs/reply.js';
import { sendTemplate } from '../../../src/routing/verbs/send-template.js';
import { lookAtWindows } from '../../../src/routing/verbs/window-turns.js';
import { newId } from '../../../src/store/store.js';
import { expectSound, refusal } from '../floor.js';
import { openPhoneFloor, type PhoneFloor } from '../phone-floor.js';

let floor: PhoneFloor;
beforeAll(async () => {
  floor = await openPhoneFloor();
});
afterAll(async () => {
  await expectSound(floor);
  await floor.close();
});

const dayMs = 24 * 3_600_000;
let count = 0;
/** An owned thread whose customer wrote so long ago. */
async function written(agoMs: number, replyMs = dayMs): Promise<Conversation> {
  count += 1;
  const conversation = await floor.replies(`window-${count}`);
  await floor.query(
    `update conversation set thread_ref = $2, open_until = now() + $3::float8 * interval '1 millisecond',
     reply_until = now() + $4::float8 * interval '1 millisecond' where id = $1`,
    [conversation.id, `root.${count}`, dayMs - agoMs, replyMs - agoMs],
  );
  return floor.conversation(conversation.id);
}
const type = ({ threadRef }: Conversation) =>
  replyInThread(floor.routing, {
    desk: 'slack',
    team: 'T1',
    place: 'C-acme',
    ref: newId(),
    threadRef: threadRef ?? '',
    user: 'U-Kim',
    clientId: null,
    text: 'typed',
  });
const form = async ({ id: conversationId }: Conversation) =>
  refusal(
    reply(floor.routing, {
      agent: await floor.agent('Kim'),
      conversationId,
      text: 'form',
      desk: { ref: null },
    }),
  );
const lines = async ({ id }: Conversation) =>
  (await floor.lines(id)).filter((one) => String(one).startsWith('window.'));
const setDue = ({ id }: Conversation) =>
  floor.query('update conversation set window_due_at = now() where id = $1', [id]);
const dueIn = async ({ id }: Conversation) =>
  (
    await floor.query<{ s: number | null }>(
      'select round(extract(epoch from window_due_at - now()))::int as s from conversation where id = $1',
      [id],
    )
  )[0]?.s ?? null;

describe('a line', () => {
  it.each([
    [dayMs - 60_000, 'sent', 'fine'],
    [dayMs, 'other', 'window-closed'],
    [dayMs + 1_000, 'other', 'window-closed'],
  ] as const)(
    '%i ms after the customer’s last is %s when typed and %s from a form',
    async (ago, typed, formed) => {
      const conversation = await written(ago);
      expect((await type(conversation)).outcome).toBe(typed);
      expect(await form(conversation)).toBe(formed);
    },
  );

  it('of an agent still goes out in the days that the channel adds, and not a second longer', async () => {
    const week = 7 * dayMs;
    for (const [ago, typed, formed] of [
      [dayMs + 1_000, 'sent', 'fine'],
      [week - 60_000, 'sent', 'fine'],
      [week, 'other', 'window-closed'],
      [week + 1_000, 'other', 'window-closed'],
    ] as const) {
      const conversation = await written(ago, week);
      expect((await type(conversation)).outcome).toBe(typed);
      expect(await form(conversation)).toBe(formed);
    }
  });

  it('of a template goes out all the same', async () => {
    const { id: conversationId } = await written(dayMs + 1_000);
    const template = {
      name: 'hello',
      language: 'en',
      category: 'UTILITY',
      header: null,
      body: 'Hi {{1}}',
      footer: null,
      buttons: [],
    };
    const send = async (body: string[]) =>
      refusal(
        sendTemplate(
          floor.routing,
          { agent: await floor.agent('Kim'), conversationId, template, values: { header: [], body } },
          { hasTemplates: () => true },
        ),
      );
    expect(await send([])).toBe('bad-input');
    expect(await send(['Ann'])).toBe('fine');
    expect((await floor.deliveries(conversationId, 'customer')).at(-1)?.text).toBe('Hi Ann');
  });
});

describe('the window', () => {
  it('warns an hour before, tells its end, and is told once by however many look', async () => {
    const conversation = await written(dayMs - 2 * 3_600_000);
    const look = async () => {
      await setDue(conversation);
      await Promise.all([1, 2, 3].map(() => lookAtWindows(floor.routing)));
    };
    await look();
    expect(await lines(conversation)).toEqual([]);
    expect(await dueIn(conversation)).toBeGreaterThan(3_500);
    await floor.query(
      "update conversation set open_until = now() + interval '59 minutes', reply_until = now() + interval '59 minutes' where id = $1",
      [conversation.id],
    );
    await look();
    expect(await lines(conversation)).toEqual(['window.closing']);
    expect(Math.abs(((await dueIn(conversation)) ?? 0) - 59 * 60)).toBeLessThan(10);
    await floor.query('update conversation set open_until = now(), reply_until = now() where id = $1', [
      conversation.id,
    ]);
    await look();
    expect(await lines(conversation)).toEqual(['window.closing', 'window.closed']);
    expect(await dueIn(conversation)).toBe(null);
  });

  it('opens again with the customer’s next message, however late an older one arrives, and the card is drawn', async () => {
    const conversation = await written(dayMs + 1_000);
    const [row] = await floor.query<{ address: string }>('select address from conversation where id = $1', [
      conversation.id,
    ]);
    const address = row?.address ?? '';
    const until = (ms: number) => ({
      openUntil: new Date(Date.now() + ms),
      replyUntil: new Date(Date.now() + ms),
    });
    await floor.hear(floor.message(address, { window: until(dayMs) }));
    await floor.hear(floor.message(address, { window: until(-dayMs) }));
    expect((await type(conversation)).outcome).toBe('sent');
    await floor.query('update redraw set drawn = wanted where subject_id = $1', [conversation.id]);
    await setDue(conversation);
    await lookAtWindows(floor.routing);
    const drawn = await floor.query('select 1 from redraw where subject_id = $1 and wanted > drawn', [
      conversation.id,
    ]);
    expect(drawn).toHaveLength(1);
    expect(await lines(conversation)).toEqual([]);
  });

  it('is nobody’s business while the assistant has the conversation, and looked at when a person is asked for', async () => {
    const until = new Date(Date.now() + 30 * 60_000);
    const { conversationId } = await floor.hear(
      floor.message('with-ai', { window: { openUntil: until, replyUntil: until } }),
    );
    if (!conversationId) throw new Error('nothing was opened');
    const conversation = await floor.conversation(conversationId);
    await setDue(conversation);
    await lookAtWindows(floor.routing);
    expect(await dueIn(conversation)).toBe(null);
    await floor.hear({ type: 'request-human', channel: floor.phoneDoor, address: 'with-ai' });
    expect(await dueIn(conversation)).not.toBe(null);
    await lookAtWindows(floor.routing);
    expect(await lines(conversation)).toEqual(['window.closing']);
  });
});

describe('an agent’s reaction', () => {
  it('reaches the customer once, can be replaced and taken back, and stays on the desk outside the window', async () => {
    const conversation = await written(1_000);
    await floor.query(
      "update delivery set external_id = 'post.' || id, status = 'sent' where conversation_id = $1 and lane = 'thread' and kind = 'message'",
      [conversation.id],
    );
    const [post] = await floor.query<{ external_id: string }>(
      "select external_id from delivery where conversation_id = $1 and external_id like 'post.%'",
      [conversation.id],
    );
    const gesture = async (emoji: string | null, removed = false, user = 'U-Kim') =>
      (
        await react(
          floor.routing,
          { desk: 'slack', team: 'T1', place: 'C-acme', ref: post?.external_id ?? '', user, emoji, removed },
          { canReact: () => true },
        )
      ).outcome;
    expect(await gesture('👍')).toBe('reacted');
    expect(await gesture('👍')).toBe('unchanged');
    expect(await gesture('👍', false, 'U-Ben')).toBe('theirs');
    expect(await gesture('🎉')).toBe('reacted');
    expect(await gesture('👍', true)).toBe('unchanged');
    expect(await gesture('🎉', true)).toBe('taken-back');
    expect(await gesture(null)).toBe('no-emoji');
    await floor.drain(conversation);
    expect(floor.phone.sent.map((one) => one.split(' ')[1])).toEqual(['👍', '🎉', 'nothing']);
    await floor.query('update conversation set open_until = now(), reply_until = now() where id = $1', [
      conversation.id,
    ]);
    expect(await gesture('👍')).toBe('window-closed');
  });
});
