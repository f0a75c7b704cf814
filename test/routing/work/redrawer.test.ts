// Proves that wishes to redraw coalesce, that none is lost while one is drawn, and that a desk that is away is waited for.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Failure } from '../../../src/core/errors.js';
import { createRedrawer } from '../../../src/routing/work/redrawer.js';
import { redrawCard } from '../../../src/store/redraws.js';
import { newId } from '../../../src/store/store.js';
import { type Floor, openFloor } from '../floor.js';

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor();
});
afterAll(() => floor.close());
beforeEach(() => floor.query('delete from redraw'));

const want = (id: string) =>
  floor.store.transaction((tx) =>
    redrawCard(tx, { organizationId: floor.door.organizationId, id: id as never }),
  );
const row = async (id: string) => (await floor.query('select * from redraw where subject_id = $1', [id]))[0];

/** Draws until nothing is due. */
async function drawAll(draw: (shown: string | null) => Promise<{ shown: string | null }>): Promise<void> {
  const redrawer = createRedrawer(floor.routing, { redraw: (_subject, shown) => draw(shown) });
  redrawer.wake();
  await redrawer.stop();
}

it('draws once for many wishes, and hands the drawing what is shown', async () => {
  const id = newId();
  for (let at = 0; at < 5; at += 1) await want(id);
  const seen: (string | null)[] = [];
  const draw = async (shown: string | null) => {
    seen.push(shown);
    return { shown: `drawing ${seen.length}` };
  };
  await drawAll(draw);
  await want(id);
  await drawAll(draw);
  expect(seen).toEqual([null, 'drawing 1']);
});

it('draws again what was wanted while it was being drawn (A18)', async () => {
  const id = newId();
  await want(id);
  await drawAll(async () => {
    await want(id);
    return { shown: 'old' };
  });
  expect(await row(id)).toMatchObject({ wanted: 2, drawn: 1 });
});

it('waits for a desk that is away or revoked, and gives up only what can never be drawn (A28)', async () => {
  const [away, gone, odd] = [newId(), newId(), newId()];
  for (const [id, facts] of [
    [away, { class: 'auth', code: 'revoked' }],
    [gone, { class: 'recipient', code: 'gone' }],
  ] as const) {
    await want(id);
    await floor.query('update redraw set attempts = 100 where subject_id = $1', [id]);
    await drawAll(async () => {
      throw new Failure('no', facts);
    });
    await floor.query("update redraw set due_at = now() + interval '1 hour'");
  }
  expect([await row(away), await row(gone)]).toMatchObject([{ drawn: 0 }, { drawn: 1 }]);
  // What was wanted during the last try of something hopeless is a new wish.
  await want(odd);
  await drawAll(async () => {
    await want(odd);
    throw new Failure('no', { class: 'content', code: 'bad' });
  });
  expect(await row(odd)).toMatchObject({ wanted: 2, drawn: 1 });
});
