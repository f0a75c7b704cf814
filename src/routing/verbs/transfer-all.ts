// A supervisor moves all conversations of one agent: to another, or back to the queue; each as if it were moved alone.

import { type Agent, agentMay } from '../../core/agent.js';
import { Refusal } from '../../core/errors.js';
import type { AgentId } from '../../core/id.js';
import { findAgent } from '../../store/agents.js';
import { listOwned, type OwnedConversation } from '../../store/assignments.js';
import type { Routing } from '../routing.js';
import { release } from './release.js';
import { transfer } from './transfer.js';

export interface TransferAllInput {
  readonly by: Agent;
  readonly fromAgentId: AgentId;
  /** Null: back to the queue. */
  readonly toAgentId: AgentId | null;
  /** Shown to the receiver, never to the customers. */
  readonly comment?: string;
}

export interface TransferredAll {
  /** The references of those that were moved. */
  readonly moved: readonly number[];
  /** Those that stay, each with the sentence that says why. */
  readonly left: readonly { readonly reference: number; readonly why: string }[];
}

/**
 * Moves what the agent has of the mover's chatbots, whose customers asked first before the others, so that these find
 * room. Every conversation is a turn and an audit of its own: what one of them refuses holds up no other.
 * Throws Refusal: role, bad-input, deactivated.
 */
export async function transferAll(routing: Routing, input: TransferAllInput): Promise<TransferredAll> {
  const { by, fromAgentId, toAgentId } = input;
  if (fromAgentId === toAgentId) throw new Refusal('bad-input', { what: 'they have these chats already' });
  const { organizationId } = by;
  const owned = await listOwned(routing.store, { organizationId, id: fromAgentId });
  const moved: number[] = [];
  const left: { reference: number; why: string }[] = [];
  for (const one of owned) {
    // Read anew each time: many conversations take a while, and a role can be gone before the last.
    const mover = await findAgent(routing.store, { organizationId, id: by.id });
    if (!mover || mover.deactivatedAt) throw new Refusal('deactivated');
    if (!agentMay(mover, 'transfer-all', one.chatbotId)) continue;
    try {
      await moveOne(routing, { ...input, by: mover }, one);
      moved.push(one.reference);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      left.push({ reference: one.reference, why: error.message });
    }
  }
  return { moved, left };
}

async function moveOne(
  routing: Routing,
  { by, toAgentId, comment }: TransferAllInput,
  { id: conversationId, epoch }: OwnedConversation,
): Promise<void> {
  if (toAgentId === null) await release(routing, { agent: by, conversationId, epoch });
  else
    await transfer(routing, {
      ...{ by, toAgentId, conversationId, epoch, needs: 'transfer-all' as const },
      ...(comment ? { comment } : {}),
    });
}
