// The mirror: what each delivery becomes on a desk, where it may go, and what is drawn again.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Desk } from '../../src/bridge/desk.js';
import { createMirror } from '../../src/bridge/mirror.js';
import { createDesks } from '../../src/bridge/registry.js';
import type { Conversation } from '../../src/core/conversation.js';
import type { Delivery } from '../../src/core/delivery.js';
import { Failure } from '../../src/core/errors.js';
import type { AttachmentId, MessageId } from '../../src/core/id.js';
import type { Attachment, Message, Note } from '../../src/core/message.js';
import { printPlain } from '../../src/core/text.js';
import type { ThreadSender, ThreadWork } from '../../src/routing/sender.js';
import { assign } from '../../src/routing/verbs/assign.js';
import { claim } from '../../src/routing/verbs/claim.js';
import { release } from '../../src/routing/verbs/release.js';
import { reply, replyInThread } from '../../src/routing/verbs/reply.js';
import { setPresence } from '../../src/routing/verbs/set-presence.js';
import { insertAttachment } from '../../src/store/attachments.js';
import { finishAndClaimNext } from '../../src/store/finish.js';
import { claimHeadOfLane, failAttempt } from '../../src/store/lanes.js';
import { newId } from '../../src/store/store.js';
import { openHouse, place, type TestHouse, team } from '../support/bridge-house.js';
import { buttonsOf, labelsOf, livePieces, readCard, wordsOf } from '../support/card-facts.js';

let test: TestHouse;
let mirror: ThreadSender;
let conversation: Conversation;
beforeAll(async () => {
  test = await openHouse();
  mirror = createMirror({
    linkFile: ({ id }) => `https://baton.example/files/${id}`,
    store: test.store,
    desks: test.house.desks,
    readFile: async (file) => Buffer.from(file.storageKey),
    log: test.house.routing.log,
    hasTemplates: () => true,
  });
  conversation = await test.openPending();
});
afterAll(() => test.close());

let made = 0;
function work(
  kind: Delivery['kind'],
  change: Partial<ThreadWork> & { payload?: Delivery['payload'] } = {},
): ThreadWork {
  made += 1;
  const { payload = {}, ...rest } = change;
  const delivery = {
    id: `delivery-${made}`,
    kind,
    lane: 'thread',
    target: { desk: 'slack', team, place },
    payload,
    attempts: 1,
  } as unknown as Delivery;
  return { delivery, conversation, message: null, note: null, ambiguous: false, ...rest };
}

const message = (change: Partial<Message> = {}): Message =>
  ({
    author: 'contact',
    authorName: 'Maria',
    authorPictureUrl: 'https://pics.example/m.png',
    kind: 'text',
    text: 'Hi',
    markup: 'plain',
    attachments: [],
    details: {},
    createdAt: new Date(),
    editedAt: null,
    deletedAt: null,
    ...change,
  }) as Message;

/** Ids of a message of which no post is known. */
const newScope = () => ({ organizationId: conversation.organizationId, id: newId<'message'>() });

const lastPost = () => {
  const last = test.recorded.posts.at(-1);
  if (!last) throw new Error('nothing was posted');
  return last;
};
const lastWords = () => {
  const { post } = lastPost();
  if (post.kind !== 'words') throw new Error('no words were posted');
  return post;
};

