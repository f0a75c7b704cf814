// Posts on the wire: roots open threads, the rest goes below them, what is too large is cut once, redraws keep their distance.

import { afterEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/bridge/cards/card.js';
import type { Post } from '../../../src/bridge/desk.js';
import { createSpacing } from '../../../src/bridge/teams/limits.js';
import { memoryKeys } from '../../../src/bridge/teams/memories.js';
import { createPeople } from '../../../src/bridge/teams/people.js';
import { type PostRoom, postToTeams, updateInTeams } from '../../../src/bridge/teams/post.js';
import type { Json } from '../../../src/core/payload.js';
import { literal } from '../../../src/core/text/document.js';
import { closeWire, failureOf, openWire, place, tenantId, type Wire } from './wire.js';

afterEach(closeWire);

const root = { team: tenantId, place, threadRef: null };
const thread = { team: tenantId, place, threadRef: '1776390257332' };
const at = { team: tenantId, place, ref: '1776390257332' };

function open(): { readonly wire: Wire; readonly room: PostRoom; readonly broken: string[] } {
  const wire = openWire();
  const broken: string[] = [];
  const statusLines = { breakRun: (where: string, of: string) => void broken.push(`${where}/${of}`) };
  const people = createPeople(wire);
  return { wire, broken, room: { ...wire, people, spacing: createSpacing(), statusLines } };
}

function wordsOf(text: string): Post {
  const as = { name: 'Maria', pictureUrl: null, side: 'contact' as const };
  return { kind: 'words', as, text: literal(text), files: [], evidence: 'e' };
}

function cardOf(card: Partial<Card> = {}): Post {
  return { kind: 'card', card: { fallback: 'Maria waits', parts: [], ...card }, evidence: 'e' };
}

function sizeOf(body: Json | undefined): number {
  return JSON.stringify(body).length;
}

describe('postToTeams', () => {
  it('opens a thread with a card and is told its root', async () => {
    const { wire, room, broken } = open();
    wire.answer('POST', 201, { id: `${place};messageid=17`, activityId: '17' });
    expect(await postToTeams(room, root, cardOf())).toEqual({ ref: '17' });
    expect(wire.sent[0]?.body).toMatchObject({ activity: { type: 'message' } });
    expect(broken).toEqual([]);
  });

  it('posts words below their root, names them by both, and ends the run of status lines', async () => {
    const { wire, room, broken } = open();
    wire.answer('POST', 201, { id: '18' });
    expect(await postToTeams(room, thread, wordsOf('<at>Kim</at> & co'))).toEqual({
      ref: '1776390257332/18',
    });
    expect(wire.sent[0]?.path).toContain('messageid%3D1776390257332/activities');
    expect(wire.sent[0]?.body).toMatchObject({ type: 'message', textFormat: 'xml' });
    expect(String(wire.sent[0]?.body.text)).toContain('&lt;at&gt;Kim&lt;/at&gt; &amp; co');
    expect(wire.sent[0]?.body).not.toHaveProperty('entities');
    expect(broken).toEqual([`${place}/1776390257332`]);
  });

  it('posts into a personal chat, which has no threads', async () => {
    const { wire, room } = open();
    wire.answer('POST', 201, { id: '19' });
    expect(await postToTeams(room, { ...root, place: 'a:1' }, cardOf())).toEqual({ ref: '19' });
    expect(wire.sent[0]?.path).toBe('/teams/v3/conversations/a%3A1/activities');
  });

  it('posts straight into a personal chat whose id does not show that it is one', async () => {
    const { wire, room } = open();
    const chat = '0d3f8a7c-9a52';
    const known = { team: null, group: null, reads: true, personal: true };
    await room.options.memory.write(memoryKeys.place(chat), known);
    wire.answer('POST', 201, { id: '19' });
    const card = cardOf({ parts: [{ kind: 'ways', from: 'active' }] });
    expect(await postToTeams(room, { ...root, place: chat }, card)).toEqual({ ref: '19' });
    expect(wire.sent[0]?.path).toBe(`/teams/v3/conversations/${chat}/activities`);
    expect(JSON.stringify(wire.sent[0]?.body)).not.toContain('@Baton');
    wire.answer('PUT', 200, { id: '19' });
    await updateInTeams(room, { team: tenantId, place: chat, ref: '19' }, cardOf());
    expect(wire.sent[1]?.path).toBe(`/teams/v3/conversations/${chat}/activities/19`);
  });

  it('tells people to mention it until a line without a mention was heard there', async () => {
    const { wire, room } = open();
    const card = cardOf({ parts: [{ kind: 'ways', from: 'active' }] });
    wire.answer('POST', 201, { id: '20' });
    await postToTeams(room, thread, card);
    await room.options.memory.write(memoryKeys.place(place), { team: null, group: null, reads: true });
    wire.answer('POST', 201, { id: '21' });
    await postToTeams(room, thread, card);
    const [before, after] = wire.sent.map(({ body }) => JSON.stringify(body));
    expect(before).toContain('@Baton');
    expect(after).not.toBe(before);
  });

  it('cuts what Teams finds too large, once', async () => {
    const { wire, room } = open();
    wire.answer('POST', 413, { error: { code: 'MessageSizeTooBig' } });
    wire.answer('POST', 201, { id: '22' });
    await postToTeams(room, thread, wordsOf('wörter 🙂 '.repeat(1500)));
    expect(sizeOf(wire.sent[1]?.body)).toBeLessThan(sizeOf(wire.sent[0]?.body));
    expect(JSON.stringify(wire.sent[1]?.body)).toContain('too long for Teams');
    wire.answer('POST', 413);
    wire.answer('POST', 201, { id: '22' });
    await postToTeams(room, thread, wordsOf('word '.repeat(700)));
    expect(sizeOf(wire.sent[3]?.body)).toBeLessThan(sizeOf(wire.sent[2]?.body));
    wire.answer('POST', 413);
    wire.answer('POST', 413);
    expect(await failureOf(postToTeams(room, thread, wordsOf('x')))).toMatchObject({
      class: 'content',
      code: 'MessageSizeTooBig',
    });
  });

  it('keeps the buttons of a card that is cut', async () => {
    const { wire, room } = open();
    const button = { kind: 'button' as const, label: 'Claim', ask: { word: 'claim' } };
    const parts = [
      { kind: 'text' as const, text: literal('long '.repeat(2000)) },
      { kind: 'controls' as const, controls: [button] },
    ];
    wire.answer('POST', 413);
    wire.answer('POST', 201, { id: '23' });
    await postToTeams(room, thread, cardOf({ parts }));
    expect(JSON.stringify(wire.sent[1]?.body)).toContain('Claim');
    expect(sizeOf(wire.sent[1]?.body)).toBeLessThan(sizeOf(wire.sent[0]?.body));
  });

  it('does not repeat what may have happened', async () => {
    const { wire, room } = open();
    wire.answer('POST', 502);
    expect(await failureOf(postToTeams(room, root, cardOf()))).toMatchObject({
      class: 'retry',
      ambiguous: true,
    });
    expect(wire.sent).toHaveLength(1);
  });
});

describe('updateInTeams', () => {
  it('redraws roots and what stands below them', async () => {
    const { wire, room } = open();
    wire.answer('PUT', 200);
    await updateInTeams(room, at, cardOf());
    wire.answer('PUT', 200);
    await updateInTeams(room, { ...at, ref: '1776390257332/18' }, wordsOf('edited'));
    expect(wire.sent.map(({ path }) => path.split('messageid%3D')[1])).toEqual([
      '1776390257332/activities/1776390257332',
      '1776390257332/activities/18',
    ]);
  });

  it('lets a card rest between two redraws, and says when to come back', async () => {
    const { wire, room } = open();
    wire.answer('PUT', 200);
    await updateInTeams(room, at, cardOf());
    const failure = await failureOf(updateInTeams(room, at, cardOf()));
    expect(failure).toMatchObject({ class: 'retry', ambiguous: false });
    expect(failure.retryAfterMs).toBeGreaterThan(0);
    expect(wire.sent).toHaveLength(1);
    wire.answer('PUT', 200);
    await updateInTeams(room, { ...at, ref: '17' }, cardOf());
  });

  it('says that a post is gone, and comes again after 412', async () => {
    const { wire, room } = open();
    wire.answer('PUT', 404, { error: { code: 'ActivityNotFoundInConversation' } });
    expect(await failureOf(updateInTeams(room, at, wordsOf('x')))).toMatchObject({ class: 'recipient' });
    wire.answer('PUT', 412, { error: { code: 'PreconditionFailed' } });
    expect((await failureOf(updateInTeams(room, at, wordsOf('x')))).retryAfterMs).toBeGreaterThanOrEqual(
      1000,
    );
  });
});
