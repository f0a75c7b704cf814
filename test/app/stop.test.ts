// Proves that stopping lets a request under way end on an open memory, while nobody new is let in.

import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../support/eventually.js';
import { startTestHouse } from '../support/house.js';

it('stores and answers what it was reading when it was told to stop', async () => {
  const house = await startTestHouse({ engine: 'postgres' });
  onTestFinished(() => house.stop());
  const customer = await house.customer();
  const { status } = await customer.trySay('one');
  await house.settled();
  const blocker = new pg.Client({ connectionString: house.env.DATABASE_URL });
  await blocker.connect();
  onTestFinished(() => blocker.end());
  await blocker.query('begin');
  // The first thing a request looks up, so that it still has everything else to ask when it goes on.
  await blocker.query('lock table contact_address in access exclusive mode');

  const answer = customer.trySay('two');
  await eventually('the request waits', async () => {
    const rows = await house.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.length > 0;
  });
  const stopped = house.baton.stop();
  await eventually('nobody new is let in', () =>
    fetch(`${house.url}/healthz`).then(
      () => false,
      () => true,
    ),
  );
  await blocker.query('rollback');
  expect((await answer).status).toBe(status);
  await stopped;
  expect(await house.query(`select 1 from message where text = 'two'`)).toHaveLength(1);
});
