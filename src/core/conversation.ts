// Conversations: one contact's running exchange with one chatbot, and the pure rules of who may move it where.

import type { Agent } from './agent.js';
import { agentMay, type Permission, roleMay } from './agent.js';
import { Refusal } from './errors.js';
import type { AgentId, ChannelId, ChatbotId, ContactId, ConversationId, OrganizationId } from './id.js';

export const chatStatuses = ['ai', 'pending', 'active', 'closed'] as const;
export type ChatStatus = (typeof chatStatuses)[number];

/** Whether the customer of a pending conversation waits for the answer, or will read it later. */
export const waitings = ['live', 'message', 'callback'] as const;
export type Waiting = (typeof waitings)[number];

/** As many as wait before one are counted, and no more: the place of the hundred and second is nobody's news. */
export const placesCounted = 100;

/** Counting ends here: more is shown as `1000+`, whatever the truth costs. */
export const mostCounted = 1_000;

/** A list shows so many conversations and counts the rest. */
export const rowsShown = 10;

/** What priorities are called, from 0 on. */
export const priorityNames = ['normal', 'high', 'urgent'] as const;

export interface Conversation {
  readonly organizationId: OrganizationId;
  readonly id: ConversationId;
  /** The short human reference: 1042 is shown as `#1042`. */
  readonly reference: number;
  readonly chatbotId: ChatbotId;
  readonly channelId: ChannelId;
  readonly contactId: ContactId;
  readonly status: ChatStatus;
  /** Raised by every change of owner; whatever was made under an older epoch is refused. */
  readonly epoch: number;
  readonly ownerId: AgentId | null;
  readonly category: string | null;
  /** The sequence of the last event. */
  readonly sequence: number;
  /** The thread's root on the desk; null until the root card is posted. */
  readonly threadRef: string | null;
  /** True once its messages are mirrored to a desk. */
  readonly mirrored: boolean;
  readonly failedAnswers: number;
  readonly createdAt: Date;
  readonly requestedAt: Date | null;
  readonly requestReason: string | null;
  readonly firstReplyAt: Date | null;
  readonly lastCustomerAt: Date | null;
  /** When a person last wrote to the customer. */
  readonly lastReplyAt: Date | null;
  /** Served before the lower ones: 0 is usual, 1 high, 2 urgent. */
  readonly priority: number;
  /** Agents who refused or missed it since it was asked for; the house gives it to others. */
  readonly skippedAgentIds: readonly AgentId[];
  /** `live`: the customer waits. `message`, `callback`: they left their words and need not be there. */
  readonly waiting: Waiting;
  /** Not given to anybody before: a callback waits for the opening. */
  readonly notBefore: Date | null;
  /** Until when the channel lets everyone write freely; null where it always does. */
  readonly openUntil: Date | null;
  /** Until when an agent's own words may still go out (on some channels longer); null where they always may. */
  readonly replyUntil: Date | null;
  readonly closedAt: Date | null;
}

/** Tells whether the assistant answers: it has it, or keeps the customer company until people are back. */
export function isAnswered({ status, waiting }: Pick<Conversation, 'status' | 'waiting'>): boolean {
  return status === 'ai' || (status === 'pending' && waiting === 'callback');
}

/** How those who asked for a person divide. */
export interface QueueCounts {
  /** Who stands there waiting. */
  readonly waiting: number;
  /** Who left a message and need not be there. */
  readonly messages: number;
  /** Who is called back once it opens. */
  readonly callbacks: number;
}

/** `#1042`. */
export function showReference(conversation: Pick<Conversation, 'reference'>): string {
  return `#${conversation.reference}`;
}

interface Ownership {
  readonly conversation: Conversation;
  readonly agent: Agent;
  /** The owner's name, when somebody owns it: a refusal tells who. */
  readonly ownerName: string | null;
}

/**
 * Tells whether the agent may do this in the conversation: what their role and their chatbots allow, and to see, work
 * and annotate what they own. Somebody who helps a chatbot out has one of its conversations and sees no other.
 */
