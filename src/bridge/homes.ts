// Homes that people open, and people who leave a desk.

import type { AgentId, Scoped } from '../core/id.js';
import { leave } from '../routing/verbs/leave.js';
import { findAgentByIdentity } from '../store/agents.js';
import { readHome } from '../store/home-view.js';
import type { Reads } from '../store/store.js';
import type { Card } from './cards/card.js';
import { homeCard, strangerHomeCard } from './cards/home.js';
import type { BridgeHouse } from './house.js';
import { linkQueue, linkRows } from './link-rows.js';
import type { Desks } from './registry.js';

interface Person {
  readonly desk: string;
  readonly team: string;
  readonly user: string;
}

/** An agent's home as it is now; null for nobody. */
export async function drawHome(reads: Reads, desks: Desks, scope: Scoped<AgentId>): Promise<Card | null> {
  const home = await readHome(reads, scope);
  if (!home) return null;
  const { agent, load, filter, found, choices } = home;
  return homeCard({
    agent: { ...agent, load },
    mine: await linkRows(desks, home.mine),
    queue: await linkQueue(desks, home.queue),
    filter,
    ...(found
      ? {
          chosen: {
            readerId: agent.id,
            filter,
            choices,
            rows: await linkRows(desks, found.views),
            more: found.more,
          },
        }
      : {}),
  });
}

/** Draws the home of whoever opened it; strangers are told how to become agents. */
export async function showHome({ routing, desks }: BridgeHouse, who: Person): Promise<void> {
  const { desk, team, user } = who;
  const agent = await findAgentByIdentity(routing.store, { desk, team, user });
  const home = agent && agent.deactivatedAt === null ? await drawHome(routing.store, desks, agent) : null;
  await desks.find(desk)?.home?.({ team, user }, home ?? strangerHomeCard());
}

/** Takes someone out who left the desk: no gesture of theirs counts any more, their chats wait again. */
export async function letGo({ routing }: BridgeHouse, who: Person): Promise<void> {
  const { desk, team, user } = who;
  const agent = await findAgentByIdentity(routing.store, { desk, team, user });
  if (!agent || agent.deactivatedAt !== null) return;
  const released = await leave(routing, agent);
  routing.log.info({ agentId: agent.id, desk, released }, 'an agent left the desk and was deactivated');
}
