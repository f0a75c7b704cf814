// A whole Baton with its playground, as `npm start` runs it, on a database of the test's own.

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { startBaton } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { migrate } from '../../src/store/migrate.js';
import { createTestDatabase } from './postgres.js';

export interface PlaygroundHouse {
  readonly url: string;
  stop(): Promise<void>;
}

/** Builds the widget and the page if they are stale, and starts Baton with the demo. */
export async function startPlayground(): Promise<PlaygroundHouse> {
  await promisify(execFile)(process.execPath, ['scripts/build.mjs', '--if-stale']);
  const database = await createTestDatabase({ migrate });
  const folder = await mkdtemp(join(tmpdir(), 'baton-playground-'));
  const env = { PORT: '0', DATABASE_URL: database.url, BATON_FOLDER: folder, BATON_PLAYGROUND: 'on' };
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' });
  const clear = async () => {
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const baton = await startBaton({ config: readConfig(env), log, env });
    return {
      url: baton.url,
      async stop() {
        await baton.stop();
        await clear();
      },
    };
  } catch (error) {
    await clear();
    throw error;
  }
}
