// What Instagram tells of a customer once they have written: often nothing, which is no failure.

import { z } from 'zod';
import type { Channel } from '../channel.js';
import { type InstagramGraphs, readInstagramDoor } from './reach.js';

const profileShape = z.object({
  name: z.string().nullish(),
  username: z.string().nullish(),
  profile_pic: z.string().nullish(),
});

/** Creates the channel's `readProfile`; null for whatever is refused. The picture's address lives a few days. */
export function createInstagramProfile(graphs: InstagramGraphs): NonNullable<Channel['readProfile']> {
  return async ({ account, address }) => {
    try {
      const { graph, auth } = readInstagramDoor(account, graphs);
      const answer = await graph.get(`/${address}`, auth, { fields: 'name,username,profile_pic' });
      const { name, username, profile_pic: pictureUrl } = profileShape.parse(answer);
      const known = name?.trim() || username?.trim();
      return { ...(known ? { name: known } : {}), ...(pictureUrl ? { pictureUrl } : {}) };
    } catch {
      return null;
    }
  };
}
