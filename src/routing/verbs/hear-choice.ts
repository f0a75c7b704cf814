// A customer chose what the house itself had offered: by a button, or by the words on it. Stored and done in one transaction.

import type { ChannelAccount } from '../../core/chatbot.js';
import type { Conversation } from '../../core/conversation.js';
import {
  type CustomerChoice,
  readChoiceId,
  readScore,
  type Score,
  type WaitingChoice,
} from '../../core/customer-choice.js';
import type { ContactId } from '../../core/id.js';
import { findContactByAddress } from '../../store/contacts.js';
import {
  changeConversation,
  findLastConversation,
  lockConversation,
  moment,
} from '../../store/conversations.js';
import { findMessageByExternalId } from '../../store/messages.js';
import { findAsked } from '../../store/ratings.js';
import type { Tx } from '../../store/store.js';
import { afterSign } from '../../store/windows.js';
import { beginWriting, type Writing } from '../../store/writing.js';
import { readChoiceWords } from '../policy/customer-words.js';
import type { Routing } from '../routing.js';
import { chooseLocked } from './choose-waiting.js';
import { rateLocked } from './rate.js';
import type { Received, ReceiveInput } from './receive.js';

export interface Heard {
  readonly choice: CustomerChoice;
  /** Words mean a choice only while it is asked for; a button always does. */
  readonly pressed: boolean;
}

/** What a customer's line may choose: by the id of a button, or by its words alone. Null for nearly all lines; no look-up. */
export function readChoice(input: Pick<ReceiveInput, 'details' | 'text' | 'attachmentIds'>): Heard | null {
  const id = input.details?.choice?.id;
  const pressed = id === undefined ? null : readChoiceId(id);
  if (pressed) return { choice: pressed, pressed: true };
  if (input.text.length > 40 || input.attachmentIds.length > 0) return null;
  const score = readScore(input.text);
  if (score) return { choice: { kind: 'rating', score }, pressed: false };
  const choice = readChoiceWords(input.text);
  return choice ? { choice: { kind: 'waiting', choice }, pressed: false } : null;
}

/** Stores the line and does what it chose; null when it is an ordinary line after all, and then nothing is stored. */
export async function hearChoice(
  routing: Routing,
  input: ReceiveInput,
  heard: Heard,
): Promise<Received | null> {
  return routing.store.transaction(async (tx) => {
    const { channel: door, externalId } = input;
    const { organizationId } = door;
    const known = await findMessageByExternalId(tx, organizationId, door.id, externalId);
    if (known) {
      const { conversationId, id: messageId, sequence } = known;
      return { conversationId, messageId, sequence, duplicate: true };
    }
    const contactId = await findContactByAddress(tx, door, input.address);
    const about = contactId && (await findAbout(tx, door, contactId, heard));
    const conversation = about && (await lockConversation(tx, { organizationId, id: about.id }));
    if (!conversation || !isAskedFor(conversation, heard)) return null;
    // Before anything is said in answer: their line has opened the reply window again.
    const signed = await changeConversation(
      tx,
      { organizationId, id: conversation.id },
      { lastCustomerAt: moment, ...(input.window ? afterSign(input.window) : {}) },
    );
    const writing = await beginWriting(tx, signed);
    const stored = await storeLine(writing, input);
    const { choice } = heard;
    if (choice.kind === 'waiting') await chooseLocked(tx, writing, choice.choice);
    else await rateLocked(tx, writing, { score: choice.score, comment: null });
    return { conversationId: conversation.id, ...stored, duplicate: false };
  });
}

/** The conversation a choice is about: the newest, or the one they were asked to rate, once that has an end. */
async function findAbout(
  tx: Tx,
  door: ChannelAccount,
  contactId: ContactId,
  { choice, pressed }: Heard,
): Promise<Pick<Conversation, 'id'> | null> {
  const last = await findLastConversation(tx, door, contactId);
  if (choice.kind === 'waiting') return last;
  const asked = await findAsked(tx, door, contactId);
  if (asked?.status !== 'closed') return null;
  return pressed || (asked.open && asked.id === last?.id) ? asked : null;
}

function isAskedFor({ status }: Conversation, { choice, pressed }: Heard): boolean {
  return pressed || choice.kind === 'rating' || status === 'pending';
}

async function storeLine(
  writing: Writing,
  input: ReceiveInput,
): Promise<Pick<Received, 'messageId' | 'sequence'>> {
  const { contactId, status } = writing.conversation;
  const { externalId, kind, text, markup, at: channelAt, details = {} } = input;
  const said = await writing.message(
    { author: 'contact', kind, text, markup, externalId, channelAt, details },
    { kind: 'contact', contactId },
  );
  if (status !== 'closed') await writing.deliver('thread', { kind: 'message', messageId: said.id });
  return { messageId: said.id, sequence: said.sequence };
}

interface AtDoor {
  readonly channel: ChannelAccount;
  readonly address: string;
}

/** A choice made where the channel has a place of its own for it: nothing is said by it. */
export async function chooseWaiting(routing: Routing, at: AtDoor, choice: WaitingChoice): Promise<void> {
  await onAbout(routing, at, { choice: { kind: 'waiting', choice }, pressed: true }, (tx, writing) =>
    chooseLocked(tx, writing, choice),
  );
}

/** A rating given where the channel has a place of its own for it; changes nothing when nobody asked. */
export async function rate(
  routing: Routing,
  at: AtDoor,
  answer: { readonly score: Score; readonly comment: string | null },
): Promise<void> {
  const { score } = answer;
  await onAbout(routing, at, { choice: { kind: 'rating', score }, pressed: true }, (tx, writing) =>
    rateLocked(tx, writing, answer),
  );
}

async function onAbout(
  { store }: Routing,
  { channel: door, address }: AtDoor,
  heard: Heard,
  act: (tx: Tx, writing: Writing) => Promise<void>,
): Promise<void> {
  await store.transaction(async (tx) => {
    const contactId = await findContactByAddress(tx, door, address);
    const about = contactId && (await findAbout(tx, door, contactId, heard));
    const scope = about && { organizationId: door.organizationId, id: about.id };
    const conversation = scope && (await lockConversation(tx, scope));
    if (conversation) await act(tx, await beginWriting(tx, conversation));
  });
}
