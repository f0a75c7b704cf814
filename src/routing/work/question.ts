// What an assistant is asked about a conversation: read once, the same for an answer, a brief and a suggestion.

import type { Ask, Reach } from '../../assistant/assistant.js';
import type { Chatbot } from '../../core/chatbot.js';
import type { Conversation } from '../../core/conversation.js';
import { isOpen, nextOpening } from '../../core/hours.js';
import type { Message } from '../../core/message.js';
import { findChatbot } from '../../store/chatbots.js';
import { findContact } from '../../store/contacts.js';
import { listEvents } from '../../store/events.js';
import { listMessages } from '../../store/messages.js';
import { readPresent } from '../../store/queue-facts.js';
import type { Reads } from '../../store/store.js';
import { listCrews } from '../crew.js';
import { toHistory } from './history.js';

type Subject = Pick<
  Conversation,
  'organizationId' | 'id' | 'reference' | 'epoch' | 'chatbotId' | 'contactId'
>;

export interface Question {
  readonly chatbot: Chatbot;
  readonly messages: readonly Message[];
  readonly ask: Ask;
}

const historyLines = 40;
const turnsShown = 20;

/** Everything said between customer, assistant and people; notes stay with the agents. Null when it is gone. */
export async function readQuestion(reads: Reads, subject: Subject): Promise<Question | null> {
  const { organizationId, id, epoch, reference } = subject;
  const chatbot = await findChatbot(reads, { organizationId, id: subject.chatbotId });
  const contact = await findContact(reads, { organizationId, id: subject.contactId });
  if (!chatbot || !contact) return null;
  const messages = await listMessages(reads, subject, { limit: historyLines });
  const events = await listEvents(reads, subject, {
    kinds: [
      'conversation.claimed',
      'conversation.assigned',
      'conversation.transferred',
      'conversation.restored',
    ],
    limit: turnsShown,
  });
  const { name, locale, verified } = contact;
  const reach = await readReach(reads, chatbot);
  return {
    chatbot,
    messages,
    ask: {
      chatbot,
      conversationId: id,
      reference,
      epoch,
      contact: { name, locale, verified },
      history: toHistory(messages, events),
      reach,
    },
  };
}

/** Whether people could be reached now: an assistant that does not know promises too much. */
async function readReach(reads: Reads, chatbot: Chatbot): Promise<Reach> {
  const { online, now } = await readPresent(reads, chatbot.organizationId, await listCrews(reads, chatbot));
  if (!isOpen(chatbot.hours, now)) return { people: 'closed', opensAt: nextOpening(chatbot.hours, now) };
  return { people: online ? 'online' : 'offline', opensAt: null };
}
