// The mirror keeps a thread true to its conversation: it renders what the thread's lane carries and redraws what changed.

import type { Actor } from '../core/actor.js';
import type { Chatbot } from '../core/chatbot.js';
import { Failure } from '../core/errors.js';
import { eventKinds } from '../core/event.js';
import { type AttachmentId, looksLikeId, type MessageId, type OrganizationId } from '../core/id.js';
import type { Attachment, Message, Note } from '../core/message.js';
import { parseText } from '../core/text.js';
import type { Log } from '../routing/routing.js';
import type { ThreadSender, ThreadWork } from '../routing/sender.js';
import { listAttachments } from '../store/attachments.js';
import { readConversationView } from '../store/desk-views.js';
import { findMessage } from '../store/messages.js';
import type { Store } from '../store/store.js';
import { announceLine } from './announce.js';
import { type LineFacts, lineCard } from './cards/line.js';
import { rootCard } from './cards/root.js';
import {
  authorLabel,
  deletionText,
  editText,
  lateFilesText,
  messageText,
  noteText,
  quoteText,
  repeatText,
} from './cards/words.js';
import type { Desk, Post, PostTarget } from './desk.js';
import { createRedraw } from './redraw.js';
import type { Desks } from './registry.js';
import { overwriteCopies } from './take-back.js';

export interface MirrorOptions {
  readonly store: Store;
  readonly desks: Desks;
  /** Reads a stored file when its post is being sent. */
  readonly readFile: (attachment: Attachment) => Promise<Buffer>;
  /** A signed address of a stored file, for desks that take none. */
  readonly linkFile: (attachment: Attachment, owner: OrganizationId) => string;
  readonly log: Log;
  /** True for channels that take templates; absent where none does. */
  readonly hasTemplates?: (channelKind: string) => boolean;
  /** True for chatbots whose assistant can propose replies. */
  readonly canSuggest?: (chatbot: Chatbot) => boolean;
}

/** How far back evidence is looked for when nothing tells when the thing was written. */
const evidenceWindowMs = 24 * 60 * 60 * 1000;

/** Clocks of the desk and of the database may differ. */
const clockSlackMs = 5 * 60 * 1000;

/**
 * How often a desk that cannot be asked is told again before a person has to look: hours, as waits grow, because an
 * outage answers like this too. A root is told for ever: without it nothing of its conversation is seen.
 */
const mostRepeats = 50;

type Words = Extract<Post, { kind: 'words' }>;

/** What may be in the thread already says so: two of one line are seen, a missing one is not (ADR 26). */
function asRepeat(post: Post): Post {
  return post.kind === 'words' ? { ...post, text: repeatText(post.text) } : post;
}

