// The agent of a conversation is offline: it is kept for their return, or goes back to the queue.

import { type Conversation, isAsked } from '../../core/conversation.js';
import type { Tx } from '../../store/store.js';
import { setTimer, type Timer } from '../../store/timers.js';
import { readTurnRules, type TurnRules } from '../../store/turn-rules.js';
import { giveBack, leaveOverdue } from './give-back.js';

interface Gone {
  readonly conversation: Conversation;
  readonly rules: TurnRules;
  readonly name: string;
  /** It waited for the customer, who wrote. */
  readonly customerWrote: boolean;
  /** The agent took it while they were offline already: they may well be there. */
  readonly patient: boolean;
}

/** Their time is up, or their customer wrote. Whoever is there again keeps their conversations. */
export async function turnAgentGone(
  tx: Tx,
  { conversation, timer }: { readonly conversation: Conversation; readonly timer: Timer },
): Promise<void> {
  if (conversation.status !== 'active') return;
  const rules = await readTurnRules(tx, conversation);
  if (rules.owner?.presence !== 'offline') return;
  const gone = {
    conversation,
    rules,
    name: rules.owner.name,
    customerWrote: 'since' in timer.data,
    patient: timer.data.patient === true,
  };
  await (gone.patient ? turnPatiently(tx, gone) : turn(tx, gone));
}

async function turn(tx: Tx, gone: Gone): Promise<void> {
  const { whenAgentLeaves } = gone.rules.routing;
  if (whenAgentLeaves === 'return' || (whenAgentLeaves === 'drain' && gone.customerWrote))
    return void (await giveBack(tx, gone.conversation, { cause: 'offline', ownerName: gone.name }));
  if (!gone.customerWrote) return wait(tx, gone, 'customer-writes');
  await tellKept(tx, gone);
}

/** They have as long to answer their customer as others have to come back. */
async function turnPatiently(tx: Tx, gone: Gone): Promise<void> {
  const { agentGoneMinutes, whenAgentLeaves } = gone.rules.routing;
  if (gone.customerWrote) return wait(tx, gone, { inMs: Math.max(1, agentGoneMinutes) * 60_000 });
  if (!isAsked(gone.conversation)) return wait(tx, gone, 'customer-writes');
  if (whenAgentLeaves === 'keep') return tellKept(tx, gone);
  await giveBack(tx, gone.conversation, { cause: 'offline', ownerName: gone.name });
}

function wait(
  tx: Tx,
  { conversation, patient }: Gone,
  due: 'customer-writes' | { readonly inMs: number },
): Promise<void> {
  const { organizationId, id } = conversation;
  return setTimer(tx, { organizationId, id }, 'agent-gone', due, patient ? { patient } : {});
}

/** Once: from then on it is known. */
function tellKept(tx: Tx, { conversation, name }: Gone): Promise<void> {
  const sentence = `The customer wrote while ${name} is offline. The chat is kept for their return.`;
  return leaveOverdue(tx, conversation, sentence);
}
