// A chatbot's overview: who waits and for how long, who is there, what is wrong, and how today went.

import type { Presence } from '../../core/agent.js';
import type { Chatbot } from '../../core/chatbot.js';
import { priorityNames, type QueueCounts, type Waiting } from '../../core/conversation.js';
import { isOpen, nextOpening } from '../../core/hours.js';
import { breachesShown, breachParts, type TroubleFacts, troubleParts } from './board-troubles.js';
import type { Card, Control, Menu, Part } from './card.js';
import {
  bold,
  channelName,
  contextPart,
  countOf,
  excerpt,
  linesPart,
  type Piece,
  presenceWord,
  textPart,
} from './prose.js';
import { keptWords } from './queue-words.js';
import { reportButton } from './report.js';
import { ageOf, numberOf, spanOf } from './spans.js';

export interface BoardAgent {
  readonly id: string;
  readonly name: string;
  readonly presence: Presence;
  readonly chatLimit: number;
  readonly load: number;
  readonly idleSince: Date | null;
}

interface WaitingFacts {
  readonly reference: number;
  readonly channelKind: string;
  readonly category: string | null;
  readonly priority: number;
  readonly waiting: Waiting;
  readonly requestedAt: Date;
}

export interface BoardFacts extends TroubleFacts {
  readonly settings: Pick<Chatbot, 'id' | 'key' | 'name' | 'hours' | 'humanSupport' | 'routing'>;
  readonly ai: number;
  readonly queue: QueueCounts;
  readonly active: number;
  readonly waiting: readonly WaitingFacts[];
  /** Those who are there. */
  readonly agents: readonly BoardAgent[];
  readonly present: number;
  readonly assigned: number;
  readonly today: {
    readonly asked: number;
    readonly taken: number;
    readonly closed: number;
    readonly medianFirstReplySeconds: number | null;
  };
}

/** The most who are listed of those who wait; the rest is counted. */
const waitingShown = 6;
function doorParts({ hours, humanSupport }: BoardFacts['settings'], now: Date): Part[] {
  if (!humanSupport) return [textPart('⛔ Human support is off: the assistant answers alone.')];
  if (hours === null) return [textPart('🟢 Open around the clock')];
  if (isOpen(hours, now)) return [textPart('🟢 Open')];
  const opensAt = nextOpening(hours, now);
  return opensAt ? [{ kind: 'since', label: '🌙 Closed. Opens', at: opensAt }] : [textPart('🌙 Closed')];
}

/** After how many minutes somebody waits too long; null where nothing says so. */
function patienceMinutes({ routing }: BoardFacts['settings']): number | null {
  const said = [routing.alarms.waitMinutes, routing.maxWaitMinutes].filter((minutes) => minutes !== null);
  return said.length === 0 ? null : Math.min(...said);
}

function waitingLine(chat: WaitingFacts, { settings }: BoardFacts, now: Date): Piece[] {
  const patience = patienceMinutes(settings);
  const isLive = chat.waiting === 'live';
  const isLate =
    isLive && patience !== null && now.getTime() - chat.requestedAt.getTime() >= patience * 60_000;
  const age = ageOf(chat.requestedAt, now);
  return [
    bold(`#${chat.reference}`),
    ' · ',
    isLate ? bold(`⏰ ${age}`) : age,
    ` · ${channelName(chat.channelKind)}`,
    chat.category ? ` · ${excerpt(chat.category, 40)}` : '',
    chat.priority > 0 ? ` · ❗ ${priorityNames[chat.priority] ?? ''}` : '',
    chat.waiting === 'message' ? ' · 📨 left a message' : '',
    chat.waiting === 'callback' ? ' · 📅 callback' : '',
  ];
}

function queueParts(facts: BoardFacts, now: Date): Part[] {
  const shown = facts.waiting.slice(0, waitingShown);
  const { waiting, messages, callbacks } = facts.queue;
  const rest = waiting + messages + callbacks - shown.length;
  const kept = keptWords(facts.queue);
  const head: Piece[] = [
    bold(waiting === 0 ? '🌿 Nobody waits' : `🔔 ${numberOf(waiting)} waiting`),
    kept === '' ? '' : ` · ${kept}`,
    ` · 💬 ${numberOf(facts.active)} active · 🤖 ${numberOf(facts.ai)} with the assistant`,
  ];
  const more = rest > 0 ? [[`… and ${numberOf(rest)} more`]] : [];
  return [
    textPart(...head),
    ...(shown.length > 0
      ? [linesPart([...shown.map((chat) => waitingLine(chat, facts, now)), ...more])]
      : []),
  ];
}

