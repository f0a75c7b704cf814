// How an agent stands: per chatbot whether the next chat can reach them, and if not why, with the way to mend it.

import { type Agent, roleMay } from '../../core/agent.js';
import type { Chatbot } from '../../core/chatbot.js';
import { type Hindrance, hindrancesOf } from '../../core/eligibility.js';
import { nextOpening } from '../../core/hours.js';
import type { Button, Card, Part } from './card.js';
import { bold, contextPart, countOf, excerpt, lineBreak, presenceWord, textPart } from './prose.js';

export interface StandingFacts {
  readonly agent: Agent;
  readonly load: number;
  readonly chatbots: readonly {
    readonly chatbot: Chatbot;
    readonly waiting: number;
    readonly placeJoined: boolean | null;
  }[];
}

type Line = StandingFacts['chatbots'][number];

/** The most chatbots one card tells of. */
const shown = 15;

interface Way {
  readonly why: (facts: StandingFacts, line: Line, now: Date) => string;
  /** Absent where nothing they press would help. */
  readonly button?: (facts: StandingFacts, line: Line) => Button | null;
}

const press = (label: string, word: string, args?: string): Button => ({
  kind: 'button',
  label,
  ask: { word, ...(args === undefined ? {} : { args }) },
});

/** Only those who manage can change what a chatbot says; others are told whom to ask by the sentence. */
const settings = ({ agent }: StandingFacts, { chatbot }: Line): Button | null =>
  roleMay(agent.role, 'manage') ? press('Settings', 'chatbot', chatbot.key) : null;

const ways: Record<Hindrance, Way> = {
  deactivated: { why: () => 'your agent account is deactivated; an admin can bring it back' },
  guest: { why: () => 'you are a guest here; an admin of this desk can make you a member' },
  'not-assigned': {
    why: () => 'you are not assigned to it',
    button: ({ agent }) => (roleMay(agent.role, 'manage') ? press('Assign me', 'agents', agent.name) : null),
  },
  'human-support-off': { why: () => 'its human support is off', button: settings },
  offline: { why: () => 'you are offline', button: () => press('Go online', 'online') },
  away: { why: () => 'you are away', button: () => press('Go online', 'online') },
  'at-limit': {
    why: ({ agent, load }) => `you have ${load} of ${countOf(agent.chatLimit, 'chat')}`,
    button: () => press('My chats', 'mine'),
  },
  'outside-hours': {
    why: (_facts, { chatbot }, now) => {
      const opens = nextOpening(chatbot.hours, now);
      return opens ? `it opens ${openingWord(opens, chatbot)}` : 'it has hours that never open';
    },
    button: settings,
  },
  'not-joined': {
    why: () => 'you have not joined its place here, where its chats are threads; ask to be added to it',
  },
};

/** `Mon 09:00 (Europe/Berlin)`. */
export function openingWord(at: Date, { hours }: Pick<Chatbot, 'hours'>): string {
  const timeZone = hours?.timezone ?? 'UTC';
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return `${format.format(at).replace(',', '')} (${timeZone})`;
}

function howItComes({ routing }: Chatbot): string {
  return routing.mode === 'auto' ? 'it is given to you when it is your turn' : 'you can claim it';
}

function lineText(facts: StandingFacts, line: Line, now: Date): Part {
  const hindrances = hindrancesOf({ ...facts, ...line }, now);
  const { chatbot, waiting } = line;
  const head = [bold(excerpt(chatbot.name, 60)), ` · ${waiting} waiting`, lineBreak];
  if (hindrances.length === 0)
    return textPart(...head, `✅ The next chat reaches you: ${howItComes(chatbot)}.`);
  const whys = hindrances.map((one) => ways[one].why(facts, line, now));
  return textPart(...head, `⛔ The next chat does not reach you: ${whys.join('; ')}.`);
}

/** The ways out, each once: what is one's own first, and of the chatbots' those of the first that need one. */
function remedies(facts: StandingFacts, lines: readonly Line[], now: Date): Button[] {
  const found = new Map<string, Button>();
  for (const line of lines)
    for (const hindrance of hindrancesOf({ ...facts, ...line }, now)) {
      const button = ways[hindrance].button?.(facts, line) ?? null;
      if (button === null) continue;
      const named =
        button.ask.word === 'chatbot'
          ? { ...button, label: `Settings: ${excerpt(line.chatbot.name, 40)}` }
          : button;
      found.set(JSON.stringify(button.ask), named);
    }
  return [...found.values()].slice(0, 6);
}

/** Draws it for one agent. */
export function standingCard(facts: StandingFacts, now: Date = new Date()): Card {
  const { agent, load, chatbots } = facts;
  const lines = chatbots.slice(0, shown);
  const waiting = chatbots.reduce((sum, line) => sum + line.waiting, 0);
  const standing = `You are ${presenceWord(agent.presence)} · ${load} of ${countOf(agent.chatLimit, 'chat')} · ${waiting} waiting`;
  const buttons = remedies(facts, lines, now);
  return {
    fallback: standing,
    parts: [
      textPart(standing),
      contextPart(`Your role: ${agent.role}`),
      ...(chatbots.length === 0
        ? [textPart('You are not assigned to a chatbot yet, so no chat can reach you. Ask an admin.')]
        : lines.map((line) => lineText(facts, line, now))),
      ...(chatbots.length > shown ? [textPart(`… and ${chatbots.length - shown} more.`)] : []),
      ...(buttons.length > 0 ? [{ kind: 'controls' as const, controls: buttons }] : []),
    ],
  };
}
