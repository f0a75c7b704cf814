// Proves the question how it was: asked once after a close, answered once by press or by a bare figure, never in the way.

import { afterEach, describe, expect, it } from 'vitest';
import { choiceId, type Score } from '../../../src/core/customer-choice.js';
import type { ConversationId } from '../../../src/core/id.js';
import { close } from '../../../src/routing/verbs/close.js';
import { hearChoice, rate, readChoice } from '../../../src/routing/verbs/hear-choice.js';
import type { ReceiveInput } from '../../../src/routing/verbs/receive.js';
import { reopen } from '../../../src/routing/verbs/reopen.js';
import { expectSound } from '../floor.js';
import { openTimerFloor, type TimerFloor } from '../timer-floor.js';

describe('the question how it was', () => {
  let floor: TimerFloor;
  afterEach(async () => {
    await expectSound(floor);
    await floor.close();
  });
  const open = async (kind = 'whatsapp') => {
    floor = await openTimerFloor({});
    await floor.query('update chatbot set asks_rating = true');
    await floor.query('update channel set kind = $1', [kind]);
  };
  const closed = async (answered = true) => {
    const { id } = await floor.claimed('Ben');
    if (answered) await floor.answers('Ben', { id });
    await close(floor.routing, { agent: await floor.agent('Ben'), conversationId: id });
    return id;
  };
  const asked = async () => {
    const id = await closed();
    await floor.comes('rating', { id });
    return id;
  };
  const addressOf = async (id: ConversationId) =>
    (await floor.query<{ address: string }>('select address from conversation where id = $1', [id]))[0]
      ?.address ?? '';
  const said = async (id: ConversationId) => (await floor.deliveries(id, 'customer')).map(({ text }) => text);
  const rating = async (id: ConversationId) =>
    (await floor.query('select score, comment from rating where conversation_id = $1', [id]))[0] ?? null;
  let lines = 0;
  const line = async (
    id: ConversationId,
    text: string,
    pressed?: Score,
    externalId = `rating-${++lines}`,
  ) => {
    const details = pressed
      ? { choice: { id: choiceId({ kind: 'rating', score: pressed }), title: text } }
      : {};
    const input: ReceiveInput = {
      channel: floor.door,
      address: await addressOf(id),
      externalId,
      kind: pressed ? 'choice' : 'text',
      text,
      markup: 'plain',
      attachmentIds: [],
      at: null,
      details,
    };
    const heard = readChoice(input);
    return heard && hearChoice(floor.routing, input, heard);
  };

  it('is asked once, with five to choose from; a press is the answer, told in the closed thread', async () => {
    await open();
    const id = await asked();
    expect((await said(id)).at(-1)).toContain('How was it?');
    const [options] = await floor.query<{ options: unknown[] }>(
      "select details -> 'options' as options from message where author = 'system' order by sequence desc limit 1",
    );
    expect(options?.options).toHaveLength(5);
    await line(id, '4 ★★★★', 4);
    expect([await rating(id), (await said(id)).at(-1)]).toEqual([{ score: 4, comment: null }, 'Thank you!']);
    expect((await floor.lines(id)).filter((one) => one === 'conversation.rated')).toHaveLength(1);
    // What their other windows hear, so that none of them asks any longer.
    const rated = (await floor.events(id)).filter(({ kind }) => kind === 'conversation.rated');
    expect(rated).toMatchObject([{ actor: { kind: 'contact' }, data: { score: 4, comment: null } }]);
    await line(id, '1 ★', 1);
    expect(await rating(id)).toEqual({ score: 4, comment: null });
    expect((await floor.lines(id)).filter((one) => one === 'conversation.rated')).toHaveLength(1);
    expect(await floor.standing({ id })).toBe('closed');
  });

  it('is answered by a bare figure, which opens no conversation; the same line twice is one', async () => {
    await open();
    const id = await asked();
    const first = await line(id, ' 5 ', undefined, 'same');
    expect(await line(id, ' 5 ', undefined, 'same')).toMatchObject({
      messageId: first?.messageId,
      duplicate: true,
    });
    expect(await rating(id)).toEqual({ score: 5, comment: null });
    expect(await line(id, '3')).toBeNull();
  });

  it('leaves every other line what it is, and figures where nobody asked', async () => {
    await open();
    const id = await asked();
    expect(await line(id, '4 parcels are missing')).toBeNull();
    const other = await closed();
    expect(await line(other, '4')).toBeNull();
    await floor.writes({ id });
    expect(await line(id, '4')).toBeNull();
    expect(await rating(id)).toEqual({ score: null, comment: null });
  });

  it('takes a comment after the score on the web, once', async () => {
    await open('web');
    const id = await asked();
    expect((await said(id)).some((text) => text?.includes('How was it'))).toBe(false);
    const at = { channel: floor.door, address: await addressOf(id) };
    await rate(floor.routing, at, { score: 5, comment: null });
    await rate(floor.routing, at, { score: 5, comment: 'Quick!' });
    await rate(floor.routing, at, { score: 2, comment: 'No' });
    expect(await rating(id)).toEqual({ score: 5, comment: 'Quick!' });
  });

  it.each<[string, () => Promise<ConversationId>]>([
    [
      'the chatbot does not ask',
      async () => {
        await floor.query('update chatbot set asks_rating = false');
        return closed();
      },
    ],
    ['no person ever answered', () => closed(false)],
    [
      'it was opened again meanwhile',
      async () => {
        const id = await closed();
        await reopen(floor.routing, { agent: await floor.agent('Ben'), conversationId: id });
        return id;
      },
    ],
    [
      'the reply window is closed',
      async () => {
        const id = await closed();
        await floor.query("update conversation set open_until = now() - interval '1 minute'");
        return id;
      },
    ],
    [
      'they have written again since',
      async () => {
        const id = await closed();
        await floor.writes({ id });
        return id;
      },
    ],
  ])('is not asked where %s', async (_why, make) => {
    await open();
    const id = await make();
    await floor.comes('rating', { id });
    expect(await rating(id)).toBeNull();
  });

  it('is asked of a conversation once, however often it is taken up again and closed', async () => {
    await open();
    const id = await asked();
    await floor.query("update rating set asked_at = now() - interval '2 days'");
    const agent = await floor.agent('Ben');
    await reopen(floor.routing, { agent, conversationId: id });
    await floor.answers('Ben', { id });
    await close(floor.routing, { agent, conversationId: id });
    await floor.comes('rating', { id });
    expect((await said(id)).filter((text) => text?.includes('How was it'))).toHaveLength(1);
  });

  it('is not asked of the same person twice a day', async () => {
    await open();
    const first = await asked();
    await floor.writes({ id: first });
    const [next] = await floor.query<{ id: ConversationId }>(
      "select id from conversation where status = 'ai'",
    );
    if (!next) throw new Error('no conversation was opened');
    await floor.query(
      "update conversation set status = 'closed', closed_at = now(), first_reply_at = now() where id = $1",
      [next.id],
    );
    await floor.query(
      `insert into timer (organization_id, conversation_id, kind, due_at) select organization_id, id, 'rating', now() from conversation where id = $1`,
      [next.id],
    );
    await floor.turn();
    expect([await rating(first), await rating(next.id)]).toEqual([{ score: null, comment: null }, null]);
  });
});