describe('a delivery', () => {
  it('of a root is a card in the place itself, with the way to what is not in the thread', async () => {
    await test.store.db.execute(
      sql`update delivery set payload = '{"earlier": 12}' where conversation_id = ${conversation.id} and kind = 'root'`,
    );
    const sent = work('root');
    const { externalId } = await mirror.send(sent);
    const { to, post } = lastPost();
    expect(externalId).toMatch(/^1790000000\./u);
    expect(to).toMatchObject({ team, place, threadRef: null });
    expect(post).toMatchObject({ kind: 'card', evidence: sent.delivery.id });
    expect(post.kind === 'card' ? labelsOf(post.card) : []).toContain('Show earlier (12)');
    await mirror.redraw(
      { organizationId: conversation.organizationId, subject: 'card', id: conversation.id },
      null,
    );
    const drawn = test.recorded.updates.at(-1)?.post;
    expect(drawn?.kind === 'card' ? labelsOf(drawn.card) : []).toContain('Show earlier (12)');
  });

  it('of a message shows what it answers and where a colleague wrote, with words only', async () => {
    const details = { replyTo: { externalId: 'm', text: 'Is it *blue*?' }, via: 'the WhatsApp app' };
    await mirror.send(work('message', { message: message({ author: 'colleague', details }) }));
    expect(lastWords().as).toMatchObject({ name: 'Maria · via the WhatsApp app', side: 'agent' });
    expect(printPlain(lastWords().text)).toBe('> Is it *blue*?\n\nHi');
    const location = { latitude: 1, longitude: 2 };
    await mirror.send(
      work('message', { message: message({ kind: 'location', text: '', details: { location } }) }),
    );
    expect(printPlain(lastWords().text)).toBe('📍 location — https://maps.google.com/?q=1,2');
  });

  it('of a message is posted in the thread under its author’s own name and picture (A27)', async () => {
    const sent = work('message', {
      message: message({ author: 'agent', authorName: 'Kim', text: 'Hello **you**', markup: 'commonmark' }),
    });
    await mirror.send(sent);
    expect(lastPost().to.threadRef).toBe(conversation.threadRef);
    expect(lastWords()).toMatchObject({
      as: { name: 'Kim', pictureUrl: 'https://pics.example/m.png', side: 'agent' },
      evidence: sent.delivery.id,
    });
    expect(wordsOf(lastWords().text)).toBe('Hello you');
  });

  it('of a customer’s message stays literal, whatever markup it claims', async () => {
    for (const markup of ['plain', 'commonmark', 'mrkdwn'] as const) {
      await mirror.send(
        work('message', {
          message: message({ text: '[bank](https://evil.example) <!channel> *x*', markup }),
        }),
      );
      expect(wordsOf(lastWords().text)).toBe('[bank](https://evil.example) <!channel> *x*');
      expect(livePieces({ fallback: '', parts: [{ kind: 'text', text: lastWords().text }] })).toEqual([]);
    }
  });

  it('reads no store for a message: the hot path is one post', async () => {
    const closed = createMirror({
      linkFile: ({ id }) => `https://baton.example/files/${id}`,
      store: new Proxy({} as TestHouse['store'], {
        get: () => {
          throw new Error('the store was read');
        },
      }),
      desks: test.house.desks,
      readFile: async () => Buffer.alloc(0),
      log: test.house.routing.log,
    });
    await expect(closed.send(work('message', { message: message() }))).resolves.toBeDefined();
  });

  it('shows what has no text by its kind, and brings files', async () => {
    const attachments = [
      { name: 'label.pdf', type: 'application/pdf', storageKey: 'stored' },
    ] as unknown as Attachment[];
    await mirror.send(work('message', { message: message({ kind: 'file', text: '', attachments }) }));
    expect(wordsOf(lastWords().text)).toContain('label.pdf');
    expect(await lastWords().files[0]?.bytes()).toEqual(Buffer.from('stored'));
    await mirror.send(work('message', { message: message({ kind: 'sticker', text: '' }) }));
    expect(wordsOf(lastWords().text)).toContain('sticker');
  });

  it('of a note says plainly that it is internal', async () => {
    const note = {
      authorName: 'Kim',
      text: 'VIP',
      markup: 'commonmark',
      attachments: [],
      createdAt: new Date(),
    } as unknown as Note;
    await mirror.send(work('note', { note }));
    expect(wordsOf(lastWords().text)).toBe('🔒 Internal note\nVIP');
  });

  it('of an edit shows old and new, of a deletion only that there was something (A23)', async () => {
    await mirror.send(
      work('edit', { message: message({ text: 'tomorrow' }), payload: { oldText: 'today' } }),
    );
    expect(wordsOf(lastWords().text)).toBe('✏️ Edited\ntoday\ntomorrow');
    await mirror.send(
      work('delete', { message: message({ ...newScope(), text: '', deletedAt: new Date() }) }),
    );
    expect(wordsOf(lastWords().text)).toBe('🗑 Deleted a message.');
  });

  it('of a line tells the turn', async () => {
    await mirror.send(
      work('line', { payload: { event: 'conversation.claimed', actor: { kind: 'agent', name: 'Kim' } } }),
    );
    expect(lastPost().post).toMatchObject({
      kind: 'card',
      card: { fallback: '🙋 Kim claimed this conversation.' },
    });
  });

  it('of files that came late brings them under the customer’s name and says so', async () => {
    const { organizationId, channelId } = conversation;
    const store = (name: string, type: string) =>
      insertAttachment(
        test.store,
        { organizationId, channelId, address: 'visitor-1' },
        { name, type, sizeBytes: 3, storageKey: `stored-${name}` },
      );
    const [second, first] = [await store('b.jpg', 'image/jpeg'), await store('a.png', 'image/png')];
    const [row] = (
      await test.store.db.execute<{ id: MessageId }>(
        sql`select id from message where conversation_id = ${conversation.id} and author = 'contact'`,
      )
    ).rows;
    const payload = { messageId: row?.id, attachmentIds: [first.id, second.id] };
    await mirror.send(work('files', { payload }));
    expect(lastPost().to.threadRef).toBe(conversation.threadRef);
    expect(lastWords().as).toMatchObject({ name: 'Maria 1', side: 'contact' });
    expect(wordsOf(lastWords().text)).toContain('images sent earlier');
    expect(lastWords().files.map(({ name }) => name)).toEqual(['a.png', 'b.jpg']);
    expect(await lastWords().files[0]?.bytes()).toEqual(Buffer.from('stored-a.png'));
  });

  it('of files that are gone is a failure that says so, not an empty post', async () => {
    const gone = newId<'attachment'>() as AttachmentId;
    const payload = { messageId: newId<'message'>(), attachmentIds: [gone, 'nonsense', 7] };
    await expect(mirror.send(work('files', { payload }))).rejects.toMatchObject({ code: 'unrenderable' });
  });

  it('of a window that closed offers the template where the channel has some (B3)', async () => {
    const actor = { kind: 'system', cause: 'window' };
    await mirror.send(
      work('line', { payload: { event: 'window.closed', actor, at: '2026-11-22T09:00:00Z' } }),
    );
    const { post } = lastPost();
    expect(post.kind === 'card' ? labelsOf(post.card) : []).toEqual(['Template']);
  });

  it('without a thread is refused, never posted to the channel’s root', async () => {
    const before = test.recorded.posts.length;
    const lost = work('message', { message: message(), conversation: { ...conversation, threadRef: null } });
    await expect(mirror.send(lost)).rejects.toMatchObject({ class: 'content', code: 'no-thread' });
    expect(test.recorded.posts.length).toBe(before);
  });

  it('for a desk that is not here is a failure that says so', async () => {
    const sent = work('message', { message: message() });
    const delivery = { ...sent.delivery, target: { desk: 'teams', team: null, place: '19:x' } };
    await expect(mirror.send({ ...sent, delivery })).rejects.toBeInstanceOf(Failure);
  });

  it('is settled by its evidence; a desk that cannot tell is told again, which the post says, but not for ever', async () => {
    const sent = work('message', { message: message() });
    expect(await mirror.settle(sent)).toBeNull();
    await mirror.send(sent);
    expect(await mirror.settle(sent)).toEqual({ externalId: 'found' });
    const { findPosted: _, ...blind } = test.house.desks.find('slack') as Desk;
    const unsure = createMirror({
      linkFile: ({ id }) => `https://baton.example/files/${id}`,
      store: test.store,
      desks: createDesks([blind]),
      readFile: async () => Buffer.alloc(0),
      log: test.house.routing.log,
    });
    expect(await unsure.settle(sent)).toBeNull();
    await unsure.send(sent);
    await unsure.send({ ...sent, ambiguous: true });
    const [said, again] = test.recorded.posts.slice(-2).map(({ post }) => JSON.stringify(post));
    expect(said).not.toContain('Perhaps a repeat');
    expect(again).toContain('Perhaps a repeat');
    const tired = { ...sent, delivery: { ...sent.delivery, attempts: 51 } };
    expect(await unsure.settle(tired)).toBeUndefined();
    const root = { ...tired, delivery: { ...tired.delivery, kind: 'root' as const } };
    expect(await unsure.settle(root)).toBeNull();
  });

  it('stays in doubt while the repetition is asked to wait: the next one says so as well', async () => {
    const sent = work('message', { message: message() });
    const wait = new Failure('Too many.', { class: 'retry', code: 'Throttled', retryAfterMs: 50 });
    const { findPosted: _, ...desk } = test.house.desks.find('slack') as Desk;
    const unsure = createMirror({
      linkFile: ({ id }) => `https://baton.example/files/${id}`,
      store: test.store,
      desks: createDesks([{ ...desk, post: () => Promise.reject(wait) }]),
      readFile: async () => Buffer.alloc(0),
      log: test.house.routing.log,
    });
    const facts = { class: 'retry', code: 'Throttled', retryAfterMs: 50 };
    await expect(unsure.send({ ...sent, ambiguous: true })).rejects.toMatchObject({
      ...facts,
      ambiguous: true,
    });
    await expect(unsure.send(sent)).rejects.toMatchObject({ ...facts, ambiguous: false });
  });
});

