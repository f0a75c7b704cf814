// Proves `baton doctor` as people run it: beside a running house, on data at rest, on nothing; and what it does with dead letters.

import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { HouseFinding } from '../../src/core/finding.js';
import { findEmbeddedDatabase } from '../../src/embedded/find-database.js';
import { startBatonProcess } from '../support/baton-process.js';
import { supportPlace } from '../support/desk-hands.js';
import { makeFolder } from '../support/embedded-folder.js';
import { eventually } from '../support/eventually.js';
import { startTestHouse, type TestHouse, usualAgents } from '../support/house.js';

interface Ran {
  readonly code: number | null;
  readonly said: string;
  readonly complained: string;
}

/** Runs what `npx baton doctor <words>` runs. */
async function doctor(variables: Readonly<Record<string, string>>, ...words: string[]): Promise<Ran> {
  const { PATH = '', HOME = '', PG_BIN_DIR } = process.env;
  const env = { PATH, HOME, ...(PG_BIN_DIR ? { PG_BIN_DIR } : {}), ...variables };
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', 'doctor', ...words], { env });
  let [said, complained] = ['', ''];
  child.stdout.on('data', (bytes) => {
    said += bytes;
  });
  child.stderr.on('data', (bytes) => {
    complained += bytes;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said, complained };
}

async function findings(variables: Readonly<Record<string, string>>) {
  const { code, said } = await doctor(variables, '--json');
  const report = JSON.parse(said) as { ok: boolean; findings: HouseFinding[] };
  expect(code).toBe(report.ok ? 0 : 1);
  return report;
}

describe('beside a running house', () => {
  let house: TestHouse;
  beforeAll(async () => {
    const admin = { name: 'Adi', role: 'admin', slack: 'U0ADI', chatLimit: 1, chatbots: [] };
    house = await startTestHouse({ engine: 'redis', agents: [...usualAgents, admin] });
  }, 60_000);
  afterAll(() => house.stop());
  beforeEach(() => house.query('delete from inbox'));
  const bury = async (why: string) => {
    const [row] = await house.query<{ id: string }>(
      `insert into inbox (organization_id, channel_id, lane, item, error)
       select organization_id, id, 'x', '{"text":"my secret words"}', $1 from channel where kind = 'web' limit 1 returning id`,
      [why],
    );
    return row?.id ?? '';
  };

  it('prints a calm table and exits 0 when nothing is broken', async () => {
    const { code, said, complained } = await doctor(house.env);
    expect(complained).toBe('');
    expect(said).toMatch(/^Database\n {2}✓ version +PostgreSQL \d+\.\d+ answers\.$/mu);
    expect(said).toMatch(/^ {2}✓ schema +It is up to date\.$/mu);
    expect(said).toMatch(/^Slack\n {2}✓ token/mu);
    expect(said).toMatch(/^ {2}✓ place C0SUPPORT +Baton is in #support\.$/mu);
    expect(said).toMatch(/^Redis\n {2}✓ connection/mu);
    expect(said).not.toContain('✗');
    expect(code).toBe(0);
    for (const secret of ['xoxb-playground', 'playground-signing-secret', '11'.repeat(32)])
      expect(said).not.toContain(secret);
  }, 60_000);

  it('names what is broken with its remedy and exits 1', async () => {
    const place = house.slack.world.channels.get(supportPlace);
    if (!place) throw new Error('no place');
    place.isArchived = true;
    const id = await bury('unreadable: no id');
    await house.query(`insert into channel_health (organization_id, channel_id, paused_at, paused_until, pause_class, pause_code, pause_sentence)
      select organization_id, id, now(), now() + interval '1 minute', 'auth', '190', 'The token is not accepted.' from channel limit 1`);
    const { ok, findings: found } = await findings(house.env);
    place.isArchived = false;
    // The running house has told its admin meanwhile: nobody being reached would have left it untold.
    await eventually('an admin was told', async () => {
      const [told] = await house.query<{ is: boolean }>(
        'select told_at is not null as is from channel_health',
      );
      return told?.is;
    });
    await house.query('delete from channel_health');
    expect(ok).toBe(false);
    expect(found).toContainEqual(
      expect.objectContaining({
        level: 'bad',
        part: 'Slack',
        sentence: expect.stringContaining('is archived: unarchive'),
      }),
    );
    expect(found).toContainEqual(
      expect.objectContaining({
        level: 'bad',
        what: 'paused',
        sentence: expect.stringContaining('The token is not accepted. (190)'),
      }),
    );
    expect(found).toContainEqual(
      expect.objectContaining({
        level: 'warning',
        what: `letter ${id}`,
        sentence: expect.stringContaining('unreadable: no id'),
      }),
    );
    expect(JSON.stringify(found)).not.toContain('my secret words');
  }, 60_000);

  it('finds a schema that is behind, and reads nothing from it', async () => {
    const [last] = await house.query<{ id: number; hash: string; created_at: string }>(
      'delete from migration where id = (select max(id) from migration) returning *',
    );
    const { ok, findings: found } = await findings(house.env);
    await house.query('insert into migration (id, hash, created_at) values ($1, $2, $3)', [
      last?.id,
      last?.hash,
      last?.created_at,
    ]);
    expect(ok).toBe(false);
    expect(found.find((one) => one.what === 'schema')?.sentence).toContain('baton migrate');
    expect(found.some((one) => one.part === 'Slack')).toBe(false);
  }, 60_000);

  it('says that the token is refused, that a database or a Redis is away, and that a file is wrong', async () => {
    const yaml = join(await makeFolder(), 'baton.yaml');
    await writeFile(yaml, 'chatbots: 7\n');
    const { ok, findings: found } = await findings({
      ...house.env,
      SLACK_BOT_TOKEN: 'xoxb-stale',
      REDIS_URL: 'redis://:hush@127.0.0.1:9',
      BATON_CONFIG: yaml,
    });
    expect(ok).toBe(false);
    const bad = (part: string, what: string) =>
      found.find((one) => one.level === 'bad' && one.part === part && one.what === what);
    expect(bad('Slack', 'token')?.sentence).toContain('Install the app again');
    expect(bad('Redis', 'connection')).toBeDefined();
    expect(bad('Configuration', 'declaration')?.sentence).toContain('chatbots');
    expect(JSON.stringify(found)).not.toContain('hush');
    const away = await findings({ ...house.env, DATABASE_URL: 'postgres://baton:hush@127.0.0.1:9/baton' });
    expect(away.findings.find((one) => one.part === 'Database')).toMatchObject({
      level: 'bad',
      what: 'connection',
    });
    expect(JSON.stringify(away)).not.toContain('hush');
  }, 60_000);

  it('tries dead letters again, or throws one away', async () => {
    const id = await bury('message: bad-input');
    const dropped = await doctor(house.env, '--drop-letter', id);
    expect(dropped).toMatchObject({ code: 0, said: `Letter ${id} is thrown away.\n` });
    expect((await doctor(house.env, '--drop-letter', id)).code).toBe(1);
    expect((await doctor(house.env, '--drop-letter', "1' or true")).code).toBe(1);
    await house.query(
      `insert into inbox (organization_id, channel_id, lane, item, error, lease_until, due_at)
       select organization_id, id, 'y', '{}', 'why', null, now() + interval '1 day' from channel limit 1`,
    );
    const again = await doctor(house.env, '--retry-letters');
    expect(again).toMatchObject({ code: 0, said: expect.stringContaining('1 dead letter') });
  }, 60_000);

  it('answers admins in the desk, and nobody else', async () => {
    const [adi, kim] = [house.agent('U0ADI'), house.agent('U0KIM')];
    await adi.commands('doctor');
    await adi.isTold('Doctor: Everything works');
    await kim.commands('doctor');
    await kim.isTold('Your role may not do that');
  }, 60_000);
});

describe('with the embedded database', () => {
  it('says that there is none yet, and makes none', async () => {
    const folder = await makeFolder();
    const { code, said } = await doctor({ BATON_FOLDER: folder });
    expect(code).toBe(0);
    expect(said).toContain('There is none yet');
    expect((await findEmbeddedDatabase(folder)).kind).toBe('none');
  }, 60_000);

  it('uses that of a running Baton, and starts it shortly when none runs', async () => {
    const folder = await makeFolder();
    const baton = await startBatonProcess({ PORT: '0', BATON_FOLDER: folder });
    onTestFinished(() => baton.kill());
    const beside = await doctor({ BATON_FOLDER: folder });
    expect(beside).toMatchObject({ code: 0, complained: '' });
    expect(beside.said).toContain('It is up to date.');
    const running = await findEmbeddedDatabase(folder);
    if (running.kind !== 'running') throw new Error(`it is ${running.kind}`);
    const client = new pg.Client({ connectionString: running.url });
    await client.connect();
    await client.end();
    expect(await baton.stop()).toBe(0);
    const alone = await doctor({ BATON_FOLDER: folder });
    expect(alone).toMatchObject({ code: 0, complained: '' });
    expect(alone.said).toContain('It is up to date.');
    expect((await findEmbeddedDatabase(folder)).kind).toBe('at-rest');
  }, 90_000);
});
