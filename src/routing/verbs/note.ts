// A note is kept for the agents; there is no way from here to the customer.

import type { Agent } from '../../core/agent.js';
import { mayAnnotate } from '../../core/conversation.js';
import type { DeskRefParts } from '../../core/desk-ref.js';
import type { AttachmentId, ConversationId, NoteId } from '../../core/id.js';
import { findNoteByDeskRef } from '../../store/notes.js';
import type { Tx } from '../../store/store.js';
import type { Routing } from '../routing.js';
import { type Gate, passGate } from './gate.js';
import { mustSaySomething } from './reply.js';

export interface NoteInput {
  readonly agent: Agent;
  readonly conversationId: ConversationId;
  readonly text: string;
  readonly attachmentIds?: readonly AttachmentId[];
  /** The post it was typed in; null for forms: the note is then posted into the thread. */
  readonly deskRef: DeskRefParts | null;
}

export interface Noted {
  readonly noteId: NoteId;
  readonly duplicate: boolean;
}

/** Saves a note, also on closed conversations. Throws Refusal: other-chatbot, empty-message, too-long. */
export async function note(routing: Routing, input: NoteInput): Promise<Noted> {
  return routing.store.transaction(async (tx) => {
    const gate = await passGate(tx, { agent: input.agent, conversationId: input.conversationId });
    return noteLocked(tx, gate, input);
  });
}

/** The note itself, for verbs that do more in the same transaction. */
export async function noteLocked(
  tx: Tx,
  gate: Gate,
  input: Omit<NoteInput, 'agent' | 'conversationId'>,
): Promise<Noted> {
  const { agent, conversation, actor, writing } = gate;
  mayAnnotate({ conversation, agent });
  mustSaySomething(input);
  const earlier = input.deskRef ? await findNoteByDeskRef(tx, input.deskRef) : null;
  if (earlier) return { noteId: earlier.id, duplicate: true };
  const written = await writing.note(
    { agentId: agent.id, text: input.text, deskRef: input.deskRef, attachmentIds: input.attachmentIds ?? [] },
    actor,
  );
  if (!input.deskRef) await writing.deliver('thread', { kind: 'note', noteId: written.id });
  await writing.finish();
  return { noteId: written.id, duplicate: false };
}