describe('an assignment', () => {
  it('is told to its agent directly, once the line is posted, but not to who did it themselves', async () => {
    const { id } = await test.openPending();
    const [sue, sam] = [await test.agent('sue'), await test.agent('sam')];
    await setPresence(test.house.routing, { by: sam, agentId: sam.id, presence: 'online' });
    await assign(test.house.routing, { by: sue, agentId: sam.id, conversationId: id });
    const actor = { kind: 'agent', agentId: sue.id, name: 'Sue' };
    await mirror.send(
      work('line', {
        conversation: await test.reread(id),
        payload: { event: 'conversation.assigned', actor, agentId: sam.id, agentName: 'Sam' },
      }),
    );
    expect(test.recorded.directs).toHaveLength(1);
    expect(test.recorded.directs[0]).toMatchObject({ user: 'U0SAM' });
    expect(readCard(test.recorded.directs[0]?.card ?? { fallback: '', parts: [] })).toContain('Sue gave you');
    await mirror.send(
      work('line', {
        conversation: await test.reread(id),
        payload: { event: 'conversation.assigned', actor: { ...actor, agentId: sam.id }, agentId: sam.id },
      }),
    );
    expect(test.recorded.directs).toHaveLength(1);
  });
});

describe('a redraw', () => {
  it('of a card draws what is true now, and nothing when that is shown already (A18)', async () => {
    const fresh = await test.openPending();
    const subject = { organizationId: fresh.organizationId, subject: 'card', id: fresh.id } as const;
    const first = await mirror.redraw(subject, null);
    const drawn = test.recorded.updates.length;
    expect(test.recorded.updates.at(-1)).toMatchObject({
      ref: fresh.threadRef,
      post: { card: { fallback: expect.stringContaining('Waiting') } },
    });
    expect(await mirror.redraw(subject, first.shown)).toEqual(first);
    expect(test.recorded.updates.length).toBe(drawn);
    const ann = await test.agent('ann');
    await claim(test.house.routing, { agent: ann, conversationId: fresh.id });
    await mirror.redraw(subject, first.shown);
    expect(test.recorded.updates.at(-1)).toMatchObject({
      post: { card: { fallback: expect.stringContaining('With Ann') } },
    });
    await release(test.house.routing, { agent: ann, conversationId: fresh.id });
  });

  it('of a mark replaces the earlier one; a failure is explained in the thread once, with Retry (B2, A8)', async () => {
    const fresh = await test.openPending();
    await claim(test.house.routing, { agent: await test.agent('ann'), conversationId: fresh.id });
    const sent = await replyInThread(test.house.routing, {
      desk: 'slack',
      team,
      place,
      threadRef: fresh.threadRef ?? '',
      user: 'U0ANN',
      ref: 'own.line',
      clientId: null,
      text: 'Hi',
    });
    if (sent.outcome !== 'sent') throw new Error('it was not sent');
    const subject = {
      organizationId: fresh.organizationId,
      subject: 'mark',
      id: sent.messageId as MessageId,
    } as const;
    const report = (status: string, receipt: string) =>
      test.store.db.execute(
        sql`update delivery set status = ${status}, receipt = ${receipt}, error = '{"class":"recipient","code":"x","sentence":"The number is not on WhatsApp."}' where message_id = ${sent.messageId}`,
      );

    let shown = (await mirror.redraw(subject, null)).shown;
    await report('sent', 'delivered');
    shown = (await mirror.redraw(subject, shown)).shown;
    await report('sent', 'read');
    shown = (await mirror.redraw(subject, shown)).shown;
    await report('dead', 'failed');
    shown = (await mirror.redraw(subject, shown)).shown;
    const posts = test.recorded.posts.length;
    shown = (await mirror.redraw(subject, shown)).shown;
    expect(test.recorded.posts.length).toBe(posts);

    expect(test.recorded.marks).toEqual([
      { ref: 'own.line', mark: 'waiting', earlier: null },
      { ref: 'own.line', mark: 'sent', earlier: 'waiting' },
      { ref: 'own.line', mark: 'seen', earlier: 'sent' },
      { ref: 'own.line', mark: 'failed', earlier: 'seen' },
    ]);
    const { to, post } = lastPost();
    expect(to.threadRef).toBe(fresh.threadRef);
    expect(post.kind === 'card' ? [post.card.fallback, ...labelsOf(post.card)] : []).toEqual([
      '⚠️ A reply did not reach the customer: The number is not on WhatsApp.',
      'Retry',
      'Give up',
    ]);
  });

  it('that reports a failure later explains it too, and a retry that fails at once is told again (A8)', async () => {
    const fresh = await test.openPending();
    await claim(test.house.routing, { agent: await test.agent('ann'), conversationId: fresh.id });
    const sent = await replyInThread(test.house.routing, {
      desk: 'slack',
      team,
      place,
      threadRef: fresh.threadRef ?? '',
      user: 'U0ANN',
      ref: 'late.failure',
      clientId: null,
      text: 'Your parcel left',
    });
    if (sent.outcome !== 'sent') throw new Error('it was not sent');
    const subject = { organizationId: fresh.organizationId, subject: 'mark', id: sent.messageId } as const;
    const report = (receipt: string, further = 0) =>
      test.store.db.execute(
        sql`update delivery set status = 'sent', receipt = ${receipt}, sequence = sequence + ${further}, error = '{"class":"window","code":"131047","sentence":"The window had closed."}' where message_id = ${sent.messageId}`,
      );
    await report('sent');
    let { shown } = await mirror.redraw(subject, null);
    await report('failed');
    ({ shown } = await mirror.redraw(subject, shown));
    const { to, post } = lastPost();
    expect(to.threadRef).toBe(fresh.threadRef);
    const card = post.kind === 'card' ? post.card : { fallback: '', parts: [] };
    expect(readCard(card)).toContain('The window had closed.');
    expect(readCard(card)).toContain('“Your parcel left”');
    expect(buttonsOf(card).map(({ ask }) => ask.word)).toEqual(['template', 'retry']);

    const posts = test.recorded.posts.length;
    ({ shown } = await mirror.redraw(subject, shown));
    expect(test.recorded.posts.length).toBe(posts);
    await report('failed', 1);
    await mirror.redraw(subject, shown);
    expect(test.recorded.posts.length).toBe(posts + 1);
  });

  it('of a reply written in a form is marked on our copy, and its failure is explained all the same', async () => {
    const fresh = await test.openPending();
    const ann = await test.agent('ann');
    await claim(test.house.routing, { agent: ann, conversationId: fresh.id });
    const desk = { ref: null, clientId: null };
    const sent = await reply(test.house.routing, { agent: ann, conversationId: fresh.id, text: 'Hi', desk });
    await test.store.db.execute(
      sql`update delivery set external_id = 'our.copy' where message_id = ${sent.messageId} and lane = 'thread'`,
    );
    const lease = { leaseMs: 10_000 };
    const at = { organizationId: fresh.organizationId, id: fresh.id, lane: 'customer' } as const;
    let head = await claimHeadOfLane(test.store, { ...at, attemptId: newId<'attempt'>(), ...lease });
    while (head && head.delivery.messageId !== sent.messageId) {
      head = await finishAndClaimNext(test.store, head, {
        externalId: `out-${head.delivery.id}`,
        attemptId: newId<'attempt'>(),
        ...lease,
      });
    }
    if (!head) throw new Error('the reply has no delivery');
    const error = { class: 'recipient', code: 'x', sentence: 'Nobody is there.' };
    await failAttempt(test.store, head, { status: 'dead', delayMs: 0, error, counted: true });
    const asked = await test.store.db.execute(
      sql`select 1 from redraw where subject = 'mark' and subject_id = ${sent.messageId}`,
    );
    expect(asked.rows).toHaveLength(1);
    const subject = { organizationId: fresh.organizationId, subject: 'mark', id: sent.messageId } as const;
    await mirror.redraw(subject, null);
    expect(test.recorded.marks.at(-1)).toEqual({ ref: 'our.copy', mark: 'failed', earlier: null });
    const { to, post } = lastPost();
    expect(to).toMatchObject({ team, place, threadRef: fresh.threadRef });
    expect(post.kind === 'card' ? labelsOf(post.card) : []).toEqual(['Retry', 'Give up']);
  });

  it('of a home publishes it to its agent', async () => {
    const ann = await test.agent('ann');
    const subject = { organizationId: ann.organizationId, subject: 'home', id: ann.id } as const;
    const { shown } = await mirror.redraw(subject, null);
    expect(test.recorded.homes.at(-1)).toMatchObject({ user: 'U0ANN' });
    const count = test.recorded.homes.length;
    await mirror.redraw(subject, shown);
    expect(test.recorded.homes.length).toBe(count);
  });
});
