// The line of jobs on PostgreSQL when its server breaks: it begins again, and the process keeps its breath meanwhile.

import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import type { ConversationId, OrganizationId } from '../../../src/core/id.js';
import { createLine, type Job } from '../../../src/routing/work/line.js';
import { startCutProxy } from '../../support/cut-proxy.js';
import { eventually } from '../../support/eventually.js';
import { createTestDatabase } from '../../support/postgres.js';

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const job: Job = {
  kind: 'lane',
  organizationId: 'o-1' as OrganizationId,
  id: 'c-1' as ConversationId,
  lane: 'thread',
};

async function startLine() {
  const database = await createTestDatabase({ migrate: async () => undefined });
  endings.push(() => database.drop());
  const wire = await startCutProxy(database.url);
  endings.push(() => wire.close());
  const open = () => {
    const line = createLine({ engine: { kind: 'postgres', url: wire.url }, log: pino({ level: 'silent' }) });
    endings.push(() => line.close());
    return line;
  };
  return { wire, open };
}

it('works once its server is back that broke while it began (F9)', async () => {
  const { wire, open } = await startLine();
  const worked: Job[] = [];
  // Broken at every moment of its beginning, one after the other.
  for (const delayMs of [0, 2, 5, 10, 20, 40]) {
    const line = open();
    line.work(async (one) => void worked.push(one));
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    wire.cut();
    // Were there no moment for anything else, this would never resolve.
    await new Promise((resolve) => setTimeout(resolve, 20));
    wire.mend();
  }
  const sender = open();
  await eventually('the job is taken', () => sender.push(job));
  await eventually('the job is worked', () => worked.length > 0);
  expect(worked[0]).toEqual(job);
});
