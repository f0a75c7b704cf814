// Applies the declared agents: who they are, who they are on the desks, and the chatbots they are assigned to.

import { and, count, eq } from 'drizzle-orm';
import type { DeclaredAgent, DeclaredIdentity } from '../core/declaration.js';
import type { AgentId, ChatbotId } from '../core/id.js';
import { type Application, ApplyError } from './apply-report.js';
import { type Columns, reconcile } from './reconcile.js';
import { redrawHome } from './redraws.js';
import { agent, agentChatbot, agentIdentity } from './schema/agent.js';
import { chatbot } from './schema/chatbot.js';
import { conversation } from './schema/conversation.js';
import { newId } from './store.js';

/** An agent as the database has it, in the declaration's words. */
interface Known {
  readonly row: typeof agent.$inferSelect;
  readonly identities: readonly DeclaredIdentity[];
  readonly chatbots: readonly string[];
}

type ChatbotIds = ReadonlyMap<string, ChatbotId>;

/** Applies the agents. They are recognised by the name they were declared with, else by who they are on a desk. */
export async function applyAgents(
  application: Application,
  declared: readonly DeclaredAgent[],
  ids: ChatbotIds,
): Promise<void> {
  const known = await readKnown(application);
  const matches = matchAgents(declared, known);
  const gone = known.filter((one) => ![...matches.values()].includes(one));
  const claimed = declared.flatMap((one) => one.identities);
  for (const one of gone) await retireAgent(application, one, claimed);
  const plans = declared.map((one) => planAgent(application, one, matches.get(one)));
  // All old identities go before the first new one comes: two agents may have swapped theirs.
  for (const plan of plans)
    if (plan.known && 'identities' in plan.write) await forgetIdentities(application, plan.known);
  for (const plan of plans) await writeAgent(application, plan, ids);
}

async function readKnown({ tx, organizationId }: Application): Promise<Known[]> {
  const rows = await tx.db
    .select()
    .from(agent)
    .where(eq(agent.organizationId, organizationId))
    .orderBy(agent.id)
    .for('update');
  const identities = await tx.db
    .select()
    .from(agentIdentity)
    .where(eq(agentIdentity.organizationId, organizationId));
  const assigned = await tx.db
    .select({ agentId: agentChatbot.agentId, key: chatbot.key })
    .from(agentChatbot)
    .innerJoin(
      chatbot,
      and(eq(chatbot.organizationId, agentChatbot.organizationId), eq(chatbot.id, agentChatbot.chatbotId)),
    )
    .where(eq(agentChatbot.organizationId, organizationId));
  return rows.map((row) => ({
    row,
    identities: sortIdentities(identities.filter((one) => one.agentId === row.id)),
    chatbots: assigned
      .filter((one) => one.agentId === row.id)
      .map((one) => one.key)
      .sort(),
  }));
}

function matchAgents(declared: readonly DeclaredAgent[], known: readonly Known[]): Map<DeclaredAgent, Known> {
  const matches = new Map<DeclaredAgent, Known>();
  const free = new Set(known);
  const match = (fits: (one: DeclaredAgent, other: Known) => boolean) => {
    for (const one of declared) {
      const found = matches.has(one) ? undefined : [...free].find((other) => fits(one, other));
      if (!found) continue;
      matches.set(one, found);
      free.delete(found);
    }
  };
  match((one, other) => other.row.declared?.name === one.name);
  match((one, other) => one.identities.some((who) => other.identities.some((has) => isSamePerson(who, has))));
  return matches;
}

function isSamePerson(one: DeclaredIdentity, other: DeclaredIdentity): boolean {
  return (
    one.desk === other.desk &&
    one.user === other.user &&
    (one.team === other.team || one.team === '' || other.team === '')
  );
}

interface Plan {
  readonly one: DeclaredAgent;
  readonly known: Known | undefined;
  readonly write: Columns;
  readonly declared: Columns;
  readonly kept: readonly string[];
}

function planAgent(application: Application, one: DeclaredAgent, known: Known | undefined): Plan {
  const wanted = {
    ...one,
    identities: sortIdentities(one.identities),
    chatbots: [...one.chatbots].sort(),
    active: true,
  };
  if (!known) return { one, known, write: wanted, declared: wanted, kept: [] };
  const { row, chatbots } = known;
  const identities = asDeclared(known.identities, one.identities);
  const current = { ...row, identities, chatbots, active: row.deactivatedAt === null };
  return { one, known, ...reconcile({ current, before: row.declared, wanted }, application.overwrite) };
}

