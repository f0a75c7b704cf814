// Which conversation a gesture means: its card's, the one named, its thread's, or the agent's only one there.

import { type Agent, seesChatbot } from '../core/agent.js';
import { contactLabel } from '../core/contact.js';
import { type Conversation, showReference } from '../core/conversation.js';
import { Refusal } from '../core/errors.js';
import {
  findConversationById,
  findConversationByReference,
  findConversationByThread,
} from '../store/conversations.js';
import { type ConversationView, listMine } from '../store/desk-views.js';
import type { Reads } from '../store/store.js';
import type { Invocation } from './invocation.js';

/** The most conversations offered when the gesture could mean several. */
const offered = 5;

type Gesture = Pick<
  Invocation,
  'desk' | 'team' | 'place' | 'threadRef' | 'postRef' | 'conversationId' | 'word'
>;

/** Refuses what the agent may not know of: another organization's rows do not exist for them. */
export function mustSeeConversation(
  agent: Agent,
  conversation: Conversation | null,
  named?: string,
): Conversation {
  if (!conversation || conversation.organizationId !== agent.organizationId) {
    throw new Refusal('unknown-conversation', named === undefined ? {} : { reference: named });
  }
  const sees = seesChatbot(agent, conversation.chatbotId) || conversation.ownerId === agent.id;
  if (!sees) throw new Refusal('other-chatbot');
  return conversation;
}

async function findByPost(reads: Reads, gesture: Gesture): Promise<Conversation | null> {
  const { desk, team, place } = gesture;
  if (place === null) return null;
  for (const threadRef of [gesture.threadRef, gesture.postRef]) {
    const found =
      threadRef === null ? null : await findConversationByThread(reads, { desk, team, place, threadRef });
    if (found) return found;
  }
  return null;
}

function isHere({ place }: ConversationView, gesture: Gesture): boolean {
  return (
    place !== null &&
    place.desk === gesture.desk &&
    place.team === gesture.team &&
    place.place === gesture.place
  );
}

/** The agent's only active conversation in this place, else their only one; several are offered by name. */
async function findOnlyOne(reads: Reads, agent: Agent, gesture: Gesture): Promise<Conversation> {
  const mine = await listMine(reads, agent);
  const here = mine.filter((view) => isHere(view, gesture));
  const candidates = here.length > 0 ? here : mine;
  const [only, second] = candidates;
  if (only && !second) return only.conversation;
  if (!only) {
    throw new Refusal(
      'bad-input',
      { what: `say which conversation, such as “${gesture.word} #1042”; you have no active chats` },
      [{ command: 'queue', label: 'Queue' }],
    );
  }
  const remedies = candidates.slice(0, offered).map(({ conversation, contact }) => ({
    command: gesture.word,
    label: `${showReference(conversation)} ${contactLabel(contact)}`.slice(0, 40),
    args: showReference(conversation),
  }));
  throw new Refusal(
    'bad-input',
    { what: `you have ${candidates.length} active chats; which one do you mean?` },
    remedies,
  );
}

/**
 * Finds the conversation a gesture means, and makes sure that the agent may know of it. `reference` is the number
 * named in the arguments, null when none was. Throws Refusal `unknown-conversation`, `other-chatbot`, or
 * `bad-input` with the candidates as remedies when it could mean several.
 */
export async function findTarget(
  reads: Reads,
  agent: Agent,
  gesture: Gesture,
  reference: number | null,
): Promise<Conversation> {
  if (gesture.conversationId !== null) {
    return mustSeeConversation(agent, await findConversationById(reads, gesture.conversationId));
  }
  if (reference !== null) {
    const found = await findConversationByReference(reads, agent.organizationId, reference);
    return mustSeeConversation(agent, found, `#${reference}`);
  }
  const posted = await findByPost(reads, gesture);
  if (posted) return mustSeeConversation(agent, posted);
  return findOnlyOne(reads, agent, gesture);
}

/** True when the gesture names or stands in a conversation, so that no guess is needed. */
export async function pointsAtConversation(
  reads: Reads,
  gesture: Gesture,
  reference: number | null,
): Promise<boolean> {
  return gesture.conversationId !== null || reference !== null || (await findByPost(reads, gesture)) !== null;
}
