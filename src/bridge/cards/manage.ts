// What admins see of a chatbot and of an agent: how it stands, and a button for everything that may be changed.

import { type Agent, presences, roles } from '../../core/agent.js';
import type { Chatbot } from '../../core/chatbot.js';
import { printHours } from '../../core/hours.js';
import type { Button, Card, Control, Menu, Part } from './card.js';
import { type ChatbotPart, chatbotParts } from './manage-forms.js';
import { bold, contextPart, excerpt, presenceWord, say, textPart } from './prose.js';
import { describeAlarms, describeRouting, describeWaiting } from './setting-words.js';

/** The most choices a menu shows. */
const choicesShown = 100;

/** The most buttons in one row. */
const perRow = 5;

/** The most entries of a list shown at once. */
const listed = 40;

type Field = { readonly label: string; readonly value: string };

const fieldsPart = (fields: readonly Field[]): Part => ({
  kind: 'fields',
  fields: fields.map(({ label, value }) => ({ label, value: say(value) })),
});

function rows(controls: readonly Control[]): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < controls.length; at += perRow)
    parts.push({ kind: 'controls', controls: controls.slice(at, at + perRow) });
  return parts;
}

function menu(placeholder: string, ask: Menu['ask'], options: Menu['options']): Menu[] {
  return options.length === 0
    ? []
    : [{ kind: 'menu', placeholder, ask, options: options.slice(0, choicesShown) }];
}

const onOff = (is: boolean) => (is ? 'on' : 'off');
const orNone = (list: readonly string[]) => excerpt(list.join(', ') || 'none', 300);

function settingFields(chatbot: Chatbot): Field[] {
  const { routing } = chatbot;
  return [
    { label: 'Human support', value: onOff(chatbot.humanSupport) },
    { label: 'Hours', value: excerpt(printHours(chatbot.hours), 300) },
    { label: 'Categories', value: orNone(chatbot.categories) },
    { label: 'Needed before the close', value: orNone(chatbot.requiredToClose) },
    { label: 'Asks how it was', value: onOff(chatbot.asksRating) },
    { label: 'Routing', value: describeRouting(routing) },
    { label: 'Waiting', value: describeWaiting(routing) },
    {
      label: 'On call',
      value: `${orNone(routing.onCall)}${routing.onCallInHours ? ' · also within the hours when nobody is online' : ''}`,
    },
    { label: 'Alarms', value: describeAlarms(routing.alarms) },
  ];
}

type Person = Pick<Agent, 'id' | 'name'>;

export interface ChatbotFacts {
  readonly chatbot: Chatbot;
  readonly assigned: readonly Person[];
  /** Agents who could be assigned. */
  readonly others: readonly Person[];
  /** What was just done. */
  readonly done?: string | undefined;
}

const choose = (people: readonly Person[]) =>
  people.map((one) => ({ label: excerpt(one.name, 70), value: one.id }));

const doneParts = (done: string | undefined): Part[] => (done ? [textPart(`✅ ${done}`)] : []);

/** One chatbot with all that may be changed. */
export function chatbotCard({ chatbot, assigned, others, done }: ChatbotFacts): Card {
  const words = Object.keys(chatbotParts) as ChatbotPart[];
  const buttons: Button[] = words.map((part) => ({
    kind: 'button',
    label: chatbotParts[part].title,
    ask: { word: 'chatbot', args: `${chatbot.id} ${part}`, opens: true },
  }));
  const ask = (rest: string) => ({ word: 'chatbot', args: `${chatbot.id} ${rest}` });
  return {
    fallback: done ?? `Chatbot ${chatbot.name}`,
    parts: [
      ...doneParts(done),
      { kind: 'heading', text: excerpt(chatbot.name, 100) },
      fieldsPart(settingFields(chatbot)),
      textPart(bold('Agents '), orNone(assigned.map(({ name }) => name))),
      ...rows([...buttons, { kind: 'button', label: 'History', ask: { ...ask('history'), opens: true } }]),
      ...rows([
        ...menu('Assign an agent', ask('assign'), choose(others)),
        ...menu('Take an agent off', ask('unassign'), choose(assigned)),
      ]),
      contextPart(`${chatbot.key} · its channels, its place and its assistant are declared in baton.yaml.`),
    ],
  };
}

