// Who makes a gesture, and whom they mean by `@U123`, a name or a form's choice.

import type { Agent } from '../core/agent.js';
import { Refusal } from '../core/errors.js';
import { type AgentId, looksLikeId } from '../core/id.js';
import { findAgent, findAgentByIdentity, findAgentByName, type Identity } from '../store/agents.js';
import type { Reads } from '../store/store.js';

/**
 * The agent behind a person of a desk, freshly read: nothing about them is trusted from the gesture.
 * Throws Refusal `not-an-agent` for strangers, `deactivated` for former agents, `guest` for guests.
 */
export async function recogniseAgent(reads: Reads, who: Identity): Promise<Agent> {
  const agent = await findAgentByIdentity(reads, { desk: who.desk, team: who.team, user: who.user });
  if (!agent) throw new Refusal('not-an-agent');
  if (agent.deactivatedAt !== null) throw new Refusal('deactivated');
  if (agent.isGuest) throw new Refusal('guest');
  return agent;
}

async function findByName(
  reads: Reads,
  agent: Agent,
  text: string,
): Promise<{ found: Agent; rest: string } | null> {
  const words = text.replace(/^@/, '').split(/\s+/);
  // The longest name first: “Kim Miller please look” means Kim Miller when there is one.
  for (let count = Math.min(3, words.length); count > 0; count -= 1) {
    const found = await findAgentByName(reads, agent.organizationId, words.slice(0, count).join(' '));
    if (found) return { found, rest: words.slice(count).join(' ') };
  }
  return null;
}

/**
 * The colleague that the text begins with, and what follows. Understands `me`, the desk's `@U123`, our ids (from
 * forms) and names. Throws Refusal `unknown-agent`, also for agents of other organizations.
 */
export async function findColleague(
  reads: Reads,
  asking: { readonly agent: Agent; readonly desk: string; readonly team: string },
  text: string,
): Promise<{ readonly colleague: Agent; readonly rest: string }> {
  const match = /^\s*(\S*)\s*([\s\S]*)$/u.exec(text);
  const first: string = match?.[1] ?? '';
  const rest: string = match?.[2] ?? '';
  const { agent } = asking;
  let colleague: Agent | null = null;
  if (first.toLowerCase() === 'me') colleague = agent;
  else if (first.startsWith('@')) {
    colleague = await findAgentByIdentity(reads, {
      desk: asking.desk,
      team: asking.team,
      user: first.slice(1),
    });
  } else if (looksLikeId(first)) {
    colleague = await findAgent(reads, { organizationId: agent.organizationId, id: first as AgentId });
  }
  if (colleague === null && first !== '') {
    const named = await findByName(reads, agent, text.trim());
    if (named) return { colleague: named.found, rest: named.rest };
  }
  if (
    colleague === null ||
    colleague.organizationId !== agent.organizationId ||
    colleague.deactivatedAt !== null
  ) {
    throw new Refusal('unknown-agent', first === '' ? {} : { name: first.slice(0, 60) });
  }
  return { colleague, rest: rest.trim() };
}
