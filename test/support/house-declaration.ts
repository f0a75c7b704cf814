// What the house of a journey declares: one company, its usual chatbot and people, as tests know them, for either desk.

import { type DeskKind, personId, placeId, supportPlace } from './desk-hands.js';

type Rows = readonly Readonly<Record<string, unknown>>[];

export interface DeclarationOptions {
  readonly desk?: DeskKind;
  /** Lays over the chatbot of the usual declaration. */
  readonly chatbot?: Readonly<Record<string, unknown>>;
  /** Further chatbots. */
  readonly chatbots?: Rows;
  /** Replaces the usual people; each by the id that tests know them by, as `slack`. */
  readonly agents?: Rows;
}

/** The usual people: a supervisor and two agents. */
/** Another chatbot of the house, in another place, that nobody of the usual agents works. */
export const rival = {
  key: 'rival',
  name: 'Rival',
  assistant: {
    kind: 'webhook',
    url: 'https://bot.example/never',
    secret: 'a secret of enough length, really',
  },
  desk: { kind: 'slack', place: 'C0OTHER' },
  channels: [{ kind: 'web', siteKey: 'rival-web' }],
};

export const usualAgents = [
  { name: 'Kim', role: 'supervisor', slack: 'U0KIM', chatLimit: 10, chatbots: ['acme'] },
  { name: 'Ben', role: 'agent', slack: 'U0BEN', chatLimit: 10, chatbots: ['acme'] },
  { name: 'Ada', role: 'support agent', slack: 'U0ADA', chatLimit: 10, chatbots: ['acme'] },
];

/** Everybody at the desk by the ids there: the agents, and somebody who is none. */
export function listPeople({ desk = 'slack', agents = usualAgents }: DeclarationOptions) {
  const known = agents.map((agent) => ({ id: String(agent.slack), name: String(agent.name) }));
  return [...known, { id: 'U0STRANGER', name: 'stranger' }].map(({ id, name }) => ({
    id: personId(desk, id),
    name,
  }));
}

/** The text of `baton.yaml`. */
export function declareHouse(options: DeclarationOptions, assistantUrl: string): string {
  const { desk = 'slack' } = options;
  const acme = {
    key: 'acme',
    name: 'Acme Support',
    assistant: { kind: 'openai', model: 'scripted', instructions: 'You help.', baseUrl: assistantUrl },
    desk: { kind: 'slack', place: supportPlace, mirror: 'on-request' },
    channels: [{ kind: 'web', siteKey: 'acme-web' }],
    categories: ['Billing', 'Shipping', 'Other'],
    ...options.chatbot,
  };
  // JSON is YAML too.
  return JSON.stringify({
    organization: { key: 'acme', name: 'Acme' },
    chatbots: [acme, ...(options.chatbots ?? [])].map((chatbot) => seat(chatbot, desk)),
    agents: (options.agents ?? usualAgents).map(({ slack, ...agent }) => ({
      ...agent,
      [desk]: personId(desk, String(slack)),
    })),
  });
}

/** Moves a chatbot from the Slack that tests speak of to the desk of this house. */
function seat(chatbot: Readonly<Record<string, unknown>>, desk: DeskKind): object {
  const { desk: at } = chatbot as { readonly desk: { readonly place: string } };
  return { ...chatbot, desk: { ...at, kind: desk, place: placeId(desk, at.place) } };
}