/** The chatbots one may manage. */
export function chatbotsCard(chatbots: readonly Chatbot[]): Card {
  const lines = chatbots
    .slice(0, listed)
    .flatMap((one): Part[] => [
      textPart(
        bold(excerpt(one.name, 80)),
        ` · human support ${onOff(one.humanSupport)} · ${one.routing.mode}`,
      ),
    ]);
  const options = chatbots.map((one) => ({ label: excerpt(one.name, 70), value: one.id }));
  const buttons: Button[] = chatbots.slice(0, perRow).map((one) => ({
    kind: 'button',
    label: excerpt(`Manage ${one.name}`, 60),
    ask: { word: 'chatbot', args: one.id, opens: true },
  }));
  return {
    fallback: 'Chatbots',
    parts: [
      { kind: 'heading', text: 'Chatbots' },
      ...lines,
      ...rows(chatbots.length <= perRow ? buttons : menu('Manage a chatbot', { word: 'chatbot' }, options)),
    ],
  };
}

export interface AgentCardFacts {
  readonly agent: Agent;
  readonly load: number;
  readonly assigned: readonly Pick<Chatbot, 'id' | 'name'>[];
  /** Chatbots they could be assigned to. */
  readonly others: readonly Pick<Chatbot, 'id' | 'name'>[];
  /** True where the reader may change everything, else only the presence. */
  readonly manages: boolean;
  readonly done?: string | undefined;
}

/** One agent with all that may be changed. */
export function agentCard(facts: AgentCardFacts): Card {
  const { agent, load, assigned, done } = facts;
  const left = agent.deactivatedAt !== null;
  return {
    fallback: done ?? `Agent ${agent.name}`,
    parts: [
      ...doneParts(done),
      { kind: 'heading', text: excerpt(agent.name, 100) },
      fieldsPart([
        { label: 'Role', value: agent.role },
        { label: 'Presence', value: left ? 'deactivated' : presenceWord(agent.presence) },
        { label: 'Chats', value: `${load} of ${agent.chatLimit}` },
        { label: 'Chatbots', value: orNone(assigned.map(({ name }) => name)) },
        { label: 'Skills', value: orNone(agent.skills) },
        { label: 'Languages', value: orNone(agent.languages) },
      ]),
      ...(facts.manages ? rows(agentButtons(agent)) : []),
      ...(left ? [] : rows(agentMenus(facts))),
    ],
  };
}

const asking = (agent: Agent, rest: string) => ({ word: 'agents', args: `${agent.id} ${rest}` });

function agentButtons(agent: Agent): Button[] {
  const button = (label: string, rest: string): Button => ({
    kind: 'button',
    label,
    ask: { ...asking(agent, rest), opens: true },
  });
  const history = button('History', 'history');
  if (agent.deactivatedAt !== null)
    return [{ kind: 'button', label: 'Reactivate', ask: asking(agent, 'reactivate') }, history];
  return [
    button('Limit', 'limit'),
    button('Skills', 'skills'),
    button('Languages', 'languages'),
    history,
    {
      kind: 'button',
      label: 'Deactivate',
      style: 'danger',
      ask: asking(agent, 'deactivate'),
      confirm: {
        title: 'Deactivate?',
        text: `${agent.name}’s chats go back to the queue, and they can do nothing here any more.`,
        yes: 'Deactivate',
      },
    },
  ];
}

function agentMenus({ agent, assigned, others, manages }: AgentCardFacts): Menu[] {
  const words = (list: readonly string[]) => list.map((value) => ({ label: value, value }));
  const names = (list: AgentCardFacts['assigned']) =>
    list.map((one) => ({ label: excerpt(one.name, 70), value: one.id }));
  const presence = menu('Set presence', asking(agent, 'presence'), words(presences));
  if (!manages) return presence;
  return [
    ...presence,
    ...menu('Set role', asking(agent, 'role'), words(roles)),
    ...menu('Assign a chatbot', asking(agent, 'assign'), names(others)),
    ...menu('Take a chatbot away', asking(agent, 'unassign'), names(assigned)),
  ];
}

export interface ChangeFacts {
  readonly who: string;
  readonly what: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly at: Date;
}

function showValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(showValue).join(', ');
  if (typeof value === 'boolean') return onOff(value);
  if (typeof value !== 'object') return String(value);
  if ('timezone' in value && 'open' in value) return printHours(value as Chatbot['hours']);
  return Object.entries(value)
    .map(([key, one]) => `${key} ${showValue(one)}`)
    .join(', ');
}

/** What was changed about a chatbot or an agent lately, the newest first. */
export function changesCard(name: string, changes: readonly ChangeFacts[]): Card {
  const title = `Changes of ${excerpt(name, 80)}`;
  return {
    fallback: title,
    parts: [
      { kind: 'heading', text: title },
      ...(changes.length === 0 ? [textPart('Nobody changed anything since it was declared.')] : []),
      ...changes.map(({ who, what, before, after, at }): Part => {
        const [from, to] = [excerpt(showValue(before), 120), excerpt(showValue(after), 120)];
        return { kind: 'since', label: excerpt(`${who}: ${what} ${from} → ${to} ·`, 300), at };
      }),
    ],
  };
}
