// The whole house looked at: for the command line, and for the desks' `doctor`.

import type { Desks } from '../../bridge/registry.js';
import type { Channel } from '../../channels/channel.js';
import type { Config } from '../../config.js';
import type { HouseFinding } from '../../core/finding.js';
import type { OrganizationId } from '../../core/id.js';
import { listOrganizations } from '../../store/installations.js';
import type { Store } from '../../store/store.js';
import { examineDatabase } from './database.js';
import { examineDesks } from './desks.js';
import { examineDoors } from './doors.js';
import { look } from './findings.js';
import { examineLetters } from './letters.js';
import { examineRedis } from './redis.js';

export interface ExaminedHouse {
  readonly config: Pick<Config, 'redisUrl' | 'publicUrl' | 'publicUrlGiven' | 'playground' | 'meta'>;
  readonly store: Store;
  readonly desks: Desks;
  readonly channels: ReadonlyMap<string, Channel>;
  /** How long one look outside may take. */
  readonly limitMs?: number;
}

/** Makes the look at everything these organizations stand on. It never throws: what fails is a finding. */
export function createExamination(
  house: ExaminedHouse,
): (organizations: readonly OrganizationId[] | 'all') => Promise<readonly HouseFinding[]> {
  const { config, store } = house;
  const limitMs = house.limitMs ?? 15_000;
  return async (organizations) => {
    const [database, redis] = await Promise.all([
      examineDatabase(store),
      config.redisUrl ? look('Redis', limitMs, () => examineRedis(config.redisUrl ?? '')) : [],
    ]);
    const ground = [...database.findings, ...redis];
    if (!database.usable) return ground;
    const theirs = organizations === 'all' ? await listAll(store) : organizations;
    const looks = theirs.map((id) => examineOrganization(house, id, limitMs));
    return [...ground, ...(await Promise.all(looks)).flat()];
  };
}

async function listAll(store: Store): Promise<readonly OrganizationId[]> {
  return (await listOrganizations(store)).map((one) => one.id);
}

async function examineOrganization(
  { config, store, desks, channels }: ExaminedHouse,
  id: OrganizationId,
  limitMs: number,
): Promise<readonly HouseFinding[]> {
  // The playground's platforms live on this machine and reach any address of it.
  const isPlayed = config.playground && config.meta.appSecrets.length === 0;
  const address = isPlayed ? 'played' : config.publicUrlGiven ? config.publicUrl : null;
  const looks = await Promise.all([
    look('Desks', limitMs, () => examineDesks(store, desks, id)),
    look('Channels', 2 * limitMs, () => examineDoors({ reads: store, channels, address, limitMs }, id)),
    look('Dead letters', limitMs, () => examineLetters(store, id)),
  ]);
  return looks.flat();
}
