// What cards are drawn from: plain facts that the memory's read models already have the shape of.

import type { Agent, Presence, Role } from '../../core/agent.js';
import type { Chatbot } from '../../core/chatbot.js';
import type { Contact } from '../../core/contact.js';
import type { Conversation, QueueCounts } from '../../core/conversation.js';

/** One conversation as agents see it. */
export interface ConversationFacts {
  readonly conversation: Conversation;
  readonly chatbot: Pick<Chatbot, 'name' | 'categories'>;
  readonly contact: Contact;
  /** The customer's medium: web, whatsapp, instagram, messenger. */
  readonly channelKind: string;
  readonly owner: Pick<Agent, 'id' | 'name'> | null;
  readonly messageCount: number;
  /** How many messages are older than the first one in the thread. */
  readonly earlier: number;
  readonly lastCustomerText: string | null;
  /** 1 is served next; null when it does not wait. */
  readonly waitingPosition: number | null;
  /** True when the channel takes templates, also while its reply window is closed. */
  readonly hasTemplates?: boolean;
  /** Of five, once the customer said how it was. */
  readonly rating?: number | null;
  /** True when the chatbot's assistant can propose replies. */
  readonly canSuggest?: boolean;
}

/** A conversation in a list, with the link that opens its thread where the desk has links. */
export interface ConversationRow {
  readonly facts: ConversationFacts;
  readonly url: string | null;
}

/** A queue: its head, and how all of it divides. */
export interface QueueFacts {
  readonly counts: QueueCounts;
  readonly rows: readonly ConversationRow[];
}

export interface AgentFacts {
  readonly name: string;
  readonly role: Role;
  readonly presence: Presence;
  readonly chatLimit: number;
  readonly load: number;
}

/** One chatbot's line of the overview. */
export interface OverviewFacts {
  readonly chatbot: Pick<Chatbot, 'key' | 'name'>;
  readonly ai: number;
  readonly queue: QueueCounts;
  readonly active: number;
  readonly waitingSince: Date | null;
  /** Those who are there; `present` counts them all. */
  readonly agents: readonly Omit<AgentFacts, 'role'>[];
  readonly present: number;
  readonly assigned: number;
}
