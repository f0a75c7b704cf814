// Reaching one person: only they see it, never the others; a home is one card, in place, anew when asked for or gone.

import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/bridge/cards/card.js';
import { createSpacing } from '../../../src/bridge/teams/limits.js';
import { memoryKeys } from '../../../src/bridge/teams/memories.js';
import { publicCloud, type TeamsDeskOptions } from '../../../src/bridge/teams/options.js';
import { createPeople } from '../../../src/bridge/teams/people.js';
import { createReach } from '../../../src/bridge/teams/reach.js';
import { literal } from '../../../src/core/text/document.js';
import { closeWire, failureOf, openWire, place, tenantId } from './wire.js';

afterEach(closeWire);

const ann = { team: tenantId, user: 'ann' };
const toAnn = { ...ann, place, threadRef: '17' };
const person = { id: '29:1', name: 'Ann', chat: null, home: null };
const card: Card = { fallback: 'Only you', parts: [{ kind: 'text', text: literal('Only you') }] };

async function open(known: object | null = person, changes: Partial<TeamsDeskOptions> = {}) {
  const wire = openWire(changes);
  if (known) await wire.options.memory.write(memoryKeys.person('ann'), known);
  const people = createPeople(wire);
  const reach = createReach({ ...wire, people, spacing: createSpacing(0) });
  return {
    wire,
    people,
    reach,
    paths: () => wire.sent.map(({ method, path }) => `${method} ${path.slice(23)}`),
  };
}

describe('whisper', () => {
  it('shows a card in the thread to one person only', async () => {
    const { wire, reach } = await open();
    wire.answer('POST', 201, { id: '18' });
    await reach.whisper(toAnn, card);
    expect(wire.sent[0]?.path).toContain('messageid%3D17/activities?isTargetedActivity=true');
    expect(wire.sent[0]?.body).toMatchObject({
      type: 'message',
      recipient: { id: '29:1', isTargeted: true },
    });
  });

  it('asks who they are when it never met them', async () => {
    const { wire, reach } = await open(null);
    wire.answer('GET', 200, { id: '29:9', name: 'Ann' });
    wire.answer('POST', 201, { id: '18' });
    await reach.whisper(toAnn, card);
    expect(wire.sent[1]?.body).toMatchObject({ recipient: { id: '29:9' } });
  });

  it.each([400, 403, 404, 501])('goes to the personal chat when Teams answers %i', async (status) => {
    const { wire, reach, paths } = await open();
    wire.answer('POST', status);
    wire.answer('POST', 201, { id: 'a:1' });
    wire.answer('POST', 201, { id: '19' });
    await reach.whisper(toAnn, card);
    expect(paths().slice(1)).toEqual(['POST ', 'POST /a%3A1/activities']);
    expect(JSON.stringify(wire.sent[2]?.body)).toContain('Only you');
  });

  it('waits for its turn in a busy thread, and takes the personal chat when that is long', async () => {
    const { wire, reach, paths } = await open({ ...person, chat: 'a:1' });
    for (const id of ['18', '19']) wire.answer('POST', 201, { id });
    const lane = `${place};messageid=17`;
    for (let count = 0; count < 7; count += 1) wire.pacing.take(lane);
    await reach.whisper(toAnn, card);
    expect(wire.sent[0]?.path).toContain('isTargetedActivity=true');
    wire.pacing.hold(lane, 60_000);
    await reach.whisper(toAnn, card);
    expect(paths().slice(1)).toEqual(['POST /a%3A1/activities']);
  });

  it('is not told twice when it may have been shown', async () => {
    const { wire, reach } = await open();
    wire.answer('POST', 502);
    expect(await failureOf(reach.whisper(toAnn, card))).toMatchObject({ class: 'retry', ambiguous: true });
    expect(wire.sent).toHaveLength(1);
  });

  it('ends in a Failure where no private way is left, never in a public post', async () => {
    const { wire, reach } = await open();
    wire.answer('POST', 403, { error: { code: 'BotNotInConversationRoster' } });
    wire.answer('POST', 403, { error: { code: 'ForbiddenOperationException' } });
    expect(await failureOf(reach.whisper(toAnn, card))).toMatchObject({ class: 'policy' });
    expect(wire.sent).toHaveLength(2);
  });

  it('never trusts an emulator to hide it', async () => {
    const cloud = { ...publicCloud, serviceUrl: 'http://localhost:56150/_connector/' };
    const { reach } = await open({ ...person, chat: 'chat-1' }, { credentials: null, cloud });
    const posted = nock('http://localhost:56150')
      .post('/_connector/v3/conversations/chat-1/activities')
      .reply(200, { id: '1' });
    await reach.whisper(toAnn, card);
    expect(posted.isDone()).toBe(true);
  });

  it('shows a form with its inputs in the thread', async () => {
    const { wire, reach } = await open();
    wire.answer('POST', 201, { id: '18' });
    const form = {
      title: 'Note',
      submit: 'Save',
      ask: { word: 'note' },
      fields: [{ kind: 'text' as const, id: 'text', label: 'Note', multiline: true }],
    };
    await reach.whisperForm(toAnn, form, { ask: form.ask, place, threadRef: '17', postRef: null });
    const shown = JSON.stringify(wire.sent[0]?.body);
    expect(shown).toContain('Input.Text');
    expect(shown).toContain('Action.Execute');
    expect(wire.sent[0]?.path).toContain('isTargetedActivity=true');
  });
});