export function agentMayIn(
  agent: Agent,
  permission: Permission,
  conversation: Pick<Conversation, 'chatbotId' | 'ownerId'>,
): boolean {
  if (agentMay(agent, permission, conversation.chatbotId)) return true;
  const owns = conversation.ownerId === agent.id && agent.deactivatedAt === null;
  return owns && ownersMay.includes(permission) && roleMay(agent.role, permission);
}

const ownersMay: readonly Permission[] = ['see', 'work', 'annotate'];

function mustSee({ conversation, agent }: Ownership): void {
  if (!agentMayIn(agent, 'see', conversation)) throw new Refusal('other-chatbot');
}

function mustBeOpen(conversation: Conversation): void {
  if (conversation.status === 'closed') {
    throw new Refusal('closed', {}, [{ command: 'reopen', label: 'Reopen' }]);
  }
}

/** May this agent take the conversation, given their load? An active one only when they say that they take it over. */
export function mayClaim(at: Ownership & { readonly load: number; readonly takeover?: boolean }): void {
  const { conversation, agent, ownerName, load } = at;
  mustSee(at);
  if (!agentMayIn(agent, 'work', conversation)) throw new Refusal('role');
  mustBeOpen(conversation);
  if (conversation.ownerId === agent.id) throw new Refusal('already-yours');
  if (conversation.status === 'active' && at.takeover !== true)
    throw new Refusal('owned-by-other', { owner: ownerName ?? 'Someone' });
  mustHaveRoom(agent, load);
}

/** The chat limit, counted under the agent's lock. `who` names the agent when it is not the reader. */
export function mustHaveRoom(agent: Agent, load: number, who?: string): void {
  if (load >= agent.chatLimit) {
    throw new Refusal(
      'limit-reached',
      { load, limit: agent.chatLimit, ...(who ? { agent: who } : {}) },
      who ? [] : [{ command: 'mine', label: 'My chats' }],
    );
  }
}

/** Only the owner speaks to the customer. */
export function mayReply(at: Ownership): void {
  const { conversation, agent, ownerName } = at;
  mustSee(at);
  mustBeOpen(conversation);
  if (conversation.ownerId === agent.id) return;
  throw new Refusal('not-owner', ownerName ? { owner: ownerName } : {}, [
    { command: 'claim', label: 'Take over', args: 'over' },
  ]);
}

/** Owners hand on their own chats; account managers and above hand on anyone's. */
export function mayTransfer(at: Ownership): void {
  const { conversation, agent, ownerName } = at;
  mustSee(at);
  mustBeOpen(conversation);
  if (conversation.ownerId === agent.id || agentMay(agent, 'transfer', conversation.chatbotId)) return;
  throw new Refusal('not-owner', ownerName ? { owner: ownerName } : {});
}

/** Owners release, restore and close their own chats; supervisors anyone's; agents close what nobody owns. */
export function maySteer(at: Ownership): void {
  const { conversation, agent, ownerName } = at;
  mustSee(at);
  mustBeOpen(conversation);
  if (conversation.ownerId === agent.id || agentMay(agent, 'steer', conversation.chatbotId)) return;
  if (conversation.ownerId === null && agentMay(agent, 'work', conversation.chatbotId)) return;
  throw new Refusal('not-owner', ownerName ? { owner: ownerName } : {}, [
    { command: 'claim', label: 'Take over', args: 'over' },
  ]);
}

/** Notes and categories: everyone who sees the chatbot may annotate, also closed conversations. */
export function mayAnnotate({ conversation, agent }: Pick<Ownership, 'conversation' | 'agent'>): void {
  if (!agentMayIn(agent, 'annotate', conversation)) throw new Refusal('other-chatbot');
}

/** Tells whether the last word is the customer's: they wait for a person's answer. */
export function isAsked({
  lastCustomerAt,
  lastReplyAt,
}: Pick<Conversation, 'lastCustomerAt' | 'lastReplyAt'>): boolean {
  return lastCustomerAt !== null && (lastReplyAt === null || lastReplyAt <= lastCustomerAt);
}
