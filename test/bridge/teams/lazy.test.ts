// Microsoft's SDK is large: nothing of it is loaded by a desk that is created, listens and posts.

import { createRequire } from 'node:module';
import { Router } from 'express';
import { afterEach, expect, it } from 'vitest';
import { createTeamsDesk } from '../../../src/bridge/teams/index.js';
import { closeWire, openWire, place, tenantId } from './wire.js';

afterEach(closeWire);

const loaded = () =>
  Object.keys(createRequire(import.meta.url).cache).filter((path) =>
    /\/(?:botbuilder|teams-ai)\//.test(path),
  );

it('loads Microsoft’s SDK with the first request, not before', async () => {
  const { options, answer } = openWire();
  const desk = createTeamsDesk(options);
  await desk.listen(Router(), async () => undefined);
  answer('POST', 201, { id: `${place};messageid=17`, activityId: '17' });
  const card = { fallback: 'Maria waits', parts: [] };
  const to = { team: tenantId, place, threadRef: null };
  expect(await desk.post(to, { kind: 'card', card, evidence: 'e' })).toEqual({ ref: '17' });
  expect(loaded()).toEqual([]);
  // The look itself is worth something: what is loaded is seen.
  await import('botbuilder');
  expect(loaded().length).toBeGreaterThan(0);
});
