// An agent chooses what their home shows.

import { type Agent, seesChatbot } from '../../core/agent.js';
import type { ChatFilter } from '../../core/chat-filter.js';
import { Refusal } from '../../core/errors.js';
import { lockAgent } from '../../store/agents.js';
import { changeFilter } from '../../store/home-view.js';
import { redrawHome } from '../../store/redraws.js';
import type { Routing } from '../routing.js';

/** Changes the parts of the filter that are given. Throws Refusal `other-chatbot` for one they may not see. */
export async function filterHome(
  routing: Routing,
  input: { readonly agent: Agent; readonly change: Partial<ChatFilter> },
): Promise<void> {
  await routing.store.transaction(async (tx) => {
    const agent = await lockAgent(tx, input.agent);
    if (!agent || agent.deactivatedAt) throw new Refusal('deactivated');
    const { chatbotId } = input.change;
    if (chatbotId && !seesChatbot(agent, chatbotId)) throw new Refusal('other-chatbot');
    await changeFilter(tx, agent, input.change);
    await redrawHome(tx, agent);
  });
}
