// A peer: the Bolt echo that writes each event to disk before it acknowledges: what keeping alone costs on this machine.

import { rmSync } from 'node:fs';
import { Pool } from 'pg';
import { pino } from 'pino';
import { startEmbeddedPostgres } from '../../src/embedded.js';
import { makeFolder } from '../folder.js';
import { ready } from './child.js';
import { startEcho } from './echo.js';

const folder = makeFolder('echo');
const database = await startEmbeddedPostgres({
  folder,
  log: pino({ level: 'silent' }),
  binFolder: process.env.PG_BIN_DIR,
});
const pool = new Pool({ connectionString: database.url, max: 12 });
await pool.query('create table kept (id bigserial primary key, event jsonb not null)');
const keep = { name: 'keep', text: 'insert into kept (event) values ($1)' };

const server = await startEcho({
  hearsFirst: true,
  async hear(line, post) {
    await pool.query({ ...keep, values: [JSON.stringify(line)] });
    void post();
  },
});
ready(
  server,
  {},
  {
    async end() {
      await pool.end();
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  },
);
