// What admins are told of a chatbot's place: who is missing there, and who reads along without being assigned.

import type { Card, Part } from './card.js';
import { bold, contextPart, countOf, excerpt, lineBreak, textPart } from './prose.js';

export interface DriftFacts {
  /** The chatbots whose place it is. */
  readonly chatbots: readonly string[];
  readonly place: string;
  /** Assigned agents who are not there, each with why nobody brought them in. */
  readonly missing: readonly { readonly name: string; readonly why: string }[];
  /** Agents who are there without being assigned to one of the chatbots. */
  readonly unassigned: readonly string[];
  /** People who are no agents at all, by name. */
  readonly strangers: readonly string[];
}

/** The most names one line tells. */
const named = 10;

function list(names: readonly string[]): string {
  const shown = names.slice(0, named).map((name) => excerpt(name, 40));
  return names.length > named ? `${shown.join(', ')} and ${names.length - named} more` : shown.join(', ');
}

/** The drift as lines, the same words for the card and for the doctor; empty when there is none. */
export function driftLines({ missing, unassigned, strangers }: DriftFacts): string[] {
  const reasons = [...new Set(missing.map(({ why }) => why))];
  return [
    ...reasons.map((why) => {
      const names = missing.filter((one) => one.why === why).map(({ name }) => name);
      return `Assigned, but not there: ${list(names)} (${why}). Chats do not reach them.`;
    }),
    ...(unassigned.length > 0 ? [`There without being assigned: ${list(unassigned)}.`] : []),
    ...(strangers.length > 0
      ? [`There without being agents: ${list(strangers)}. They can read the conversations.`]
      : []),
  ];
}

/** Tells admins and owners directly. */
export function driftCard(facts: DriftFacts): Card {
  const lines = driftLines(facts);
  const title = `The place of ${list(facts.chatbots)} is not as its agents are assigned`;
  const parts: Part[] = lines.map((line) => textPart(line));
  return {
    fallback: `👥 ${title}`,
    parts: [
      textPart(bold(`👥 ${title}`), lineBreak, excerpt(facts.place, 80)),
      ...parts,
      contextPart(
        `What to do: assign them, or take them out of the place. ${countOf(lines.length, 'finding')}; `,
        'told again only when something changes.',
      ),
    ],
  };
}
