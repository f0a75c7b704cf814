// Gathers a report for its reader: what they asked for is looked at again, and what they may not see is not there.

import { type Agent, roleMay, seesChatbot, visibleChatbots } from '../../core/agent.js';
import type { Chatbot } from '../../core/chatbot.js';
import { Refusal } from '../../core/errors.js';
import { type AgentId, type ChatbotId, looksLikeId } from '../../core/id.js';
import type { Report, ReportPeriod, ReportScope } from '../../core/report.js';
import { type ListedAgent, listAgents } from '../../store/agents.js';
import { listChatbots } from '../../store/chatbots.js';
import { readReport } from '../../store/report.js';
import type { Store } from '../../store/store.js';

/** What a report is asked for; null means all that the reader may see. */
export interface ReportWish {
  readonly period: ReportPeriod;
  readonly chatbotId: ChatbotId | null;
  readonly agentId: AgentId | null;
  readonly asOf: Date;
}

/** What a reader may ask reports about. */
export interface ReportSight {
  readonly chatbots: readonly Chatbot[];
  readonly agents: readonly ListedAgent[];
}

/** The chatbots that the reader watches, and the agents who work for them. */
export async function readSight(store: Store, reader: Agent): Promise<ReportSight> {
  const all = await listChatbots(store, reader.organizationId);
  const chatbots = all.filter(({ id }) => seesChatbot(reader, id));
  const agents = await listAgents(store, reader.organizationId, visibleChatbots(reader));
  return { chatbots, agents };
}

/** Authorises and counts. Throws Refusal: role, deactivated, unknown-chatbot, unknown-agent. */
export async function gatherReport(
  store: Store,
  reader: Agent,
  wish: ReportWish,
): Promise<{ readonly report: Report; readonly sight: ReportSight }> {
  const { scope, sight } = await authoriseReport(store, reader, wish);
  return { report: { scope, figures: await readReport(store, scope) }, sight };
}

/** The scope of what was asked for, as the reader may see it now. Throws Refusal as `gatherReport`. */
export async function authoriseReport(
  store: Store,
  reader: Agent,
  wish: ReportWish,
): Promise<{ readonly scope: ReportScope; readonly sight: ReportSight }> {
  if (reader.deactivatedAt !== null) throw new Refusal('deactivated');
  if (!roleMay(reader.role, 'watch')) throw new Refusal('role', { needs: 'supervisor' });
  const sight = await readSight(store, reader);
  const chatbots = sight.chatbots.filter(({ id }) => wish.chatbotId === null || id === wish.chatbotId);
  if (wish.chatbotId !== null && chatbots.length === 0) throw new Refusal('unknown-chatbot');
  const agent = wish.agentId === null ? null : sight.agents.find(({ id }) => id === wish.agentId);
  if (agent === undefined) throw new Refusal('unknown-agent');
  return {
    sight,
    scope: {
      organizationId: reader.organizationId,
      period: wish.period,
      asOf: wish.asOf,
      chatbots: chatbots.map(({ id, name, hours }) => ({ id, name, timezone: hours?.timezone ?? 'UTC' })),
      agent: agent && { id: agent.id, name: agent.name },
    },
  };
}

/**
 * Reads `[chatbot] [agent]` among what the reader may see: chatbots by key, name or id; agents by name, the beginning
 * of one, id, the desk's `@U123`, or `me`. Throws Refusal for anything else, whether it exists or not.
 */
export function readSubject(
  sight: ReportSight,
  asking: { readonly agent: Agent; readonly desk: string; readonly team: string },
  text: string,
): Pick<ReportWish, 'chatbotId' | 'agentId'> {
  const words = text.trim().split(/\s+/u).filter(Boolean);
  // The longest name first: a chatbot may be called “Acme” and another one “Acme Support”.
  for (let count = words.length; count > 0; count -= 1) {
    const chatbot = findChatbot(sight, words.slice(0, count).join(' '));
    if (!chatbot) continue;
    const rest = words.slice(count).join(' ');
    return { chatbotId: chatbot.id, agentId: rest === '' ? null : mustFindAgent(sight, asking, rest) };
  }
  if (words.length === 0) return { chatbotId: null, agentId: null };
  return { chatbotId: null, agentId: mustFindAgent(sight, asking, words.join(' '), 'either') };
}

function findChatbot({ chatbots }: ReportSight, text: string): Chatbot | undefined {
  const wanted = text.toLocaleLowerCase();
  return chatbots.find(
    ({ id, key, name }) =>
      id === wanted || key.toLocaleLowerCase() === wanted || name.toLocaleLowerCase() === wanted,
  );
}

function mustFindAgent(
  { agents }: ReportSight,
  asking: { readonly agent: Agent; readonly desk: string; readonly team: string },
  text: string,
  kind: 'agent' | 'either' = 'agent',
): AgentId {
  const wanted = text.replace(/^@/u, '').toLocaleLowerCase();
  const isHere = ({ desk, team }: ListedAgent['identities'][number]) =>
    desk === asking.desk && team === asking.team;
  const named = agents.filter(({ name }) => name.toLocaleLowerCase() === wanted);
  const begun = agents.filter(({ name }) => name.toLocaleLowerCase().startsWith(wanted));
  const likely = named.length > 0 ? named : begun;
  const found =
    (wanted === 'me' ? agents.find(({ id }) => id === asking.agent.id) : undefined) ??
    (looksLikeId(wanted) ? agents.find(({ id }) => id === wanted) : undefined) ??
    agents.find(({ identities }) =>
      identities.some((one) => isHere(one) && one.user.toLocaleLowerCase() === wanted),
    ) ??
    (likely.length === 1 ? likely[0] : undefined);
  if (found) return found.id;
  const name = text.slice(0, 60);
  if (kind === 'agent' || text.startsWith('@')) throw new Refusal('unknown-agent', { name });
  throw new Refusal('bad-input', { what: `“${name}” is no chatbot and no agent that you may see` });
}
