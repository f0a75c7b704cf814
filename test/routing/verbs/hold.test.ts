// Proves that a held line, a note and an edit do what their author chose, once, and nothing for anybody else.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../../../src/core/conversation.js';
import { editLine } from '../../../src/routing/verbs/change-line.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { type HeldChoice, hold, resolveHeld } from '../../../src/routing/verbs/hold.js';
import { note } from '../../../src/routing/verbs/note.js';
import { reply } from '../../../src/routing/verbs/reply.js';
import { setPresence } from '../../../src/routing/verbs/set-presence.js';
import { expectSound, type Floor, openFloor, refusal } from '../floor.js';

let floor: Floor;
let posts = 0;
beforeAll(async () => {
  floor = await openFloor();
});
afterAll(() => floor.close());

const nextPost = () => {
  posts += 1;
  return { desk: 'slack', team: 'T1', place: 'C-acme', ref: `post.${posts}` };
};

async function holdLine(text = 'Hello', name = 'Ann') {
  const { id: conversationId } = await floor.openPending();
  const agent = await floor.agent(name);
  const deskRef = nextPost();
  const { heldLineId } = await hold(floor.routing, { agent, conversationId, text, deskRef, clientId: null });
  if (!heldLineId) throw new Error('not held');
  const choose = (choice: HeldChoice, by = agent) =>
    resolveHeld(floor.routing, { agent: by, heldLineId, choice });
  return { conversationId, agent, deskRef, heldLineId, choose };
}

const toCustomer = async (id: Conversation['id']) =>
  (await floor.deliveries(id, 'customer')).map((one) => one.text).slice(1);

describe('a held line', () => {
  it('is sent by taking over, in one go and once (A16, B10)', async () => {
    const { conversationId, agent, choose } = await holdLine();
    const outcomes = await Promise.all([
      refusal(choose('send')),
      refusal(choose('send')),
      refusal(choose('note')),
    ]);
    expect(outcomes.filter((one) => one === 'fine')).toHaveLength(1);
    expect(outcomes.filter((one) => one === 'stale')).toHaveLength(2);
    const { ownerId } = await floor.conversation(conversationId);
    const said = await toCustomer(conversationId);
    expect([ownerId, said]).toEqual(outcomes[2] === 'fine' ? [null, []] : [agent.id, ['Hello']]);
    await expectSound(floor);
  });

  it('becomes a note or nothing, and never reaches the customer (A15)', async () => {
    const [noted, dropped] = [await holdLine('secret'), await holdLine('oops')];
    await noted.choose('note');
    await dropped.choose('discard');
    expect([await toCustomer(noted.conversationId), await toCustomer(dropped.conversationId)]).toEqual([
      [],
      [],
    ]);
    expect(await floor.query("select 1 from note where text = 'secret'")).toHaveLength(1);
  });

  it('is its author’s alone, and stays to be chosen when taking over is refused', async () => {
    const { choose, conversationId, agent } = await holdLine('wait');
    expect(await refusal(choose('send', await floor.agent('Ben')))).toBe('not-owner');
    await floor.query('update agent set chat_limit = 0 where id = $1', [agent.id]);
    expect(await refusal(choose('send'))).toBe('limit-reached');
    await floor.query('update agent set chat_limit = 9 where id = $1', [agent.id]);
    await choose('send');
    expect(await toCustomer(conversationId)).toEqual(['wait']);
    const forged = { agent, heldLineId: "1' or '1'='1", choice: 'send' } as const;
    expect(await refusal(resolveHeld(floor.routing, forged))).toBe('stale');
  });

  it('is held once for a post that is told twice, and not at all when it was sent', async () => {
    const { agent, conversationId, deskRef, choose } = await holdLine('once');
    const again = { agent, conversationId, text: 'once', deskRef, clientId: null };
    expect(await hold(floor.routing, again)).toEqual({ heldLineId: null, duplicate: true });
    await choose('send');
    expect((await hold(floor.routing, again)).duplicate).toBe(true);
  });
});

describe('notes and edits', () => {
  it('keep a note of one post once, and refuse an empty one', async () => {
    const { id: conversationId } = await floor.openPending();
    const agent = await floor.agent('Ann');
    const deskRef = nextPost();
    const first = await note(floor.routing, { agent, conversationId, text: 'n', deskRef });
    expect(await note(floor.routing, { agent, conversationId, text: 'n', deskRef })).toEqual({
      ...first,
      duplicate: true,
    });
    expect(await refusal(note(floor.routing, { agent, conversationId, text: ' ', deskRef: null }))).toBe(
      'empty-message',
    );
    expect(await toCustomer(conversationId)).toEqual([]);
    const edit = (user: string, text: string) =>
      editLine(floor.routing, { ...deskRef, user, text }, { canEdit: () => true, canRemove: () => true });
    expect((await edit('U-Ben', 'forged')).outcome).toBe('not-ours');
    expect((await edit('U-Ann', '!note better')).outcome).toBe('note-edited');
    expect(await floor.query('select text from note where id = $1', [first.noteId])).toEqual([
      { text: 'better' },
    ]);
  });

  it('let the author change a line while they work for the chatbot, and nobody else (A14, A23)', async () => {
    const { id: conversationId } = await floor.openPending();
    const agent = await floor.agent('Kim');
    await claim(floor.routing, { agent, conversationId });
    const ref = nextPost();
    await reply(floor.routing, { agent, conversationId, text: 'Helo', desk: { ref } });
    const edit = async (user: string, text: string) =>
      (await editLine(floor.routing, { ...ref, user, text }, { canEdit: () => true, canRemove: () => true }))
        .outcome;
    expect(await edit('U-Ben', 'forged')).toBe('not-ours');
    expect(await edit('U-Kim', 'Hello')).toBe('edited');
    expect(await refusal(edit('U-Kim', 'x'.repeat(10_001)))).toBe('too-long');
    await floor.query('update agent set deactivated_at = now() where id = $1', [agent.id]);
    expect(await edit('U-Kim', 'revenge')).toBe('not-ours');
    expect(
      (await floor.deliveries(conversationId, 'customer')).filter((one) => one.kind === 'edit'),
    ).toHaveLength(1);
    expect(
      await refusal(setPresence(floor.routing, { by: agent, agentId: agent.id, presence: 'online' })),
    ).toBe('deactivated');
    await expectSound(floor);
  });
});
