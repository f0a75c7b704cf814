// Baton itself, whole, with visitors of the web widget whose conversations an agent already has.

import { createHash, randomBytes } from 'node:crypto';
import { createVisitor } from '../../src/store/visitors.js';
import type { Seed } from '../streams.js';
import { ready } from './child.js';
import { forEachConversation, seatCustomer, settle, startBenchHouse } from './house.js';

const yaml = '{ kind: web, siteKey: bench, origins: [] }';
const house = await startBenchHouse({ kind: 'web', account: 'bench', yaml }, {});
const seeds = await forEachConversation(house, async (index): Promise<Seed> => {
  const token = randomBytes(32).toString('base64url');
  const hash = createHash('sha256').update(token).digest('hex');
  const { address } = await createVisitor(house.baton.store, house.door, hash, {});
  return { token, ...(await seatCustomer(house, { address, externalId: `seed-${index}` })) };
});
await settle();
ready({ url: house.baton.url }, { seeds }, { end: house.end });
