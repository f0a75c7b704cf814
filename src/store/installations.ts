// Desk installations: which team of a desk belongs to which organization.

import { and, eq, isNull, sql } from 'drizzle-orm';
import type { OrganizationId } from '../core/id.js';
import { agentIdentity } from './schema/agent.js';
import { chatbot } from './schema/chatbot.js';
import { conversation } from './schema/conversation.js';
import { deskInstallation, organization } from './schema/organization.js';
import type { Reads, Store } from './store.js';

export interface Installation {
  readonly organizationId: OrganizationId;
  readonly kind: string;
  readonly team: string;
  readonly name: string;
  readonly sealedToken: string | null;
  readonly botUserId: string;
  readonly botId: string;
}

export async function findInstallation(
  reads: Reads,
  kind: string,
  team: string,
): Promise<Installation | null> {
  const [row] = await reads.db
    .select()
    .from(deskInstallation)
    .where(
      and(
        eq(deskInstallation.kind, kind),
        eq(deskInstallation.team, team),
        isNull(deskInstallation.revokedAt),
      ),
    );
  return (row as unknown as Installation | undefined) ?? null;
}

/**
 * Saves an installation and gives the team to everything of the organization that waited for it: chatbots,
 * people and conversations declared before the team was known. Returns false when the team belongs to another.
 */
export async function saveInstallation(store: Store, installation: Installation): Promise<boolean> {
  return store.transaction(async (tx) => {
    const { organizationId, kind, team } = installation;
    const [owner] = await tx.db
      .select({ organizationId: deskInstallation.organizationId })
      .from(deskInstallation)
      .where(and(eq(deskInstallation.kind, kind), eq(deskInstallation.team, team)))
      .for('update');
    if (owner && owner.organizationId !== organizationId) return false;
    const { organizationId: _owner, kind: _kind, team: _team, ...facts } = installation;
    await tx.db
      .insert(deskInstallation)
      .values(installation)
      .onConflictDoUpdate({
        target: [deskInstallation.organizationId, deskInstallation.kind, deskInstallation.team],
        set: { ...facts, revokedAt: null },
      });
    await tx.db
      .update(chatbot)
      .set({ deskTeam: team })
      .where(
        and(eq(chatbot.organizationId, organizationId), eq(chatbot.deskKind, kind), isNull(chatbot.deskTeam)),
      );
    await tx.db
      .update(agentIdentity)
      .set({ team })
      .where(
        and(
          eq(agentIdentity.organizationId, organizationId),
          eq(agentIdentity.desk, kind),
          eq(agentIdentity.team, ''),
        ),
      );
    await tx.db
      .update(conversation)
      .set({ deskTeam: team })
      .where(
        and(
          eq(conversation.organizationId, organizationId),
          eq(conversation.deskKind, kind),
          isNull(conversation.deskTeam),
        ),
      );
    return true;
  });
}

/** Revokes an installation and forgets its token; whose it was and what its team is called, null when it was no longer installed. */
export async function revokeInstallation(
  store: Store,
  kind: string,
  team: string,
): Promise<Pick<Installation, 'organizationId' | 'name'> | null> {
  const [row] = await store.db
    .update(deskInstallation)
    .set({ revokedAt: sql`now()`, sealedToken: null })
    .where(
      and(
        eq(deskInstallation.kind, kind),
        eq(deskInstallation.team, team),
        isNull(deskInstallation.revokedAt),
      ),
    )
    .returning({ organizationId: deskInstallation.organizationId, name: deskInstallation.name });
  return (row as Pick<Installation, 'organizationId' | 'name'> | undefined) ?? null;
}

export async function listOrganizations(
  reads: Reads,
): Promise<{ id: OrganizationId; key: string; name: string }[]> {
  const rows = await reads.db
    .select({ id: organization.id, key: organization.key, name: organization.name })
    .from(organization)
    .orderBy(organization.createdAt);
  return rows as { id: OrganizationId; key: string; name: string }[];
}