describe('direct', () => {
  it('opens the personal chat once and remembers it', async () => {
    const { wire, reach, paths } = await open();
    wire.answer('POST', 201, { id: 'a:1' });
    wire.answer('POST', 201, { id: '19' });
    await reach.direct(ann, card);
    wire.answer('POST', 201, { id: '20' });
    await reach.direct(ann, card);
    expect(paths()).toEqual(['POST ', 'POST /a%3A1/activities', 'POST /a%3A1/activities']);
  });

  it('opens it again when it is gone', async () => {
    const { wire, reach, people } = await open({ ...person, chat: 'a:old' });
    wire.answer('POST', 404, { error: { code: 'ConversationNotFound' } });
    wire.answer('POST', 201, { id: 'a:new' });
    wire.answer('POST', 201, { id: '19' });
    await reach.direct(ann, card);
    expect(await people.known('ann')).toMatchObject({ chat: 'a:new', name: 'Ann' });
  });

  it('waits for its turn in a chat that had its share of posts: nobody would say it again', async () => {
    const { wire, reach, paths } = await open({ ...person, chat: 'a:1' });
    for (let count = 0; count < 7; count += 1) wire.pacing.take('a:1');
    wire.answer('POST', 201, { id: '19' });
    await reach.direct(ann, card);
    expect(paths()).toEqual(['POST /a%3A1/activities']);
  });

  it('waits while the chat is under change (412)', async () => {
    const { wire, reach, paths } = await open({ ...person, chat: 'a:1' });
    wire.answer('POST', 412);
    wire.answer('POST', 201, { id: '19' });
    await reach.direct(ann, card);
    expect(paths()).toHaveLength(2);
  });

  it('is not said twice when it may have been said', async () => {
    const { wire, reach } = await open({ ...person, chat: 'a:1' });
    wire.answer('POST', 502);
    expect(await failureOf(reach.direct(ann, card))).toMatchObject({ class: 'retry', ambiguous: true });
    expect(wire.sent).toHaveLength(1);
  });

  it('says that someone cannot be written to, or is nowhere', async () => {
    const { wire, reach } = await open();
    wire.answer('POST', 403, { error: { code: 'ForbiddenOperationException' } });
    expect(await failureOf(reach.direct(ann, card))).toMatchObject({ class: 'policy' });
    const unknown = reach.direct({ ...ann, user: 'nobody' }, card);
    expect(await failureOf(unknown)).toMatchObject({ class: 'recipient' });
  });
});

