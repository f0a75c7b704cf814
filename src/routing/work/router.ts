// Gives waiting conversations to agents where the chatbot's routing is automatic, the one that waits longest first.

import type { ChatbotId, OrganizationId } from '../../core/id.js';
import { listCandidates } from '../../store/agents.js';
import { findChatbot } from '../../store/chatbots.js';
import { listPendingIds } from '../../store/conversations.js';
import { pickAgent } from '../policy/pick.js';
import type { Routing } from '../routing.js';
import { route } from '../verbs/assign.js';

/** How often an agent may slip away between the choice and the commit before the next pass is left to do it. */
const mostTries = 5;

/** One pass over a chatbot's queue; returns how many conversations found an agent. */
export async function routeQueue(
  routing: Routing,
  at: { readonly organizationId: OrganizationId; readonly chatbotId: ChatbotId },
): Promise<number> {
  const { store } = routing;
  const chatbot = await findChatbot(store, { organizationId: at.organizationId, id: at.chatbotId });
  if (chatbot?.routing.mode !== 'auto') return 0;
  let routed = 0;
  for (const conversationId of await listPendingIds(store, at.organizationId, [at.chatbotId])) {
    let done = false;
    for (let tries = 0; tries < mostTries && !done; tries += 1) {
      const candidates = await listCandidates(store, at.organizationId, at.chatbotId);
      const agentId = pickAgent(chatbot.routing.strategy, candidates, new Date());
      if (!agentId) return routed;
      done = await route(routing, { organizationId: at.organizationId, conversationId, agentId });
    }
    if (done) routed += 1;
  }
  return routed;
}
