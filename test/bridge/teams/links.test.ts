// Links into Teams: the root and what stands below it, once the team's group is known.

import { expect, it } from 'vitest';
import { createLinks } from '../../../src/bridge/teams/links.js';
import { memoryKeys } from '../../../src/bridge/teams/memories.js';
import { createOptions, place, tenantId } from './wire.js';

it('opens the post in its thread', async () => {
  const options = createOptions();
  const link = createLinks(options);
  expect(await link({ team: tenantId, place, ref: '17/18' })).toBeNull();
  await options.memory.write(memoryKeys.place(place), { team: null, group: 'g-1', reads: false });
  expect(await link({ team: tenantId, place, ref: '17/18' })).toBe(
    `https://teams.microsoft.com/l/message/19%3Asupport%40thread.tacv2/18?tenantId=${tenantId}&groupId=g-1&parentMessageId=17`,
  );
  expect(await link({ team: tenantId, place, ref: '17' })).toContain('/17?');
});
