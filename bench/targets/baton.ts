// Baton itself, whole, with visitors of the web widget whose conversations an agent already has.

import { createHash, randomBytes } from 'node:crypto';
import { createVisitor } from '../../src/store/visitors.js';
import type { Seed } from '../streams.js';
import { ready } from './child.js';
import { forEachConversation, seatCustomer, settle, startBenchHouse, webDoors } from './house.js';

const house = await startBenchHouse(webDoors(), {});
const seeds = await forEachConversation(house, async (index): Promise<Seed> => {
  const token = randomBytes(32).toString('base64url');
  const hash = createHash('sha256').update(token).digest('hex');
  const door = house.doorOf(index);
  const { address } = await createVisitor(house.baton.store, door, hash, {});
  const seated = await seatCustomer(house, { door, address, externalId: `seed-${index}` });
  return { token, site: door.account, ...seated };
});
await settle();
ready({ url: house.baton.url }, { seeds }, { end: house.end });