function agentLine(agent: BoardAgent, now: Date): Piece[] {
  const isIdle = agent.idleSince !== null && now.getTime() - agent.idleSince.getTime() >= 60_000;
  const idle = isIdle && agent.idleSince ? ` · free for ${ageOf(agent.idleSince, now)}` : '';
  return [
    `${presenceWord(agent.presence).split(' ')[0]} `,
    bold(excerpt(agent.name, 40)),
    ` · ${agent.load} of ${countOf(agent.chatLimit, 'chat')}${agent.presence === 'away' ? ' · away' : idle}`,
  ];
}

function agentParts(facts: BoardFacts, now: Date): Part[] {
  if (facts.assigned === 0) return [textPart('Nobody is assigned.')];
  const more = facts.present - facts.agents.length;
  const offline = facts.assigned - facts.present;
  return [
    linesPart([
      ...facts.agents.map((agent) => agentLine(agent, now)),
      ...(more > 0 ? [[`+${more} more`]] : []),
      ...(offline > 0 ? [[`⚪ ${offline} offline`]] : []),
    ]),
  ];
}

function todayPart({ today }: BoardFacts): Part {
  const median = today.medianFirstReplySeconds;
  return contextPart(
    `Today: ${today.asked} asked for a person · ${today.taken} taken · ${today.closed} closed`,
    median === null ? '' : ` · first reply after ${spanOf(median)} (median)`,
  );
}

/** The chats that can be looked at from here: those that are too late, then those that wait. */
function chatOptions({ waiting, breaches }: BoardFacts): Menu['options'] {
  const waits = new Map(waiting.map((chat) => [chat.reference, channelName(chat.channelKind)]));
  const late = breaches.chats.slice(0, breachesShown).map(({ reference, agentName }) => ({
    reference,
    word: waits.get(reference) ?? (agentName === null ? 'too late' : excerpt(agentName, 40)),
  }));
  const rest = [...waits].map(([reference, word]) => ({ reference, word }));
  return [...late, ...rest.filter((chat) => !late.some(({ reference }) => reference === chat.reference))].map(
    ({ reference, word }) => ({ label: `#${reference} · ${word}`, value: `#${reference}` }),
  );
}

function controlsOf(facts: BoardFacts, isBoard: boolean): Control[] {
  const { key, id } = facts.settings;
  const menus: Control[] = [];
  const options = chatOptions(facts);
  if (options.length > 0)
    menus.push({ kind: 'menu', placeholder: 'A chat…', ask: { word: 'overview' }, options });
  if (facts.agents.length > 0)
    menus.push({
      kind: 'menu',
      placeholder: 'An agent…',
      ask: { word: 'overview' },
      options: facts.agents.map((agent) => ({ label: excerpt(agent.name, 60), value: `agent ${agent.id}` })),
    });
  return [
    ...menus,
    ...(isBoard
      ? [{ kind: 'button' as const, label: 'Overview', ask: { word: 'overview' } }]
      : [
          { kind: 'button' as const, label: 'Refresh', ask: { word: 'overview', args: key } },
          {
            kind: 'button' as const,
            label: 'Post as board',
            ask: { word: 'overview', args: `post ${key}` },
          },
        ]),
    reportButton('today', id),
  ];
}

/** `isBoard`: it stands in the chatbot's place, for everybody there; else it is shown to one person. */
export function boardCard(facts: BoardFacts, isBoard: boolean, now: Date = new Date()): Card {
  const name = excerpt(facts.settings.name, 80);
  return {
    fallback: `${name}: ${numberOf(facts.queue.waiting)} waiting, ${numberOf(facts.active)} active`,
    parts: [
      { kind: 'heading', text: `📋 ${name}` },
      ...doorParts(facts.settings, now),
      ...troubleParts(facts),
      ...breachParts(facts, now),
      ...queueParts(facts, now),
      ...agentParts(facts, now),
      todayPart(facts),
      { kind: 'controls', controls: controlsOf(facts, isBoard) },
    ],
  };
}

/** What is left of a board that is not kept up any more. */
export function oldBoardCard(name: string, moved: boolean): Card {
  const words = moved
    ? `📋 The board of ${excerpt(name, 80)} has moved further down.`
    : `📋 The board of ${excerpt(name, 80)} is not kept up any more.`;
  return { fallback: words, parts: [contextPart(words)] };
}
