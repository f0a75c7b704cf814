// Homes that people open, and people who leave a desk.

import { leave } from '../routing/verbs/leave.js';
import { findAgentByIdentity } from '../store/agents.js';
import { readHome } from '../store/desk-views.js';
import { homeCard, strangerHomeCard } from './cards/home.js';
import type { BridgeHouse } from './house.js';
import { linkRows } from './link-rows.js';

interface Person {
  readonly desk: string;
  readonly team: string;
  readonly user: string;
}

/** Draws the home of whoever opened it; strangers are told how to become agents. */
export async function showHome({ routing, desks }: BridgeHouse, who: Person): Promise<void> {
  const { desk, team, user } = who;
  const agent = await findAgentByIdentity(routing.store, { desk, team, user });
  const home = agent && agent.deactivatedAt === null ? await readHome(routing.store, agent) : null;
  const card = home
    ? homeCard({
        agent: { ...home.agent, load: home.load },
        mine: await linkRows(desks, home.mine),
        waiting: await linkRows(desks, home.waiting),
      })
    : strangerHomeCard();
  await desks.find(desk)?.home?.({ team, user }, card);
}

/** Takes someone out who left the desk: no gesture of theirs counts any more, their chats wait again. */
export async function letGo({ routing }: BridgeHouse, who: Person): Promise<void> {
  const { desk, team, user } = who;
  const agent = await findAgentByIdentity(routing.store, { desk, team, user });
  if (!agent || agent.deactivatedAt !== null) return;
  const released = await leave(routing, agent);
  routing.log.info({ agentId: agent.id, desk, released }, 'an agent left the desk and was deactivated');
}
