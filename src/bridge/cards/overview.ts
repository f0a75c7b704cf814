// The supervisor's view: how each chatbot stands, and who is there to answer.

import { type PauseFacts, pausedLine } from './alert.js';
import type { Button, Card, Menu, Part } from './card.js';
import type { AgentFacts, OverviewFacts } from './facts.js';
import { bold, excerpt, lineBreak, type Piece, presenceWord, textPart } from './prose.js';
import { queueWords } from './queue-words.js';
import { reportButton } from './report.js';
import { numberOf } from './spans.js';

/** The most paused doors one card names. */
const pausedShown = 8;

const further: readonly Button[] = [
  { kind: 'button', label: 'Queue', ask: { word: 'queue' } },
  { kind: 'button', label: 'Agents', ask: { word: 'agents' } },
  { kind: 'button', label: 'Refresh', ask: { word: 'overview' } },
  reportButton(),
];

function agentsLine({ agents, present, assigned }: OverviewFacts): string {
  if (assigned === 0) return 'Nobody is assigned.';
  const named = agents.map(
    (agent) => `${presenceWord(agent.presence).split(' ')[0]} ${agent.name} ${agent.load}/${agent.chatLimit}`,
  );
  const rest = present - named.length;
  const offline = assigned - present;
  return [
    ...named,
    ...(rest > 0 ? [`+${rest}`] : []),
    ...(offline > 0 ? [`⚪ ${offline} offline`] : []),
  ].join(' · ');
}

function chatbotParts(facts: OverviewFacts): Part[] {
  return [
    textPart(
      bold(facts.chatbot.name),
      lineBreak,
      `🔔 ${queueWords(facts.queue)} · 💬 ${numberOf(facts.active)} active · 🤖 ${numberOf(facts.ai)} with the assistant`,
      lineBreak,
      agentsLine(facts),
    ),
    ...(facts.waitingSince
      ? [{ kind: 'since' as const, label: 'Longest wait since', at: facts.waitingSince }]
      : []),
  ];
}

/** Opens one chatbot's own overview. */
function chatbotMenu(lines: readonly OverviewFacts[]): Menu {
  return {
    kind: 'menu',
    placeholder: 'A chatbot…',
    ask: { word: 'overview' },
    options: lines.map(({ chatbot }) => ({ label: excerpt(chatbot.name, 60), value: chatbot.key })),
  };
}

/**
 * The chatbots the reader may watch, those where somebody waits longest first, `more` not among them; above them the
 * doors that nothing goes out through.
 */
export function overviewCard(
  { lines, more }: { readonly lines: readonly OverviewFacts[]; readonly more: number },
  paused: readonly PauseFacts[] = [],
): Card {
  const waiting = lines.reduce((sum, facts) => sum + facts.queue.waiting, 0);
  return {
    fallback: `Overview: ${numberOf(waiting)} waiting`,
    parts: [
      { kind: 'heading', text: 'Overview' },
      ...paused.slice(0, pausedShown).map((door) => textPart(pausedLine(door))),
      ...(lines.length === 0
        ? [textPart('You are not assigned to a chatbot yet.')]
        : lines.flatMap(chatbotParts)),
      ...(more > 0 ? [textPart(`… and ${more} more.`)] : []),
      { kind: 'controls', controls: lines.length === 0 ? further : [chatbotMenu(lines), ...further] },
    ],
  };
}

function agentLine(agent: AgentFacts): Piece[] {
  return [
    bold(excerpt(agent.name, 40)),
    ` · ${presenceWord(agent.presence)} · ${agent.load}/${agent.chatLimit} chats · ${agent.role}`,
  ];
}

/** An agent of a list, who may be looked at. */
type Listed = AgentFacts & { readonly id: string };

/** The most choices a menu shows. */
const choicesShown = 100;

function openMenu(here: readonly Listed[], former: readonly { id: string; name: string }[]): Part[] {
  const options = [
    ...here.map(({ id, name }) => ({ label: excerpt(name, 70), value: id })),
    ...former.map(({ id, name }) => ({ label: excerpt(`${name} (deactivated)`, 70), value: id })),
  ].slice(0, choicesShown);
  if (options.length === 0) return [];
  const menu = { kind: 'menu', placeholder: 'Look at an agent', ask: { word: 'agents' }, options } as const;
  return [{ kind: 'controls', controls: [menu] }];
}

const addButton: Part = {
  kind: 'controls',
  controls: [{ kind: 'button', label: 'Add an agent…', ask: { word: 'agents', args: 'add', opens: true } }],
};

/** The agents of the reader's chatbots; those who are there come first, those who left are only in the menu. */
export function agentsCard(
  agents: readonly Listed[],
  former: readonly { readonly id: string; readonly name: string }[] = [],
  manages = false,
): Card {
  const order = { online: 0, away: 1, offline: 2 };
  const sorted = [...agents].sort(
    (one, other) => order[one.presence] - order[other.presence] || one.name.localeCompare(other.name),
  );
  const shown = sorted
    .slice(0, 40)
    .flatMap((agent, index) => [...(index > 0 ? [lineBreak] : []), ...agentLine(agent)]);
  const online = agents.filter((agent) => agent.presence === 'online').length;
  const title = `Agents: ${online} of ${agents.length} online`;
  return {
    fallback: title,
    parts: [
      { kind: 'heading', text: title },
      agents.length === 0 ? textPart('Nobody is assigned to your chatbots yet.') : textPart(...shown),
      ...openMenu(sorted, former),
      ...(manages ? [addButton] : []),
    ],
  };
}
