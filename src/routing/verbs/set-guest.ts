// A desk tells that an agent is a guest there, or a member again: guests are given nothing, and what they had waits for others.

import { systemActor } from '../../core/actor.js';
import { findAgentByIdentity, type Identity, lockAgent } from '../../store/agents.js';
import { recordChange } from '../../store/audit.js';
import { readGuest, saveGuest } from '../../store/guests.js';
import type { Routing } from '../routing.js';
import { suspendLocked } from './leave.js';
import { lookAgain } from './manage-agent.js';

/**
 * Keeps what the desk told. Who becomes a guest goes offline and gives back what they have; who is a member again may
 * go online. Returns how many conversations wait again; 0 for people who are no agents, and where nothing is new.
 */
export async function setGuest(
  routing: Pick<Routing, 'store'>,
  who: Identity,
  isGuest: boolean,
): Promise<number> {
  const { store } = routing;
  // People's profiles change all the time: only what is new is worth a lock.
  const known = await readGuest(store, who);
  if (known === null || known === isGuest) return 0;
  return store.transaction(async (tx) => {
    const found = await findAgentByIdentity(tx, who);
    const agent = found && (await lockAgent(tx, found));
    if (!agent || (await readGuest(tx, who)) === isGuest) return 0;
    await saveGuest(tx, who, isGuest);
    await recordChange(tx, agent.organizationId, {
      actor: systemActor(who.desk),
      subject: 'agent',
      subjectId: agent.id,
      what: 'guest',
      before: !isGuest,
      after: isGuest,
    });
    const returned = isGuest && !agent.deactivatedAt ? await suspendLocked(tx, agent, 'guest') : 0;
    await lookAgain(tx, agent);
    return returned;
  });
}
