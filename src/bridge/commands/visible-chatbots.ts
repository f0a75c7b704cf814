// Which chatbots an agent may look at: their own, or all of the organization's.

import { type Agent, roleMay } from '../../core/agent.js';
import type { ChatbotId } from '../../core/id.js';

/** Admins and owners see every chatbot, everybody else those they are assigned to. */
export function visibleChatbots(agent: Agent): readonly ChatbotId[] | 'all' {
  return roleMay(agent.role, 'manage') ? 'all' : agent.chatbotIds;
}
