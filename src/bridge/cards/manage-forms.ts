// The dialogs in which people manage chatbots and agents; what a field holds is read by the commands.

import { type Agent, presences, type Role, roles } from '../../core/agent.js';
import { type Chatbot, leaveRules, type RoutingPolicy, skillRules, waitEnds } from '../../core/chatbot.js';
import { type Conversation, priorityNames, showReference } from '../../core/conversation.js';
import type { Form, FormField } from './card.js';
import { askAbout } from './controls.js';
import { excerpt, say } from './prose.js';
import { inWords } from './setting-words.js';

/** The most choices a menu shows. */
const choicesShown = 100;

type Choices = readonly { readonly label: string; readonly value: string }[];

const plainChoices = (values: readonly string[]): Choices => values.map((value) => ({ label: value, value }));

function choice(id: string, label: string, options: Choices, initial: string): FormField {
  return { kind: 'choice', id, label, options: options.slice(0, choicesShown), initial };
}

function text(
  id: string,
  label: string,
  initial: string,
  more: { multiline?: boolean; hint?: string } = {},
): FormField {
  return {
    kind: 'text',
    id,
    label,
    multiline: more.multiline ?? false,
    optional: true,
    maxLength: 3000,
    ...(initial === '' ? {} : { initial }),
    ...(more.hint ? { placeholder: more.hint } : {}),
  };
}

const number = (id: string, label: string, value: number | null, hint = 'Empty: never') =>
  text(id, label, value === null ? '' : String(value), { hint });
const onOff = (id: string, label: string, isOn: boolean) =>
  choice(id, label, plainChoices(['on', 'off']), isOn ? 'on' : 'off');

/** What the dialogs of a chatbot choose from. */
export interface ChatbotChoices {
  readonly chatbots: readonly Pick<Chatbot, 'key' | 'name'>[];
  readonly strategies: readonly string[];
}

/** The word for nothing chosen. */
export const nothingChosen = 'nothing';

type Fields = (chatbot: Chatbot, choices: ChatbotChoices) => FormField[];

function routingFields({ routing, key }: Chatbot, { chatbots, strategies }: ChatbotChoices): FormField[] {
  const others = chatbots.filter((one) => one.key !== key);
  const fallbacks = [
    { label: 'Nobody', value: nothingChosen },
    ...others.map((one) => ({ label: excerpt(one.name, 70), value: one.key })),
  ];
  return [
    choice(
      'mode',
      'Who gets a chat',
      [
        { label: 'Whoever claims it', value: 'claim' },
        { label: 'Whom Baton gives it', value: 'auto' },
      ],
      routing.mode,
    ),
    choice('strategy', 'Given to', inWords(strategies), routing.strategy),
    choice('category', 'Skill for the category', inWords(skillRules), routing.skills.category),
    choice('language', 'The customer’s language', inWords(skillRules), routing.skills.language),
    choice('fallback', 'Who helps out', fallbacks, routing.fallback ?? nothingChosen),
  ];
}

function waitingFields({ routing }: { readonly routing: RoutingPolicy }): FormField[] {
  return [
    number('firstReplySeconds', 'Seconds for the first reply', routing.firstReplySeconds),
    number('maxWaitMinutes', 'Minutes a chat may wait', routing.maxWaitMinutes),
    choice('whenWaitedTooLong', 'When it waited too long', inWords(waitEnds), routing.whenWaitedTooLong),
    number('idleMinutes', 'Minutes until a silent customer’s chat is closed', routing.idleMinutes),
    number(
      'uncountedAfterMinutes',
      'Minutes until a silent chat no longer counts',
      routing.uncountedAfterMinutes,
    ),
    choice('whenAgentLeaves', 'Chats of agents who go offline', inWords(leaveRules), routing.whenAgentLeaves),
    number('agentGoneMinutes', 'Minutes until they go back', routing.agentGoneMinutes, 'A number'),
  ];
}

function hoursFields({ hours }: Chatbot): FormField[] {
  const lines = Object.entries(hours?.open ?? {}).map(([days, spans]) => `${days} ${spans}`);
  return [
    text('timezone', 'Time zone', hours?.timezone ?? '', { hint: 'Europe/Berlin' }),
    text('open', 'Open (empty: always)', lines.join('\n'), { multiline: true, hint: 'mon-fri 09:00-18:00' }),
  ];
}

