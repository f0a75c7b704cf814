// What a command is: one thing an agent can ask, the same on every desk and through every front door.

import { type Agent, type Permission, roleMay, roles } from '../../core/agent.js';
import type { Conversation } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import type { Card, Form } from '../cards/card.js';
import type { BridgeHouse } from '../house.js';
import type { Invocation } from '../invocation.js';

export interface Context {
  readonly house: BridgeHouse;
  /** The person behind the gesture, freshly read. */
  readonly agent: Agent;
  readonly invocation: Invocation;
}

/** What is shown back: a card for these eyes only, a dialog (with words for desks that have none), or nothing. */
export type Answer =
  | { readonly show: 'card'; readonly card: Card }
  | { readonly show: 'form'; readonly form: Form; readonly hint: string }
  | { readonly show: 'nothing' };

export const nothing: Answer = { show: 'nothing' };

export interface Command {
  readonly name: string;
  readonly aliases: readonly string[];
  /** `transfer [#1042] @agent [comment]`. */
  readonly usage: string;
  /** What it does, as the help tells it. */
  readonly summary: string;
  /** What the role must carry; null for every agent. Chatbot, ownership and status are decided by the verbs. */
  readonly permission: Permission | null;
  /** Only cards ask for it: not a `!word`, not in the help. */
  readonly hidden: boolean;
  /** Where a refusal is shown in its form; null when the form just closes. */
  readonly field: string | null;
  /** Reads the arguments. Throws Refusal `bad-input`. */
  parse(args: string): unknown;
  /** Authorises and does it. Throws Refusal, Failure. */
  run(context: Context): Promise<Answer>;
}

interface Definition<Parsed> {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly usage: string;
  readonly summary: string;
  readonly permission: Permission | null;
  readonly hidden?: boolean;
  readonly field?: string;
  readonly parse: (args: string) => Parsed;
  readonly run: (context: Context, parsed: Parsed) => Promise<Answer>;
}

/** The lowest role that carries the permission, for the refusal's words. */
function lowestRole(permission: Permission): string {
  return roles.find((role) => roleMay(role, permission)) ?? 'owner';
}

/** Makes a command whose role is checked at every run before its arguments are even read. */
export function defineCommand<Parsed>(definition: Definition<Parsed>): Command {
  const { permission } = definition;
  return {
    name: definition.name,
    aliases: definition.aliases ?? [],
    usage: definition.usage,
    summary: definition.summary,
    permission,
    hidden: definition.hidden ?? false,
    field: definition.field ?? null,
    parse: definition.parse,
    async run(context) {
      if (permission !== null && !roleMay(context.agent.role, permission)) {
        throw new Refusal('role', { needs: lowestRole(permission) });
      }
      return definition.run(context, definition.parse(context.invocation.args));
    },
  };
}

/** The epoch a button or form was drawn under; null when the gesture carries none for this conversation. */
export function epochOf(invocation: Invocation, conversation: Conversation): number | null {
  return invocation.conversationId === conversation.id ? invocation.epoch : null;
}

/** True when the gesture was made in the conversation's own thread or on its card, where its line is seen anyway. */
export function isInThread(invocation: Invocation, conversation: Conversation): boolean {
  const { threadRef } = conversation;
  return threadRef !== null && (invocation.threadRef === threadRef || invocation.postRef === threadRef);
}
