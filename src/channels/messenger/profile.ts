// What Messenger tells of a customer: often nothing, which is no failure.

import { z } from 'zod';
import type { Channel } from '../channel.js';
import type { Graph } from '../meta/graph.js';
import { readMessengerDoor } from './reach.js';

const profileShape = z.object({
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  profile_pic: z.string().optional(),
});

/** Creates the channel's `readProfile`; null for whatever is refused. The picture's address lives a few days. */
export function createMessengerProfile(graph: Pick<Graph, 'get'>): NonNullable<Channel['readProfile']> {
  return async ({ account, address }) => {
    try {
      const { auth } = readMessengerDoor(account);
      const answer = await graph.get(`/${address}`, auth, { fields: 'first_name,last_name,profile_pic' });
      const { first_name: first, last_name: last, profile_pic: pictureUrl } = profileShape.parse(answer);
      const name = [first, last].filter(Boolean).join(' ').trim();
      return { ...(name ? { name } : {}), ...(pictureUrl ? { pictureUrl } : {}) };
    } catch {
      return null;
    }
  };
}