async function writeAgent(application: Application, plan: Plan, ids: ChatbotIds): Promise<void> {
  const { tx, organizationId, report } = application;
  const { one, known, write } = plan;
  const { identities: _identities, chatbots: _chatbots, active, ...columns } = write;
  const declared = { ...plan.declared };
  const id = (known?.row.id as AgentId | undefined) ?? newId<'agent'>();
  if (known) {
    const set = { ...columns, ...(active === true ? { deactivatedAt: null } : {}), declared };
    await tx.db
      .update(agent)
      .set(set)
      .where(and(eq(agent.organizationId, organizationId), eq(agent.id, id)));
  } else {
    await tx.db
      .insert(agent)
      .values({ ...columns, organizationId, id, declared } as unknown as typeof agent.$inferInsert);
  }
  if ('identities' in write) await rememberIdentities(application, id, one);
  if ('chatbots' in write) await assignChatbots(application, id, { keys: one.chatbots, ids });
  if (known) report.compared(`agent ${one.name}`, Object.keys(write), plan.kept);
  else report.created(`agent ${one.name}`);
}

async function forgetIdentities({ tx, organizationId }: Application, known: Known): Promise<void> {
  await tx.db
    .delete(agentIdentity)
    .where(and(eq(agentIdentity.organizationId, organizationId), eq(agentIdentity.agentId, known.row.id)));
}

async function rememberIdentities(
  { tx, organizationId }: Application,
  agentId: AgentId,
  one: DeclaredAgent,
): Promise<void> {
  for (const who of one.identities) {
    const inserted = await tx.db
      .insert(agentIdentity)
      .values({ organizationId, agentId, ...who })
      .onConflictDoNothing()
      .returning({ user: agentIdentity.user });
    if (inserted.length > 0) continue;
    const team = who.team === '' ? '; name its team: { team: …, user: … }' : '';
    throw new ApplyError(
      `The ${who.desk} user ${who.user} of agent ${one.name} is somebody else already${team}.`,
    );
  }
}

async function assignChatbots(
  { tx, organizationId }: Application,
  agentId: AgentId,
  wanted: { readonly keys: readonly string[]; readonly ids: ChatbotIds },
): Promise<void> {
  await tx.db
    .delete(agentChatbot)
    .where(and(eq(agentChatbot.organizationId, organizationId), eq(agentChatbot.agentId, agentId)));
  const rows = wanted.keys.flatMap((key) => {
    const chatbotId = wanted.ids.get(key);
    return chatbotId ? [{ organizationId, agentId, chatbotId }] : [];
  });
  if (rows.length > 0) await tx.db.insert(agentChatbot).values(rows);
  // Their home shows their chatbots; and whoever changes what an agent has or serves holds that row, one at a time.
  await redrawHome(tx, { organizationId, id: agentId });
}

// Only who was declared once can be undeclared: agents that admins added are theirs.
async function retireAgent(
  application: Application,
  known: Known,
  claimed: readonly DeclaredIdentity[],
): Promise<void> {
  const { tx, organizationId, report } = application;
  const { row } = known;
  if (row.declared === null || row.deactivatedAt !== null) return;
  const owned = and(
    eq(conversation.organizationId, organizationId),
    eq(conversation.ownerId, row.id),
    eq(conversation.status, 'active').inlineParams(),
  );
  const [found] = await tx.db.select({ open: count() }).from(conversation).where(owned);
  if (found && found.open > 0) return report.postponed(`agent ${row.name}`, found.open);
  await tx.db
    .update(agent)
    .set({ deactivatedAt: new Date(), presence: 'offline', declared: { ...row.declared, active: false } })
    .where(and(eq(agent.organizationId, organizationId), eq(agent.id, row.id)));
  // A left one stays known by who they are on the desk, unless somebody declared is that person now.
  const taken = known.identities.some((has) => claimed.some((who) => isSamePerson(who, has)));
  if (taken) await forgetIdentities(application, known);
  report.compared(`agent ${row.name}`, ['active'], []);
}

/** The identities as they were declared: a team that was left open and that the desk told since is no change of anybody's. */
function asDeclared(
  identities: readonly DeclaredIdentity[],
  declared: readonly DeclaredIdentity[],
): DeclaredIdentity[] {
  const isOpen = (has: DeclaredIdentity) =>
    declared.some((who) => who.team === '' && who.desk === has.desk && who.user === has.user);
  return identities.map((has) => (isOpen(has) ? { ...has, team: '' } : has));
}

function sortIdentities(identities: readonly DeclaredIdentity[]): DeclaredIdentity[] {
  return identities
    .map(({ desk, team, user }) => ({ desk, team, user }))
    .sort((one, other) => `${one.desk} ${one.user}`.localeCompare(`${other.desk} ${other.user}`));
}
