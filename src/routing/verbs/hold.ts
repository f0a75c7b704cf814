// A line of someone who may not speak to the customer is kept until its author chooses (design §3.8).

import type { Agent } from '../../core/agent.js';
import { agentMayIn } from '../../core/conversation.js';
import { type DeskRefParts, parseDeskRef, printDeskRef } from '../../core/desk-ref.js';
import { Refusal } from '../../core/errors.js';
import type { AttachmentId, ConversationId, HeldLineId } from '../../core/id.js';
import { findHeldLine, insertHeldLine, settleHeldLine } from '../../store/held-lines.js';
import { findMessageByDeskRef } from '../../store/messages.js';
import { redrawMark } from '../../store/redraws.js';
import { beginWriting } from '../../store/writing.js';
import type { Routing } from '../routing.js';
import { claimLocked } from './claim.js';
import { passGate } from './gate.js';
import { noteLocked } from './note.js';
import { replyLocked } from './reply.js';

export interface HoldInput {
  readonly agent: Agent;
  readonly conversationId: ConversationId;
  readonly text: string;
  readonly deskRef: DeskRefParts;
  readonly clientId: string | null;
  readonly attachmentIds?: readonly AttachmentId[];
}

/** Holds a line; `duplicate` when this post is held (or was sent) already. Throws Refusal: other-chatbot. */
export async function hold(
  routing: Routing,
  input: HoldInput,
): Promise<{ readonly heldLineId: HeldLineId | null; readonly duplicate: boolean }> {
  return routing.store.transaction(async (tx) => {
    const { agent, conversation, actor, writing } = await passGate(tx, {
      agent: input.agent,
      conversationId: input.conversationId,
    });
    if (!agentMayIn(agent, 'see', conversation)) throw new Refusal('other-chatbot');
    if (await findMessageByDeskRef(tx, input.deskRef)) return { heldLineId: null, duplicate: true };
    const heldLineId = await insertHeldLine(tx, {
      organizationId: conversation.organizationId,
      conversationId: conversation.id,
      agentId: agent.id,
      text: input.text,
      deskRef: input.deskRef,
      deskClientId: input.clientId,
      attachmentIds: input.attachmentIds ?? [],
    });
    if (!heldLineId) return { heldLineId: null, duplicate: true };
    await writing.event('line.held', actor, { heldLineId, deskRef: printDeskRef(input.deskRef) });
    await writing.finish();
    return { heldLineId, duplicate: false };
  });
}

export type HeldChoice = 'send' | 'note' | 'discard';

const settled = { send: 'sent', note: 'noted', discard: 'discarded' } as const;

/**
 * Carries out the author's choice, once: `send` takes the conversation over (unless it is theirs by now) and
 * sends in one transaction; `taken` says whether it was taken over. Throws Refusal: stale (chosen before), not-owner (not the author), and all of claim's.
 */
export async function resolveHeld(
  routing: Routing,
  input: { readonly agent: Agent; readonly heldLineId: string; readonly choice: HeldChoice },
): Promise<{ readonly conversationId: ConversationId; readonly taken: boolean }> {
  const line = await findHeldLine(routing.store, input.heldLineId);
  if (!line || line.organizationId !== input.agent.organizationId) throw new Refusal('stale');
  if (line.agentId !== input.agent.id) throw new Refusal('not-owner');
  const deskRef = parseDeskRef(line.deskRef);
  return routing.store.transaction(async (tx) => {
    const gate = await passGate(tx, { agent: input.agent, conversationId: line.conversationId });
    if (!(await settleHeldLine(tx, line, settled[input.choice]))) throw new Refusal('stale');
    const { attachmentIds, text } = line;
    if (input.choice === 'note') await noteLocked(tx, gate, { text, attachmentIds, deskRef });
    const mine = gate.conversation.ownerId === gate.agent.id;
    if (input.choice === 'send') {
      const conversation = mine ? gate.conversation : await claimLocked(tx, gate, { takeover: true });
      const writing = mine ? gate.writing : await beginWriting(tx, conversation);
      const desk = { ref: deskRef, clientId: line.deskClientId };
      const { messageId } = await replyLocked(
        tx,
        { ...gate, conversation, writing },
        { text, attachmentIds, desk },
      );
      await redrawMark(tx, { organizationId: line.organizationId, id: messageId });
    }
    return { conversationId: line.conversationId, taken: input.choice === 'send' && !mine };
  });
}
