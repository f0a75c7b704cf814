// A chatbot's overview board is posted, moves to a new post, or is given up.

import { type Agent, agentMay } from '../../core/agent.js';
import { Refusal } from '../../core/errors.js';
import type { ChatbotId } from '../../core/id.js';
import { lockAgent } from '../../store/agents.js';
import { recordChange } from '../../store/audit.js';
import { lockBoard, saveBoard } from '../../store/boards.js';
import { markOldBoard, redrawBoard } from '../../store/redraws.js';
import type { Routing } from '../routing.js';
import { actorOf } from './gate.js';

interface BoardInput {
  readonly by: Agent;
  readonly chatbotId: ChatbotId;
  /** The post that is the board from now on; null when there is to be none. */
  readonly ref: string | null;
}

/**
 * Moves the board; the post it was before is asked to say so. Throws Refusal: deactivated, role, unknown-chatbot.
 */
export async function moveBoard(routing: Routing, input: BoardInput): Promise<void> {
  const { organizationId } = input.by;
  const scope = { organizationId, id: input.chatbotId };
  await routing.store.transaction(async (tx) => {
    const before = await lockBoard(tx, scope);
    const by = await lockAgent(tx, { organizationId, id: input.by.id });
    if (!by || by.deactivatedAt) throw new Refusal('deactivated');
    if (!before) throw new Refusal('unknown-chatbot');
    if (!agentMay(by, 'watch', input.chatbotId)) throw new Refusal('role', { needs: 'supervisor' });
    await saveBoard(tx, scope, input.ref);
    await recordChange(tx, organizationId, {
      actor: actorOf(by),
      subject: 'chatbot',
      subjectId: input.chatbotId,
      what: 'board',
      before: before.boardRef,
      after: input.ref,
    });
    await redrawBoard(tx, scope);
    const { boardRef, desk, team, place } = before;
    if (!boardRef || !desk || !team || !place || boardRef === input.ref) return;
    const old = { chatbotId: input.chatbotId, desk, team, place, ref: boardRef, moved: input.ref !== null };
    await markOldBoard(tx, organizationId, old);
  });
}
