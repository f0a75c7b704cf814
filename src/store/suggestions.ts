// Suggestions: what the assistant proposed to one agent, kept so that a button can bring its text into a dialog.

import { and, eq } from 'drizzle-orm';
import { type AgentId, type ConversationId, type Id, looksLikeId, type OrganizationId } from '../core/id.js';
import { storableText } from '../core/text/storable.js';
import { suggestion } from './schema/switchboard.js';
import { newId, type Reads, type Statement, type Store, type Tx } from './store.js';

export type SuggestionId = Id<'suggestion'>;

export interface Suggestion {
  readonly organizationId: OrganizationId;
  readonly id: SuggestionId;
  readonly conversationId: ConversationId;
  readonly agentId: AgentId;
  readonly text: string;
}

/** Keeps a suggestion. */
export async function insertSuggestion(tx: Tx, made: Omit<Suggestion, 'id'>): Promise<SuggestionId> {
  const id = newId<'suggestion'>();
  await tx.db.insert(suggestion).values({ ...made, text: storableText(made.text), id });
  return id;
}

/** From an id that came from outside (a button's value); null unless it was made for this agent's conversation. */
export async function findSuggestion(
  reads: Reads,
  id: string,
  of: Pick<Suggestion, 'organizationId' | 'conversationId' | 'agentId'>,
): Promise<Suggestion | null> {
  if (!looksLikeId(id)) return null;
  const { organizationId, conversationId, agentId } = of;
  const [row] = await reads.db
    .select()
    .from(suggestion)
    .where(and(eq(suggestion.id, id), eq(suggestion.organizationId, organizationId)));
  if (row?.conversationId !== conversationId || row.agentId !== agentId) return null;
  return row as unknown as Suggestion;
}

/**
 * True in SQL for a suggestion that nobody uses any more: made 30 days ago or earlier. Ids are made in the order of
 * time, so the key finds them.
 */
export const isOldSuggestion = `suggestion.id <
  (lpad(to_hex(((extract(epoch from now()) - 30 * 86400) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid`;

const forgetStatement: Statement = {
  name: 'suggestions-forget',
  text: `delete from suggestion using (select id, organization_id from suggestion where ${isOldSuggestion} order by id limit 1000
  for update skip locked) old where suggestion.id = old.id and suggestion.organization_id = old.organization_id`,
};

/** Deletes old suggestions, so many at a time. */
export async function forgetSuggestions(store: Store): Promise<void> {
  await store.aside(forgetStatement, []);
}
