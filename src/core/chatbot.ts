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

/** How an agent's skill that a chat asks for counts: not at all, first among all, or nobody else gets the chat. */
export const skillRules = ['ignore', 'prefer', 'require'] as const;
export type SkillRule = (typeof skillRules)[number];

/** What becomes of a chat that nobody took in time: people are told, the assistant has it again, or it becomes a message. */
export const waitEnds = ['alert', 'restore', 'take-message'] as const;
export type WaitEnd = (typeof waitEnds)[number];

/**
 * What becomes of the chats of an agent who goes offline: kept for their return; back in the queue after
 * `agentGoneMinutes`; or drained, each back in the queue when its customer writes next.
 */
export const leaveRules = ['keep', 'return', 'drain'] as const;
export type LeaveRule = (typeof leaveRules)[number];

/** What supervisors are told that is not well, and from when on; null means never. */
export interface AlarmThresholds {
  readonly waitMinutes: number | null;
  readonly queueLength: number | null;
  /** Replies that failed within the last hour. */
  readonly failures: number | null;
  /** Whether they are told that somebody waits while no agent of the chatbot is online. */
  readonly nobodyOnline: boolean;
}

export interface RoutingPolicy {
  /** `claim`: the channel sees it and anyone eligible takes it. `auto`: the house gives it to someone. */
  readonly mode: 'claim' | 'auto';
  /** By name, from the table of strategies. */
  readonly strategy: string;
  readonly skills: { readonly category: SkillRule; readonly language: SkillRule };
  /** How long an agent has for the first reply before someone else gets the chat. */
  readonly firstReplySeconds: number | null;
  readonly maxWaitMinutes: number | null;
  readonly whenWaitedTooLong: WaitEnd;
  /** After how long a silence of the customer an answered chat is closed with a message. */
  readonly idleMinutes: number | null;
  /** After how long a silence of the customer an answered chat no longer counts to its agent's load. */
  readonly uncountedAfterMinutes: number | null;
  readonly whenAgentLeaves: LeaveRule;
  readonly agentGoneMinutes: number;
  /** The key of another chatbot whose agents help out when nobody here can. */
  readonly fallback: string | null;
  /** The names of assigned agents who are written to when somebody asks for a person outside the hours. */
  readonly onCall: readonly string[];
  /** They are also written to within the hours, when nobody is online. */
  readonly onCallInHours: boolean;
  readonly alarms: AlarmThresholds;
}

/** What a chatbot that says nothing about its routing has; also what older rows lack. */
export const defaultRouting: RoutingPolicy = {
  mode: 'claim',
  strategy: 'least-busy',
  skills: { category: 'ignore', language: 'ignore' },
  firstReplySeconds: null,
  maxWaitMinutes: null,
  whenWaitedTooLong: 'alert',
  idleMinutes: null,
  uncountedAfterMinutes: null,
  whenAgentLeaves: 'return',
  agentGoneMinutes: 5,
  fallback: null,
  onCall: [],
  onCallInHours: false,
  alarms: { waitMinutes: null, queueLength: null, failures: null, nobodyOnline: true },
};

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
  /** What must be filled in before a chat can be closed. */
  readonly requiredToClose: readonly RequiredField[];
  /** Whether customers are asked, once after the close, how it was. */
  readonly asksRating: boolean;
  /** The post of its overview board in its place; null until somebody asked for one. */
  readonly boardRef: string | null;
}

export const requiredFields = ['category'] as const;
export type RequiredField = (typeof requiredFields)[number];

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
