// Which agent a text begins with, also one who left: those are managed, but nothing is given to them.

import type { Agent } from '../../core/agent.js';
import { Refusal } from '../../core/errors.js';
import { type AgentId, looksLikeId } from '../../core/id.js';
import { findAgent, findAgentByIdentity } from '../../store/agents.js';
import { listFormerAgents } from '../../store/manage-agents.js';
import { findColleague } from '../people.js';
import type { Context } from './command.js';

/** The agent and what follows. Throws Refusal `unknown-agent`. */
export async function findAnyone(
  { house, agent, invocation }: Context,
  text: string,
): Promise<{ readonly found: Agent; readonly rest: string }> {
  const { store } = house.routing;
  const { desk, team } = invocation;
  try {
    const { colleague, rest } = await findColleague(store, { agent, desk, team }, text);
    return { found: colleague, rest };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const former = await findFormer({ house, agent, invocation }, text);
    if (former) return former;
    throw error;
  }
}

async function findFormer({ house, agent, invocation }: Context, text: string) {
  const { store } = house.routing;
  const { organizationId } = agent;
  const first: string = text.split(/\s+/u)[0] ?? '';
  const after = (name: string) => text.slice(name.length).trim();
  const { desk, team } = invocation;
  const isId: boolean = looksLikeId(first);
  const found = isId
    ? await findAgent(store, { organizationId, id: first as AgentId })
    : first.startsWith('@')
      ? await findAgentByIdentity(store, { desk, team, user: first.slice(1) })
      : null;
  if (found) return found.organizationId === organizationId ? { found, rest: after(first) } : null;
  const wanted = text.toLocaleLowerCase();
  const named = (await listFormerAgents(store, organizationId)).find((one) =>
    `${wanted} `.startsWith(`${one.name.toLocaleLowerCase()} `),
  );
  return named ? { found: named, rest: after(named.name) } : null;
}
