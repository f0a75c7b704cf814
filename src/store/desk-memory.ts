// What a desk remembers of its platform between restarts: small values by key, sealed at rest.

import { and, eq, inArray, like, lt, or, sql } from 'drizzle-orm';
import type { OrganizationId } from '../core/id.js';
import { deskMemory } from './schema/desk-memory.js';
import type { Reads, Statement, Store } from './store.js';

/** Whose memory it is: one desk's, of one of its teams. */
export interface DeskMind {
  readonly organizationId: OrganizationId;
  readonly desk: string;
  readonly team: string;
}

const mineOf = ({ organizationId, desk, team }: DeskMind) =>
  and(eq(deskMemory.organizationId, organizationId), eq(deskMemory.desk, desk), eq(deskMemory.team, team));

/** The sealed values of these keys, by key; what was never remembered is missing. */
export async function readDeskMemory(
  reads: Reads,
  mind: DeskMind,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await reads.db
    .select({ key: deskMemory.key, sealed: deskMemory.sealed })
    .from(deskMemory)
    .where(and(mineOf(mind), inArray(deskMemory.key, [...keys])));
  return new Map(rows.map(({ key, sealed }) => [key, sealed]));
}

/** All sealed values whose keys begin with this word, by key. */
export async function listDeskMemory(
  reads: Reads,
  mind: DeskMind,
  beginning: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await reads.db
    .select({ key: deskMemory.key, sealed: deskMemory.sealed })
    .from(deskMemory)
    .where(and(mineOf(mind), like(deskMemory.key, `${beginning}%`)));
  return new Map(rows.map(({ key, sealed }) => [key, sealed]));
}

const writeStatement: Statement = {
  name: 'desk-memory-write',
  text: `insert into desk_memory (organization_id, desk, team, key, sealed) values ($1, $2, $3, $4, $5)
on conflict (desk, team, key, organization_id) do update set sealed = excluded.sealed, updated_at = now()`,
};

/** Remembers a sealed value; the last one said is kept. One statement: each line of an agent may be told of. */
export async function writeDeskMemory(
  store: Store,
  { organizationId, desk, team }: DeskMind,
  { key, sealed }: { readonly key: string; readonly sealed: string },
): Promise<void> {
  await store.run(writeStatement, [organizationId, desk, team, key, sealed]);
}

/** Forgets one key. */
export async function forgetDeskMemory(store: Store, mind: DeskMind, key: string): Promise<void> {
  await store.transaction(async ({ db }) => {
    await db.delete(deskMemory).where(and(mineOf(mind), eq(deskMemory.key, key)));
  });
}

/** Forgets what begins with one of these words and was not said again for so many days. */
export async function forgetOldDeskMemory(
  store: Store,
  mind: DeskMind,
  { beginnings, days }: { readonly beginnings: readonly string[]; readonly days: number },
): Promise<void> {
  await store.transaction(async ({ db }) => {
    await db
      .delete(deskMemory)
      .where(
        and(
          mineOf(mind),
          or(...beginnings.map((word) => like(deskMemory.key, `${word}%`))),
          lt(deskMemory.updatedAt, sql`now() - make_interval(days => ${days})`),
        ),
      );
  });
}