/** That a repetition has to wait says nothing of the first: the next one is marked as well. */
function keepDoubt(error: unknown): unknown {
  if (!(error instanceof Failure) || error.class !== 'retry') return error;
  const { class: kind, code, retryAfterMs, cause } = error;
  const facts = { class: kind, code, ambiguous: true, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
  return new Failure(error.message, facts, { cause });
}

function authorOf(message: Message): Words['as'] {
  return {
    name: authorLabel(message),
    pictureUrl: message.authorPictureUrl,
    side: message.author === 'colleague' ? 'agent' : message.author,
  };
}

function payloadText(work: ThreadWork, key: string): string | null {
  const value = work.delivery.payload[key];
  return typeof value === 'string' ? value : null;
}

function isActor(value: unknown): value is Actor {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function lineOf(work: ThreadWork): LineFacts {
  const { event, actor, ...data } = work.delivery.payload;
  const kind = eventKinds.find((known) => known === event);
  if (!kind || !isActor(actor)) throw unrenderable(work, 'no event');
  return { event: kind, actor, data, conversationId: work.conversation.id };
}

function unrenderable(work: ThreadWork, what: string): Failure {
  return new Failure(`A ${work.delivery.kind} could not be shown: ${what}.`, {
    class: 'content',
    code: 'unrenderable',
  });
}

/** Where the delivery goes. A reply without a thread is refused, never posted to the channel's root. */
function targetOf(work: ThreadWork): PostTarget & { readonly desk: string } {
  const { target, kind } = work.delivery;
  if (!('desk' in target)) throw unrenderable(work, 'it is not addressed to a desk');
  const { desk, team, place } = target;
  if (kind === 'root') return { desk, team, place, threadRef: null };
  const { threadRef } = work.conversation;
  if (threadRef === null)
    throw new Failure('The conversation has no thread.', { class: 'content', code: 'no-thread' });
  return { desk, team, place, threadRef };
}

function deskOf(desks: Desks, name: string): Desk {
  const desk = desks.find(name);
  if (!desk) throw new Failure(`The desk ${name} is not set up here.`, { class: 'auth', code: 'no-desk' });
  return desk;
}

/** Renders from what the work carries; only a root card reads the store, so the hot path stays short. */
function createRender(options: MirrorOptions): (work: ThreadWork) => Promise<Post> | Post {
  const { store, readFile, linkFile, hasTemplates, canSuggest } = options;
  const filesOf = (attachments: readonly Attachment[], owner: OrganizationId): Words['files'] =>
    attachments.map((file) => ({
      name: file.name,
      type: file.type,
      bytes: () => readFile(file),
      link: () => linkFile(file, owner),
    }));

  const renderMessage = (message: Message, evidence: string): Post => ({
    kind: 'words',
    as: authorOf(message),
    text: [...quoteText(message), ...messageText(message)],
    files: message.deletedAt === null ? filesOf(message.attachments, message.organizationId) : [],
    evidence,
  });

  const renderNote = (note: Note, evidence: string): Post => ({
    kind: 'words',
    as: { name: note.authorName, pictureUrl: null, side: 'agent' },
    text: noteText(note.text === '' ? [] : parseText(note.text, note.markup)),
    files: filesOf(note.attachments, note.organizationId),
    evidence,
  });

  const renderRoot = async (work: ThreadWork): Promise<Post> => {
    const view = await readConversationView(store, work.conversation);
    if (!view) throw unrenderable(work, 'its conversation is gone');
    const card = rootCard({
      ...view,
      hasTemplates: hasTemplates?.(view.channelKind) ?? false,
      canSuggest: canSuggest?.(view.chatbot) ?? false,
    });
    return { kind: 'card', card, evidence: work.delivery.id };
  };

  /** A line about the window says what helps on this conversation's channel. */
  const renderLine = async (work: ThreadWork): Promise<Post> => {
    const line = lineOf(work);
    const view = line.event.startsWith('window.')
      ? await readConversationView(store, work.conversation)
      : null;
    const known = view ? { hasTemplates: hasTemplates?.(view.channelKind) ?? false } : {};
    const card = lineCard({ ...line, data: { ...line.data, ...known } });
    return { kind: 'card', card, evidence: work.delivery.id };
  };

  /** Files that arrived after their message was posted, under its author's name. */
  const renderFiles = async (work: ThreadWork): Promise<Post> => {
    const { organizationId } = work.conversation;
    const { attachmentIds, messageId } = work.delivery.payload;
    const ids = Array.isArray(attachmentIds) ? attachmentIds.filter((id) => looksLikeId(id)) : [];
    const files = await listAttachments(store, organizationId, ids as AttachmentId[]);
    const message =
      work.message ?? (await findMessage(store, { organizationId, id: messageId as MessageId }));
    if (!message || files.length === 0) throw unrenderable(work, 'its files are gone');
    return {
      kind: 'words',
      as: authorOf(message),
      text: lateFilesText(files),
      files: filesOf(files, organizationId),
      evidence: work.delivery.id,
    };
  };

  return (work) => {
    const { kind, id: evidence } = work.delivery;
    const { message, note } = work;
    if (kind === 'message' && message) return renderMessage(message, evidence);
    if (kind === 'note' && note) return renderNote(note, evidence);
    if (kind === 'root') return renderRoot(work);
    if (kind === 'line') return renderLine(work);
    if (kind === 'files') return renderFiles(work);
    if (!message) throw unrenderable(work, 'there is nothing to show');
    const oldText = payloadText(work, 'oldText');
    const text = kind === 'edit' ? editText(oldText, messageText(message)) : deletionText;
    return { kind: 'words', as: authorOf(message), text, files: [], evidence };
  };
}

function writtenAt(work: ThreadWork): Date {
  const known = work.delivery.kind === 'message' ? work.message?.createdAt : work.note?.createdAt;
  return new Date((known?.getTime() ?? Date.now() - evidenceWindowMs) - clockSlackMs);
}

/**
 * Carries thread deliveries to their desks and keeps cards, marks and homes drawn. Throws Failure, `ambiguous`
 * when a post may have happened; `no-thread` when a reply has no thread to go to.
 */
export function createMirror(options: MirrorOptions): ThreadSender {
  const render = createRender(options);
  const { desks } = options;
  return {
    async send(work) {
      const to = targetOf(work);
      if (work.delivery.kind === 'delete' && work.message)
        await overwriteCopies(options.store, desks, work, authorOf(work.message));
      const desk = deskOf(desks, to.desk);
      const post = await render(work);
      const mayBeThere = work.ambiguous && !desk.findPosted;
      const { ref } = mayBeThere
        ? await desk.post(to, asRepeat(post)).catch((error: unknown) => {
            throw keepDoubt(error);
          })
        : await desk.post(to, post);
      if (work.delivery.kind === 'line') await announceLine(options, work, to.desk);
      return { externalId: ref };
    },
    async settle(work) {
      const to = targetOf(work);
      const desk = deskOf(desks, to.desk);
      if (!desk.findPosted)
        return work.delivery.kind !== 'root' && work.delivery.attempts > mostRepeats ? undefined : null;
      const found = await desk.findPosted(to, work.delivery.id, writtenAt(work));
      return found ? { externalId: found.ref } : null;
    },
    redraw: createRedraw(options),
  };
}
