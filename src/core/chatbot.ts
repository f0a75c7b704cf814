// Chatbots: one assistant with its channels, its desk place and its routing policy.

import type { ChannelId, ChatbotId, OrganizationId } from './id.js';

/** When AI exchanges become threads: only once a person is asked for, or from the first line. */
export type MirrorPolicy = 'on-request' | 'always';

export interface DeskPlace {
  readonly kind: string;
  /** The Slack team or Teams tenant; null until the installation is known (single-token set-ups). */
  readonly team: string | null;
  readonly place: string;
  readonly mirror: MirrorPolicy;
}

export interface RoutingPolicy {
  readonly mode: 'claim' | 'auto';
  readonly strategy: string;
  readonly firstReplySeconds: number | null;
  readonly maxWaitMinutes: number | null;
}

/** Opening hours in the chatbot's own time zone; null means always open. */
export interface Hours {
  readonly timezone: string;
  readonly open: Readonly<Record<string, string>>;
}

/** When a person is asked for without the assistant's tool: phrases and failed answers. */
export interface HandOffPolicy {
  readonly phrases: readonly string[];
  readonly failedAnswers: number;
}

export interface Chatbot {
  readonly organizationId: OrganizationId;
  readonly id: ChatbotId;
  readonly key: string;
  readonly name: string;
  readonly pictureUrl: string | null;
  readonly humanSupport: boolean;
  /** `kind` names the assistant in the registry; the rest is that assistant's own settings. */
  readonly assistant: { readonly kind: string } & Readonly<Record<string, unknown>>;
  readonly desk: DeskPlace | null;
  readonly routing: RoutingPolicy;
  readonly handOff: HandOffPolicy;
  readonly hours: Hours | null;
  readonly categories: readonly string[];
}

/** A chatbot's door on one medium: `kind` names the channel in the registry, `account` who it is there. */
export interface ChannelAccount {
  readonly organizationId: OrganizationId;
  readonly id: ChannelId;
  readonly chatbotId: ChatbotId;
  readonly kind: string;
  readonly account: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

export const defaultHandOff: HandOffPolicy = {
  phrases: [
    'talk to a human',
    'talk to a person',
    'speak to a human',
    'speak to someone',
    'human please',
    'real person',
    'agent please',
    'mensch sprechen',
    'mit einem menschen',
    'mitarbeiter sprechen',
  ],
  failedAnswers: 3,
};

/** Tells whether the customer's words ask for a person, by the chatbot's phrase list (case-insensitive, whole words). */
export function asksForPerson(text: string, phrases: readonly string[]): boolean {
  const normal = ` ${text
    .toLocaleLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
  return phrases.some((phrase) => {
    const wanted = phrase
      .toLocaleLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    return wanted !== '' && normal.includes(` ${wanted} `);
  });
}
