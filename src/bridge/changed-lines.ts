// Edits and deletions on the desk: the customer's copy follows where the channel can, else the author is told.

import type { Conversation } from '../core/conversation.js';
import type { MessageId } from '../core/id.js';
import { printCommonmark } from '../core/text.js';
import { type ChannelAbilities, deleteLine, editLine } from '../routing/verbs/change-line.js';
import { findAgentByIdentity, identityOf } from '../store/agents.js';
import { findConversationById } from '../store/conversations.js';
import { changeHeldLine } from '../store/held-lines.js';
import { findMessage, findMessageByDeskRef } from '../store/messages.js';
import type { Card } from './cards/card.js';
import { correctionCard, noticeCard } from './cards/notice.js';
import type { Gesture } from './desk.js';
import type { BridgeHouse } from './house.js';
import { readBang, withoutWord } from './typed.js';

type Edited = Extract<Gesture, { type: 'line-edited' }>;
type Deleted = Extract<Gesture, { type: 'line-deleted' }>;

/** Teams lets people undo a deletion; the channels that took the line back do not. */
const stayDeleted =
  '⚠️ You had deleted this line: the customer no longer has it. Write it again to send it to them.';

async function tell(
  house: BridgeHouse,
  at: { desk: string; team: string; place: string; user: string },
  conversation: Conversation,
  card: Card,
): Promise<void> {
  const { team, place, user } = at;
  await house.desks.find(at.desk)?.whisper?.({ team, place, threadRef: conversation.threadRef, user }, card);
}

/** Takes an edit. A reply never becomes a command or a note by being edited: its author is told instead. */
export async function takeEdit(
  house: BridgeHouse,
  abilities: ChannelAbilities,
  gesture: Edited,
): Promise<void> {
  const { routing } = house;
  const { desk, team, place, ref, user } = gesture;
  const typed = readBang(gesture.raw);
  if (typed) {
    const message = await findMessageByDeskRef(routing.store, { desk, team, place, ref });
    const conversation = message ? await findConversationById(routing.store, message.conversationId) : null;
    if (conversation)
      return tell(
        house,
        gesture,
        conversation,
        noticeCard(
          '⚠️ This line was sent already; editing it into a command changes nothing for the customer.',
        ),
      );
    if (typed.word !== 'note') return;
  }
  const text = printCommonmark(typed ? (withoutWord(gesture.text) ?? []) : gesture.text).trim();
  // Emptied lines are deletions on every desk; an empty edit has nothing to say.
  if (text === '') return;
  const done = await editLine(routing, { desk, team, place, ref, user, text }, abilities);
  if (done.outcome === 'not-ours') await followHeld(house, gesture, text);
  if (done.outcome !== 'kept-old' && done.outcome !== 'stays-deleted') return;
  const conversation = await findConversationById(routing.store, done.conversationId);
  if (!conversation) return;
  const card = done.outcome === 'kept-old' ? correctionCard(conversation, text) : noticeCard(stayDeleted);
  await tell(house, gesture, conversation, card);
}

/** A held line is sent as its author sees it: what they edited meanwhile counts. */
async function followHeld({ routing }: BridgeHouse, gesture: Edited, text: string): Promise<void> {
  const { desk, team, place, ref, user } = gesture;
  const author = await findAgentByIdentity(routing.store, { desk, team, user });
  if (author) await changeHeldLine(routing.store, { desk, team, place, ref }, { author: author.id, text });
}

/** Takes a deletion; when the customer keeps the line, its author is told. */
export async function takeDeletion(
  house: BridgeHouse,
  abilities: ChannelAbilities,
  gesture: Deleted,
): Promise<void> {
  const { store } = house.routing;
  const { desk, team, place, ref } = gesture;
  const done = await deleteLine(house.routing, { desk, team, place, ref, user: null }, abilities);
  if (done.outcome === 'not-ours') {
    await changeHeldLine(store, { desk, team, place, ref }, { author: null, text: null });
  }
  if (done.outcome !== 'kept-old') return;
  const conversation = await findConversationById(store, done.conversationId);
  if (!conversation || done.messageId === undefined) return;
  const user = await authorOf(house, conversation, done.messageId, desk);
  if (user)
    await tell(
      house,
      { desk, team, place, user },
      conversation,
      noticeCard('⚠️ The customer’s channel cannot take messages back: they still see the line you deleted.'),
    );
}

async function authorOf(
  { routing }: BridgeHouse,
  { organizationId }: Conversation,
  messageId: MessageId,
  desk: string,
): Promise<string | null> {
  const message = await findMessage(routing.store, { organizationId, id: messageId });
  const identity = message?.agentId
    ? await identityOf(routing.store, { organizationId, id: message.agentId }, desk)
    : null;
  return identity?.user ?? null;
}
