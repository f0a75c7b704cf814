// Agents: the people who answer, what their role lets them do, and whether they are there.

import type { AgentId, ChatbotId, OrganizationId } from './id.js';

export const roles = ['support agent', 'agent', 'account manager', 'supervisor', 'admin', 'owner'] as const;
export type Role = (typeof roles)[number];

/** The role that a text names, upper and lower case aside; null for any other word. */
export function findRole(text: string): Role | null {
  const wanted = text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/gu, ' ');
  return roles.find((role) => role === wanted) ?? null;
}

export const presences = ['online', 'away', 'offline'] as const;
export type Presence = (typeof presences)[number];

export interface Agent {
  readonly organizationId: OrganizationId;
  readonly id: AgentId;
  readonly name: string;
  readonly role: Role;
  readonly presence: Presence;
  /** How many active chats at once. */
  readonly chatLimit: number;
  /** What they know about, in the words of categories. */
  readonly skills: readonly string[];
  /** The languages they write, as ISO 639-1 codes: `en`, `de`. */
  readonly languages: readonly string[];
  readonly pictureUrl: string | null;
  readonly deactivatedAt: Date | null;
  /** A guest of their desk: keeps what an admin set, but works nothing until they are a member. */
  readonly isGuest?: boolean;
  /** The chatbots this agent is assigned to; admins and owners see all regardless. */
  readonly chatbotIds: readonly ChatbotId[];
}

/** What may be asked of a conversation or of the house; each has one row in the permission table. */
export type Permission =
  | 'see' // open, list, read history
  | 'work' // claim, reply, close, restore as its owner
  | 'annotate' // notes and categories on any chat of the chatbot
  | 'transfer' // hand someone else's chat on
  | 'transfer-all' // move every chat of one agent
  | 'steer' // assign, release, close, restore a chat that others own
  | 'watch' // overview, report, agents
  | 'manage'; // chatbots, agents, limits, channels

const worker: readonly Permission[] = ['see', 'work', 'annotate'];
const permissions: Record<Role, readonly Permission[]> = {
  'support agent': worker,
  agent: worker,
  'account manager': [...worker, 'transfer'],
  supervisor: [...worker, 'transfer', 'transfer-all', 'steer', 'watch'],
  admin: [...worker, 'transfer', 'transfer-all', 'steer', 'watch', 'manage'],
  owner: [...worker, 'transfer', 'transfer-all', 'steer', 'watch', 'manage'],
};

/** Tells whether the role, by itself, carries the permission. */
export function roleMay(role: Role, permission: Permission): boolean {
  return permissions[role].includes(permission);
}

/** The chatbots an agent may look at: every one for admins and owners, those they are assigned to for everybody else. */
export function visibleChatbots(agent: Pick<Agent, 'role' | 'chatbotIds'>): readonly ChatbotId[] | 'all' {
  return roleMay(agent.role, 'manage') ? 'all' : agent.chatbotIds;
}

/** Tells whether an agent may look at the chatbot. */
export function seesChatbot(agent: Pick<Agent, 'role' | 'chatbotIds'>, chatbotId: ChatbotId): boolean {
  const visible = visibleChatbots(agent);
  return visible === 'all' || visible.includes(chatbotId);
}

/** The whole question: this agent, this permission, this chatbot. */
export function agentMay(agent: Agent, permission: Permission, chatbotId: ChatbotId): boolean {
  return agent.deactivatedAt === null && roleMay(agent.role, permission) && seesChatbot(agent, chatbotId);
}