describe('files in the personal chat', () => {
  const files = [
    ['chats.png', 'image/png'],
    ['chats.csv', 'text/csv'],
  ].map(([name = '', type = '']) => ({
    name,
    type,
    alt: `What ${name} shows`,
    bytes: () => Promise.reject(new Error('Teams takes no bytes')),
    link: () => `https://baton.example/reports/${name}`,
  }));

  it('are pictures as wide as the message, with what they show in words, and rows with a link', async () => {
    const { wire, reach } = await open({ ...person, chat: 'a:1' });
    wire.answer('POST', 201, { id: '19' });
    await reach.direct(ann, card, files);
    type Sent = { attachments: { content: { body: Record<string, unknown>[] } }[] };
    const [shown] = (wire.sent[0]?.body as Sent | undefined)?.attachments ?? [];
    const body = shown?.content.body ?? [];
    expect(JSON.stringify(body[0])).toContain('Only you');
    expect(body[1]).toEqual({
      type: 'Image',
      url: 'https://baton.example/reports/chats.png',
      altText: 'What chats.png shows',
      size: 'Stretch',
      spacing: 'Medium',
      msTeams: { allowExpand: true },
    });
    expect(JSON.stringify(body[2])).toContain('chats.csv');
    expect(JSON.stringify(body[2])).toContain('"url":"https://baton.example/reports/chats.csv"');
    expect(body).toHaveLength(3);
  });
});

describe('home', () => {
  it('is nothing for those who have no chat with us', async () => {
    const { wire, reach } = await open();
    await reach.home(ann, card);
    await reach.home({ ...ann, user: 'nobody' }, card);
    expect(wire.sent).toEqual([]);
  });

  it('is posted once and redrawn in place, whoever draws at the same time', async () => {
    const { wire, reach, paths } = await open({ ...person, chat: 'a:1' });
    wire.answer('POST', 201, { id: '30' });
    wire.answer('PUT', 200);
    await Promise.all([reach.home(ann, card), reach.home(ann, card)]);
    expect(paths()).toEqual(['POST /a%3A1/activities', 'PUT /a%3A1/activities/30']);
  });

  it('is posted anew when it is gone', async () => {
    const { wire, reach, people } = await open({ ...person, chat: 'a:1', home: '30' });
    wire.answer('PUT', 404, { error: { code: 'ActivityNotFoundInConversation' } });
    wire.answer('POST', 201, { id: '31' });
    await reach.home(ann, card);
    expect(await people.known('ann')).toMatchObject({ home: '31' });
  });

  it('is shown at the end when they ask for it, and only there', async () => {
    const { wire, reach, paths } = await open({ ...person, chat: 'a:1', home: '30' });
    reach.showHomeAnew('ann');
    wire.answer('POST', 201, { id: '31' });
    wire.answer('DELETE', 200);
    await reach.home(ann, card);
    wire.answer('PUT', 200);
    await reach.home(ann, card);
    expect(paths()).toEqual([
      'POST /a%3A1/activities',
      'DELETE /a%3A1/activities/30',
      'PUT /a%3A1/activities/31',
    ]);
  });

  it('is nothing for those who removed or blocked us, and stays due when Teams is away', async () => {
    const { wire, reach } = await open({ ...person, chat: 'a:1', home: '30' });
    wire.answer('PUT', 403, { error: { code: 'ConversationBlockedByUser' } });
    await reach.home(ann, card);
    wire.answer('PUT', 503);
    expect(await failureOf(reach.home(ann, card))).toMatchObject({ class: 'retry', ambiguous: false });
  });

  it('lets a home rest between two redraws', async () => {
    const { wire, people } = await open({ ...person, chat: 'a:1', home: '30' });
    const reach = createReach({ ...wire, people, spacing: createSpacing(60_000) });
    wire.answer('PUT', 200);
    await reach.home(ann, card);
    const failure = await failureOf(reach.home(ann, card));
    expect(failure).toMatchObject({ class: 'retry', ambiguous: false });
    expect(failure.retryAfterMs).toBeGreaterThan(0);
  });
});
