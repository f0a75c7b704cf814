// An admin changes how a chatbot works: human support, hours, categories, routing, what closing takes.

import type { Agent } from '../../core/agent.js';
import type { Chatbot } from '../../core/chatbot.js';
import {
  type ChatbotChange,
  changeSettings,
  checkSettings,
  listSettingChanges,
  type SettingChanged,
} from '../../core/chatbot-settings.js';
import { Refusal } from '../../core/errors.js';
import type { AgentId, ChatbotId } from '../../core/id.js';
import { recordChange } from '../../store/audit.js';
import { listAssignedIds, lockChatbots, saveSettings } from '../../store/manage-chatbots.js';
import { redrawBoard, redrawHome } from '../../store/redraws.js';
import { wakeTimersOf } from '../../store/timers.js';
import { strategies } from '../policy/pick.js';
import type { Routing } from '../routing.js';
import { actorOf } from './gate.js';
import { mustManage } from './manage-gate.js';
import { readOnCall } from './on-call.js';

export interface ManageChatbotInput {
  readonly by: Agent;
  readonly chatbotId: ChatbotId;
  readonly change: ChatbotChange;
}

export interface ChatbotManaged {
  readonly chatbot: Chatbot;
  readonly changes: readonly SettingChanged[];
}

/**
 * Changes a chatbot's settings and has the house act on them: its queue looks again, its agents' homes and its board
 * are drawn anew. Chats that wait when human support is switched off go on waiting; new ones are refused.
 * Throws Refusal: deactivated, role, unknown-chatbot, bad-input, bad-hours, fallback-cycle.
 */
export async function manageChatbot(routing: Routing, input: ManageChatbotInput): Promise<ChatbotManaged> {
  const { organizationId } = input.by;
  return routing.store.transaction(async (tx) => {
    // All of them: two who each make one chatbot fall back on the other would close a circle together. Before who
    // asks, as a declaration has it.
    const chatbots = await lockChatbots(tx, organizationId);
    const by = await mustManage(tx, input.by);
    const before = chatbots.find(({ id }) => id === input.chatbotId);
    if (!before) throw new Refusal('unknown-chatbot');
    const chatbot = changeSettings(before, await readOnCall(tx, before, input.change));
    const changes = listSettingChanges(before, chatbot);
    if (changes.length === 0) return { chatbot, changes };
    checkSettings(chatbot, { chatbots, strategies: Object.keys(strategies) });
    await saveSettings(tx, chatbot);
    for (const change of changes)
      await recordChange(tx, organizationId, {
        actor: actorOf(by),
        subject: 'chatbot',
        subjectId: chatbot.id,
        ...change,
      });
    const scope = { organizationId, id: chatbot.id };
    for (const id of await listAssignedIds(tx, scope))
      await redrawHome(tx, { organizationId, id: id as AgentId });
    await redrawBoard(tx, scope);
    if (changes.some(({ what }) => what === 'hours')) await wakeTimersOf(tx, scope, 'callback');
    tx.touch({ kind: 'queue', organizationId, chatbotId: chatbot.id });
    return { chatbot, changes };
  });
}
