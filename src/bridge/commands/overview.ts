// The command that shows a supervisor how every chatbot stands, and from there one chatbot, one chat, one agent.

import { agentMay, roleMay, visibleChatbots } from '../../core/agent.js';
import type { Chatbot } from '../../core/chatbot.js';
import { Refusal } from '../../core/errors.js';
import { countLoad } from '../../store/agents.js';
import { readBoard } from '../../store/boards.js';
import { listPausedDoors } from '../../store/channel-health.js';
import { findChatbotByPlace, listChatbots } from '../../store/chatbots.js';
import { listMine } from '../../store/desk-views.js';
import { readOverview } from '../../store/overview.js';
import { postBoard, stopBoard } from '../boards.js';
import { boardCard } from '../cards/board.js';
import { overviewCard } from '../cards/overview.js';
import { steerAgentCard, steerChatCard } from '../cards/steer.js';
import { linkOf, linkRows } from '../link-rows.js';
import { findColleague } from '../people.js';
import { findTarget } from '../thread.js';
import { showCard, showNotice, viewOf } from './answers.js';
import { readTarget } from './arguments.js';
import { type Answer, type Context, defineCommand } from './command.js';

async function showAll({ house, agent }: Context): Promise<Answer> {
  const { store } = house.routing;
  const visible = visibleChatbots(agent);
  const [all, paused] = await Promise.all([
    readOverview(store, agent.organizationId, visible),
    listPausedDoors(store, agent.organizationId, visible),
  ]);
  return showCard(overviewCard(all, paused));
}

/** The chatbot of this key or name that the agent may watch; without a name, that of the place. */
async function findWatched({ house, agent, invocation }: Context, name: string): Promise<Chatbot> {
  const { store } = house.routing;
  const { desk, team, place } = invocation;
  const wanted = name.toLocaleLowerCase();
  const found =
    wanted !== ''
      ? (await listChatbots(store, agent.organizationId)).find(
          (one) => one.key.toLocaleLowerCase() === wanted || one.name.toLocaleLowerCase() === wanted,
        )
      : place === null
        ? null
        : await findChatbotByPlace(store, { desk, team, place });
  const isSeen = found?.organizationId === agent.organizationId && agentMay(agent, 'watch', found.id);
  if (!found || !isSeen)
    throw wanted === ''
      ? new Refusal('bad-input', { what: 'say which chatbot, or ask in its place' })
      : new Refusal('unknown-chatbot', { name: name.slice(0, 60) });
  return found;
}

async function showChatbot(context: Context, name: string): Promise<Answer> {
  const view = await readBoard(context.house.routing.store, await findWatched(context, name));
  if (!view) throw new Refusal('unknown-chatbot', { name: name.slice(0, 60) });
  return showCard(boardCard(view, false));
}

async function showChat(context: Context, reference: number): Promise<Answer> {
  const { house, agent, invocation } = context;
  // Named is named, whichever card it was chosen on.
  const named = { ...invocation, conversationId: null };
  const target = await findTarget(house.routing.store, agent, named, reference);
  if (!agentMay(agent, 'watch', target.chatbotId)) throw new Refusal('other-chatbot');
  const view = await viewOf(context, target);
  return showCard(steerChatCard({ facts: view, url: await linkOf(house.desks, view) }));
}

async function showAgent({ house, agent, invocation }: Context, name: string): Promise<Answer> {
  const { store } = house.routing;
  const asking = { agent, desk: invocation.desk, team: invocation.team };
  const { colleague } = await findColleague(store, asking, name);
  const leads =
    roleMay(agent.role, 'manage') || colleague.chatbotIds.some((id) => agent.chatbotIds.includes(id));
  if (!leads) throw new Refusal('unknown-agent', {});
  const [load, chats] = await Promise.all([countLoad(store, colleague), listMine(store, colleague)]);
  const seen = chats.filter(({ conversation }) => agentMay(agent, 'see', conversation.chatbotId));
  const facts = { ...colleague, load, idleSince: null };
  return showCard(steerAgentCard(facts, await linkRows(house.desks, seen)));
}

export const overview = defineCommand({
  name: 'overview',
  usage: 'overview [chatbot | #1042 | agent @agent | post | stop]',
  summary: 'How your chatbots stand; as a board with “post”',
  permission: 'watch',
  parse(args) {
    const { reference, rest } = readTarget(args);
    const [, word = '', name = ''] = /^(\S*)\s*([\s\S]*)$/u.exec(rest) ?? [];
    return { reference, rest, word: word.toLowerCase(), name };
  },
  async run(context, { reference, rest, word, name }) {
    if (reference !== null) return showChat(context, reference);
    if (rest === '') return showAll(context);
    if (word === 'agent' && name !== '') return showAgent(context, name);
    if (word === 'post') {
      const chatbot = await findWatched(context, name);
      await postBoard(context.house, context.agent, chatbot);
      return showNotice(`📋 The board of ${chatbot.name} is in its place now and keeps itself up to date.`);
    }
    if (word === 'stop') {
      const chatbot = await findWatched(context, name);
      await stopBoard(context.house, context.agent, chatbot);
      return showNotice(`📋 The board of ${chatbot.name} is not kept up any more.`);
    }
    return showChatbot(context, rest);
  },
});
