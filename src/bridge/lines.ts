// What becomes of a typed line: a command, the owner's words to the customer, or a line that is held.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Agent } from '../core/agent.js';
import type { Conversation } from '../core/conversation.js';
import { Refusal } from '../core/errors.js';
import { createInOrder } from '../core/in-order.js';
import { inTurn } from '../core/in-turn.js';
import { messageLimit } from '../core/message.js';
import { printCommonmark } from '../core/text.js';
import { hold } from '../routing/verbs/hold.js';
import { reply, replyInThread } from '../routing/verbs/reply.js';
import { findAgent } from '../store/agents.js';
import { findChatbotByPlace } from '../store/chatbots.js';
import { findConversationByThread } from '../store/conversations.js';
import { heldCard } from './cards/held.js';
import { noticeCard } from './cards/notice.js';
import { findCommand } from './commands/registry.js';
import type { DeskLine } from './desk.js';
import { explain, isExpected } from './explain.js';
import type { BridgeHouse } from './house.js';
import { findMeantWord, findSlippedWord } from './near-word.js';
import { recogniseAgent } from './people.js';
import { fitRefusal } from './remedies.js';
import { runInvocation } from './run-invocation.js';
import { storeFiles } from './store-files.js';
import { mustSeeConversation } from './thread.js';
import { readAddressed, readBang, toInvocation } from './typed.js';

function findThread({ routing }: BridgeHouse, line: DeskLine): Promise<Conversation | null> {
  const { desk, team, place, threadRef } = line;
  return threadRef === null
    ? Promise.resolve(null)
    : findConversationByThread(routing.store, { desk, team, place, threadRef });
}

/** True where `!word` is ours to hear: a conversation's thread, or the root of a chatbot's place. */
async function isOurs(house: BridgeHouse, line: DeskLine): Promise<boolean> {
  const { desk, team, place } = line;
  if (line.threadRef !== null) return (await findThread(house, line)) !== null;
  return (await findChatbotByPlace(house.routing.store, { desk, team, place })) !== null;
}

async function holdLine(
  house: BridgeHouse,
  line: DeskLine,
  held: {
    agent: Agent;
    conversation: Conversation;
    text: string;
    attachmentIds: Parameters<typeof hold>[1]['attachmentIds'];
    meant: string | null;
  },
): Promise<void> {
  const { agent, conversation, text } = held;
  const { desk, team, place, ref, clientId } = line;
  const { heldLineId } = await hold(house.routing, {
    agent,
    conversationId: conversation.id,
    text,
    deskRef: { desk, team, place, ref },
    clientId,
    attachmentIds: held.attachmentIds ?? [],
  });
  // The same post heard again: its author was asked the first time.
  if (heldLineId === null) return;
  const owner = conversation.ownerId
    ? await findAgent(house.routing.store, { organizationId: agent.organizationId, id: conversation.ownerId })
    : null;
  const { meant } = held;
  await line.mouth.whisper(
    heldCard({ conversation, ownerName: owner?.name ?? null, heldLineId, text, meant }),
  );
}

/** How the command is written that the line was most likely meant to be; null for ordinary lines. */
function findMeant({ raw, addressed, mustMention }: DeskLine): string | null {
  const word = findMeantWord(raw);
  if (word !== null) return `!${word}`;
  const slipped = addressed && mustMention ? findSlippedWord(raw) : null;
  return slipped === null ? null : `${mustMention} ${slipped}`;
}

