// Writes to one agent directly, on whatever desk reaches them.

import type { AgentId, Scoped } from '../core/id.js';
import type { Log } from '../routing/routing.js';
import { identityOf } from '../store/agents.js';
import type { Reads } from '../store/store.js';
import type { Card } from './cards/card.js';
import type { Desks } from './registry.js';

/** Tries the desks one after the other; false when none of them could. Never throws. */
export async function tellAgent(
  house: { readonly store: Reads; readonly desks: Desks; readonly log: Log },
  agent: Scoped<AgentId>,
  card: Card,
): Promise<boolean> {
  for (const desk of house.desks.all) {
    if (!desk.direct) continue;
    try {
      const identity = await identityOf(house.store, agent, desk.name);
      if (!identity) continue;
      await desk.direct({ team: identity.team || null, user: identity.user }, card);
      return true;
    } catch (error) {
      house.log.warn({ err: error, desk: desk.name, agentId: agent.id }, 'an agent could not be told');
    }
  }
  return false;
}
