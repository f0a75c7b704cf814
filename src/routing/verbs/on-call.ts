// Agents on call: who may be, and whether they are to be written to about a request, once for each conversation.

import type { Chatbot } from '../../core/chatbot.js';
import type { ChatbotChange } from '../../core/chatbot-settings.js';
import type { Conversation } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import { listEvents } from '../../store/events.js';
import { listOnCall } from '../../store/on-call.js';
import type { Tx } from '../../store/store.js';

/** Requests of one conversation that are looked through for an earlier call. */
const looked = 100;

/** Tells whether those on call are to be written to about this request: somebody is, and nobody was about the conversation before. */
export async function mustCall(tx: Tx, conversation: Conversation, { routing }: Chatbot): Promise<boolean> {
  if (routing.onCall.length === 0) return false;
  const kinds = ['conversation.requested-human'] as const;
  const asked = await listEvents(tx, conversation, { kinds, limit: looked });
  return !asked.some(({ data }) => data.onCall === true);
}

/** The change with the names as the agents have them. Throws Refusal `bad-input` for who is not assigned to the chatbot. */
export async function readOnCall(tx: Tx, chatbot: Chatbot, change: ChatbotChange): Promise<ChatbotChange> {
  const names = change.routing?.onCall;
  if (!names) return change;
  const found = await listOnCall(tx, chatbot, names);
  const onCall = names.map((name) => {
    const agent = found.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (!agent)
      throw new Refusal('bad-input', {
        what: `“${name.slice(0, 60)}” is no agent assigned to ${chatbot.name}`,
        field: 'onCall',
      });
    return agent.name;
  });
  return { ...change, routing: { ...change.routing, onCall: [...new Set(onCall)] } };
}