/** Everything that is not plainly the owner's words: looks closer, acts, and says why where it cannot. */
async function takeSlowPath(house: BridgeHouse, line: DeskLine, text: string): Promise<void> {
  const { routing } = house;
  const conversation = await findThread(house, line);
  if (!conversation) return;
  const agent = await recogniseAgent(routing.store, line);
  mustSeeConversation(agent, conversation);
  if (conversation.status === 'closed')
    throw new Refusal('closed', {}, [{ command: 'reopen', label: 'Reopen' }]);
  if (text.length > messageLimit) throw new Refusal('too-long', { limit: messageLimit });
  const { attachmentIds, refused } = await storeFiles(house, conversation, line.files);
  if (text !== '' || attachmentIds.length > 0) {
    // What only just fails to be a command is asked about: a mistyped !note must not reach the customer.
    const mine = conversation.ownerId === agent.id;
    const meant = mine ? findMeant(line) : null;
    if (mine && meant === null) {
      const { desk, team, place, ref, clientId } = line;
      await reply(routing, {
        agent,
        conversationId: conversation.id,
        text,
        attachmentIds,
        desk: { ref: { desk, team, place, ref }, clientId },
      });
    } else await holdLine(house, line, { agent, conversation, text, attachmentIds, meant });
  }
  if (refused.length > 0)
    await line.mouth.whisper(
      noticeCard(`⚠️ ${refused.join(' ')}`, text === '' ? undefined : 'Your words were taken all the same.'),
    );
}

/** Where people must address us to be heard at all, what begins with no command is said to the customer. */
function isOrdinary(line: DeskLine): boolean {
  if (!line.mustMention || line.threadRef === null) return false;
  const { word } = readAddressed(line.raw);
  const command = findCommand(word);
  return !command || command.hidden;
}

/** Nobody comes again with the mark of a line that was refused. */
const patience = { patienceMs: 4_000, sleep };

/** A whisper passes, the line stays: without a mark it would look like one that the customer has. */
async function markRefused({ desks }: BridgeHouse, line: DeskLine): Promise<void> {
  const { desk, team, place, ref } = line;
  const mark = async () => desks.find(desk)?.mark?.({ team, place, ref }, 'failed', null);
  await inTurn(mark, patience).catch(() => undefined);
}

async function takeThreadLine(
  house: BridgeHouse,
  line: DeskLine & { readonly threadRef: string },
): Promise<void> {
  const text = printCommonmark(line.text).trim();
  if (text === '' && line.files.length === 0) return;
  if (line.files.length === 0 && findMeant(line) === null) {
    const { desk, team, place, threadRef, user, ref, clientId } = line;
    const { outcome } = await replyInThread(house.routing, {
      desk,
      team,
      place,
      threadRef,
      user,
      ref,
      clientId,
      text,
    });
    if (outcome !== 'other') return;
  }
  await takeSlowPath(house, line, text);
}

/**
 * Hears typed lines. Expected errors are told to the author; an unexpected one is told and thrown on, so that the
 * desk's platform delivers the line again: a post is never taken twice.
 */
export function createLines(house: BridgeHouse): (line: DeskLine) => Promise<void> {
  const inOrder = createInOrder();

  /** A word typed right before or after a line must not overtake it: `!claim`, the answer, `!close`. */
  const inThread = (line: DeskLine, work: () => Promise<void>) =>
    line.threadRef === null
      ? work()
      : inOrder(`${line.desk} ${line.team} ${line.place} ${line.threadRef}`, work);

  const takeInOrder = (line: DeskLine & { readonly threadRef: string }) =>
    inThread(line, async () => {
      try {
        await takeThreadLine(house, line);
      } catch (error) {
        const conversation = await findThread(house, line).catch(() => null);
        const told = await fitRefusal(house, error, conversation).catch(() => error);
        const card = explain(house.routing.log, told, {
          what: 'line',
          conversationId: conversation?.id ?? null,
        });
        await line.mouth.whisper(card).catch(() => undefined);
        if (!isExpected(error)) throw error;
        if (conversation) await markRefused(house, line);
      }
    });

  return async (line) => {
    if (line.direct) return runInvocation(house, toInvocation(line, 'direct', readAddressed(line.raw)));
    if (line.addressed && !isOrdinary(line)) {
      const asked = toInvocation(line, 'mention', readAddressed(line.raw));
      return inThread(line, () => runInvocation(house, asked));
    }
    const typed = readBang(line.raw);
    if (typed) {
      return inThread(line, async () => {
        if (await isOurs(house, line)) await runInvocation(house, toInvocation(line, 'word', typed));
      });
    }
    const { threadRef } = line;
    if (threadRef !== null) await takeInOrder({ ...line, threadRef });
  };
}
