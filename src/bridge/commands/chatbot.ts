// The command with which admins manage chatbots: their settings, part by part, and the agents assigned to them.

import type { Chatbot } from '../../core/chatbot.js';
import { Refusal } from '../../core/errors.js';
import { strategies } from '../../routing/policy/pick.js';
import { assignAgent, unassignAgent } from '../../routing/verbs/manage-assignment.js';
import { manageChatbot } from '../../routing/verbs/manage-chatbot.js';
import { listAgents } from '../../store/agents.js';
import { findChatbot, listChatbots } from '../../store/chatbots.js';
import { chatbotCard, chatbotsCard } from '../cards/manage.js';
import { type ChatbotPart, chatbotForm, chatbotParts } from '../cards/manage-forms.js';
import { countOf } from '../cards/prose.js';
import { findColleague } from '../people.js';
import { showCard } from './answers.js';
import { badUsage } from './arguments.js';
import { showChanges } from './changes.js';
import { readChange, readTyped, type Values } from './chatbot-values.js';
import { type Answer, type Context, defineCommand } from './command.js';
import { findNamedChatbot } from './named-chatbot.js';

const usage =
  'chatbot [name] [support|categories|hours|routing|waiting|alarms|oncall|closing|assign @agent|unassign @agent|history]';

const words = [...Object.keys(chatbotParts), 'assign', 'unassign', 'history'];

const isPart = (word: string): word is ChatbotPart => Object.hasOwn(chatbotParts, word);

export const chatbot = defineCommand({
  name: 'chatbot',
  aliases: ['chatbots'],
  usage,
  summary: 'Change a chatbot’s settings and who is assigned to it',
  permission: 'manage',
  parse: (args) => args.trim(),
  async run(context, args) {
    const chatbots = await listChatbots(context.house.routing.store, context.agent.organizationId);
    if (args === '') return showCard(chatbotsCard(chatbots));
    const { found, rest } = findNamedChatbot(chatbots, args, words);
    const [first = '', ...more] = rest.split(/(?<=^\S+)\s+/u);
    const word = first.toLowerCase();
    const value = more.join(' ').trim();
    if (word === '') return showOne(context, found);
    if (word === 'history') return showChanges(context, found);
    if (word === 'assign' || word === 'unassign') return changeAgents(context, found, { word, who: value });
    if (!isPart(word)) throw badUsage(usage);
    return changePart(context, { chatbot: found, chatbots, part: word, value });
  },
});

/** The chatbot as it is now, with what was just done above it. */
async function showOne({ house, agent }: Context, { id }: Chatbot, done?: string): Promise<Answer> {
  const { store } = house.routing;
  const { organizationId } = agent;
  const [found, agents] = await Promise.all([
    findChatbot(store, { organizationId, id }),
    listAgents(store, organizationId, 'all'),
  ]);
  if (!found) throw new Refusal('unknown-chatbot');
  const assigned = agents.filter((one) => one.chatbotIds.includes(id));
  const others = agents.filter((one) => !one.chatbotIds.includes(id) && isReachable(one.identities, found));
  return showCard(chatbotCard({ chatbot: found, assigned, others, done }));
}

function isReachable(identities: readonly { readonly desk: string }[], { desk }: Chatbot): boolean {
  return desk === null || identities.some((who) => who.desk === desk.kind);
}

interface PartChange {
  readonly chatbot: Chatbot;
  readonly chatbots: readonly Chatbot[];
  readonly part: ChatbotPart;
  readonly value: string;
}

async function changePart(context: Context, asked: PartChange): Promise<Answer> {
  const { house, agent, invocation } = context;
  const { chatbot: before, part, value } = asked;
  const choices = { chatbots: asked.chatbots, strategies: Object.keys(strategies) };
  const form = chatbotForm(part, before, choices);
  const fields = form.fields.flatMap((field) => ('id' in field ? [field.id] : []));
  if (value === '' && invocation.via !== 'form')
    return { show: 'form', form, hint: `Write “chatbot ${before.key} ${part} …” (${fields.join(', ')}).` };
  // A field that was emptied does not come back with its dialog.
  const submitted = (): Values =>
    Object.fromEntries(fields.map((field) => [field, invocation.values[field] ?? '']));
  const values = invocation.via === 'form' ? submitted() : readTyped(part, value, fields);
  const { changes } = await underFields(fields, () =>
    manageChatbot(house.routing, {
      by: agent,
      chatbotId: before.id,
      change: readChange(part, values, before),
    }),
  );
  const what = changes.map((one) => one.what).join(', ');
  return showOne(context, before, changes.length === 0 ? 'Nothing was different.' : `Saved: ${what}.`);
}

/** What is wrong may be about a part that another dialog shows: then it stands under the first field of this one. */
async function underFields<Done>(fields: readonly string[], act: () => Promise<Done>): Promise<Done> {
  try {
    return await act();
  } catch (error) {
    const named = error instanceof Refusal ? error.detail.field : undefined;
    const [first] = fields;
    if (!(error instanceof Refusal) || !first || named === undefined || fields.includes(String(named)))
      throw error;
    throw new Refusal(error.code, { ...error.detail, field: first }, error.remedies);
  }
}

async function changeAgents(
  context: Context,
  found: Chatbot,
  { word, who }: { readonly word: 'assign' | 'unassign'; readonly who: string },
): Promise<Answer> {
  const { house, agent, invocation } = context;
  const asking = { agent, desk: invocation.desk, team: invocation.team };
  const { colleague, rest } = await findColleague(house.routing.store, asking, who);
  if (rest !== '') throw badUsage(usage);
  const input = { by: agent, agentId: colleague.id, chatbotId: found.id };
  if (word === 'assign') {
    await assignAgent(house.routing, input);
    return showOne(context, found, `${colleague.name} is assigned to ${found.name}.`);
  }
  const { returned } = await unassignAgent(house.routing, input);
  const waiting = returned > 0 ? ` ${countOf(returned, 'chat')} went back to the queue.` : '';
  return showOne(context, found, `${colleague.name} is not assigned to ${found.name} any more.${waiting}`);
}