/** The parts of a chatbot that have a dialog, by the word that opens it. */
export const chatbotParts = {
  support: {
    title: 'Human support',
    fields: ({ humanSupport }: Chatbot) => [onOff('humanSupport', 'Human support', humanSupport)],
  },
  categories: {
    title: 'Categories',
    fields: ({ categories }: Chatbot) => [
      text('categories', 'Categories, one a line', categories.join('\n'), { multiline: true }),
    ],
  },
  hours: { title: 'Hours', fields: hoursFields },
  routing: { title: 'Routing', fields: routingFields },
  waiting: { title: 'Waiting', fields: waitingFields },
  alarms: {
    title: 'Alarms',
    fields: ({ routing: { alarms } }: Chatbot) => [
      number('waitMinutes', 'Minutes that somebody waits', alarms.waitMinutes),
      number('queueLength', 'Customers who wait', alarms.queueLength),
      number('failures', 'Failed replies within an hour', alarms.failures),
      onOff('nobodyOnline', 'Somebody waits and nobody is online', alarms.nobodyOnline),
    ],
  },
  oncall: {
    title: 'On call',
    fields: ({ routing }: Chatbot) => [
      text('onCall', 'Assigned agents on call, one a line', routing.onCall.join('\n'), { multiline: true }),
      onOff('onCallInHours', 'Also when nobody is online within the hours', routing.onCallInHours),
    ],
  },
  closing: {
    title: 'Closing',
    fields: ({ requiredToClose, asksRating }: Chatbot) => [
      choice(
        'requiredToClose',
        'Needed before the close',
        plainChoices([nothingChosen, 'category']),
        requiredToClose[0] ?? nothingChosen,
      ),
      onOff('asksRating', 'Ask customers how it was', asksRating),
    ],
  },
} as const satisfies Record<string, { readonly title: string; readonly fields: Fields }>;
export type ChatbotPart = keyof typeof chatbotParts;

/** The dialog of one part of a chatbot. */
export function chatbotForm(part: ChatbotPart, chatbot: Chatbot, choices: ChatbotChoices): Form {
  const { title, fields } = chatbotParts[part];
  return {
    title,
    submit: 'Save',
    ask: { word: 'chatbot', args: `${chatbot.id} ${part}` },
    fields: [{ kind: 'info', text: say(chatbot.name) }, ...fields(chatbot, choices)],
  };
}

/** The parts of an agent that have a dialog. */
export const agentParts = ['limit', 'skills', 'languages'] as const;
export type AgentPart = (typeof agentParts)[number];

/** The dialog of one part of an agent. */
export function agentForm(part: AgentPart, agent: Agent): Form {
  const fields: Record<AgentPart, FormField> = {
    limit: number('limit', 'Chats at once', agent.chatLimit, 'A number'),
    skills: text('skills', 'Skills, one a line', agent.skills.join('\n'), {
      multiline: true,
      hint: 'Billing',
    }),
    languages: text('languages', 'Languages', agent.languages.join(', '), { hint: 'en, de' }),
  };
  return {
    title: `Agent: ${part}`,
    submit: 'Save',
    ask: { word: 'agents', args: `${agent.id} ${part}` },
    fields: [{ kind: 'info', text: say(agent.name) }, fields[part]],
  };
}

/** Adds a person as an agent; the person themself is named before, as the desk names people. */
export function addAgentForm(user: string, role: Role, initial: string): Form {
  return {
    title: 'New agent',
    submit: 'Add',
    ask: { word: 'agents', args: `add @${user}` },
    fields: [
      text('name', 'Name, as customers see it', initial),
      choice('role', 'Role', plainChoices(roles), role),
    ],
  };
}

type Person = Pick<Agent, 'id' | 'name'>;

const people = (agents: readonly Person[]): Choices =>
  agents.map((one) => ({ label: excerpt(one.name, 70), value: one.id }));

/** Whose limit is to be set, and to what. */
export function limitForm(agents: readonly (Person & Pick<Agent, 'chatLimit'>)[]): Form {
  const [first] = agents;
  const options = agents.map((one) => ({
    label: excerpt(`${one.name} · ${one.chatLimit}`, 70),
    value: one.id,
  }));
  return {
    title: 'Chat limit',
    submit: 'Save',
    ask: { word: 'limit' },
    fields: [
      choice('agent', 'Agent', options, first?.id ?? ''),
      number('count', 'Chats at once', null, 'A number'),
    ],
  };
}

/** Whose presence is to be set, and to what. */
export function presenceForm(agents: readonly Person[]): Form {
  const [first] = agents;
  return {
    title: 'Presence',
    submit: 'Save',
    ask: { word: 'presence' },
    fields: [
      choice('agent', 'Agent', people(agents), first?.id ?? ''),
      choice('presence', 'Presence', plainChoices(presences), 'online'),
    ],
  };
}

/** How soon a conversation is served. */
export function priorityForm(conversation: Conversation): Form {
  return {
    title: `Priority of ${showReference(conversation)}`,
    submit: 'Save',
    ask: askAbout(conversation, 'priority'),
    fields: [
      choice(
        'priority',
        'Priority',
        plainChoices(priorityNames),
        priorityNames[conversation.priority] ?? 'normal',
      ),
    ],
  };
}
