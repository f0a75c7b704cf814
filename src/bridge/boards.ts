// Boards of chatbots: posted into their place, drawn in place, and forgotten once somebody deleted them.

import { randomUUID } from 'node:crypto';
import type { Agent } from '../core/agent.js';
import type { Chatbot } from '../core/chatbot.js';
import { Failure, Refusal } from '../core/errors.js';
import type { ChatbotId, OrganizationId, Scoped } from '../core/id.js';
import { moveBoard } from '../routing/verbs/move-board.js';
import { type BoardView, forgetBoard, readBoard } from '../store/boards.js';
import { findChatbot } from '../store/chatbots.js';
import { dropRedraw, type OldBoard } from '../store/redraws.js';
import type { Store } from '../store/store.js';
import { boardCard, oldBoardCard } from './cards/board.js';
import type { Card } from './cards/card.js';
import type { Post } from './desk.js';
import type { BridgeHouse } from './house.js';
import type { Desks } from './registry.js';

interface BoardHouse {
  readonly store: Store;
  readonly desks: Desks;
}

const asPost = (card: Card, evidence: string): Post => ({ kind: 'card', card, evidence });

async function mustRead(house: BridgeHouse, chatbot: Scoped<ChatbotId>): Promise<BoardView> {
  const view = await readBoard(house.routing.store, chatbot);
  if (!view) throw new Refusal('unknown-chatbot');
  return view;
}

/**
 * Posts the board at the end of the chatbot's place; an earlier one says that it moved. Throws Refusal: role,
 * unknown-chatbot, bad-input for a chatbot without a place; Failure of the desk.
 */
export async function postBoard(house: BridgeHouse, by: Agent, chatbot: Chatbot): Promise<void> {
  const view = await mustRead(house, chatbot);
  const desk = view.place ? house.desks.find(view.place.desk) : null;
  if (!view.place || !desk) throw new Refusal('bad-input', { what: 'this chatbot has no place on a desk' });
  const { team, place } = view.place;
  const { ref } = await desk.post(
    { team, place, threadRef: null },
    asPost(boardCard(view, true), `board:${randomUUID()}`),
  );
  await moveBoard(house.routing, { by, chatbotId: chatbot.id, ref });
}

/** The board is not kept up any more. Throws Refusal: role, unknown-chatbot. */
export async function stopBoard(house: BridgeHouse, by: Agent, chatbot: Chatbot): Promise<void> {
  await moveBoard(house.routing, { by, chatbotId: chatbot.id, ref: null });
}

/**
 * Has a post say that it is the board no more; one that is gone from the desk needs no word. Throws the desk's Failure:
 * it is asked for until it was drawn.
 */
export async function drawOldBoard(
  { store, desks }: BoardHouse,
  { organizationId, id }: { readonly organizationId: OrganizationId; readonly id: string },
  shown: string | null,
): Promise<void> {
  const old = shown === null ? null : (JSON.parse(shown) as OldBoard);
  const chatbot = old ? await findChatbot(store, { organizationId, id: old.chatbotId }) : null;
  if (old && chatbot) {
    const { desk, team, place, ref } = old;
    const post = asPost(oldBoardCard(chatbot.name, old.moved), `board:${old.chatbotId}`);
    await desks
      .find(desk)
      ?.update({ team, place, ref }, post)
      .catch((error: unknown) => {
        if (!(error instanceof Failure) || error.class !== 'recipient') throw error;
      });
  }
  await dropRedraw(store, organizationId, id);
}

/**
 * Draws a board in place, unless it shows the same already; `print` tells cards apart. One that is gone from the desk
 * is forgotten. Throws the desk's Failure.
 */
export async function redrawBoard(
  { store, desks }: BoardHouse,
  id: Scoped<ChatbotId>,
  { shown, print }: { readonly shown: string | null; readonly print: (card: Card, where: string) => string },
): Promise<string | null> {
  const view = await readBoard(store, id);
  if (!view?.place || view.boardRef === null) return null;
  const card = boardCard(view, true);
  const drawn = print(card, view.boardRef);
  if (drawn === shown) return shown;
  const { desk, team, place } = view.place;
  const at = { team, place, ref: view.boardRef };
  try {
    await desks.find(desk)?.update(at, asPost(card, `board:${id.id}`));
  } catch (error) {
    if (!(error instanceof Failure) || error.class !== 'recipient') throw error;
    await forgetBoard(store, { desk, ...at });
    return null;
  }
  return drawn;
}
