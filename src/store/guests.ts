// Who of the agents is a guest of their desk, as the desk told last.

import { and, eq, inArray } from 'drizzle-orm';
import type { Identity } from './agents.js';
import { agentIdentity } from './schema/agent.js';
import type { Reads, Tx } from './store.js';

const by = ({ desk, team, user }: Identity) =>
  and(eq(agentIdentity.user, user), eq(agentIdentity.team, team), eq(agentIdentity.desk, desk));

/** Whether this person of a desk is known as a guest; null for people who are no agents. */
export async function readGuest(reads: Reads, who: Identity): Promise<boolean | null> {
  const [row] = await reads.db.select({ isGuest: agentIdentity.isGuest }).from(agentIdentity).where(by(who));
  return row?.isGuest ?? null;
}

/** Keeps whether they are a guest. */
export async function saveGuest(tx: Tx, who: Identity, isGuest: boolean): Promise<void> {
  await tx.db.update(agentIdentity).set({ isGuest }).where(by(who));
}

/** The agents among these people of a team, and whether they are known as guests. */
export async function listGuests(
  reads: Reads,
  { desk, team, users }: { readonly desk: string; readonly team: string; readonly users: readonly string[] },
): Promise<{ readonly user: string; readonly isGuest: boolean }[]> {
  if (users.length === 0) return [];
  return reads.db
    .select({ user: agentIdentity.user, isGuest: agentIdentity.isGuest })
    .from(agentIdentity)
    .where(
      and(
        inArray(agentIdentity.user, [...users]),
        eq(agentIdentity.team, team),
        eq(agentIdentity.desk, desk),
      ),
    );
}
