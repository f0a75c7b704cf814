// Proves the embedded database: durable, adopted after a crash, refused to a second Baton, never taken from others.
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { isAlive, waitForEnd } from '../src/embedded/process-facts.js';
import { ask, makeFolder, startElsewhere, startHere } from './support/embedded-folder.js';

describe('startEmbeddedPostgres', () => {
  it('makes a durable database named baton behind a random password', async () => {
    const folder = await makeFolder();
    const database = await startHere(join(folder, 'deep', '.baton'));
    expect(await ask(database.url, 'SELECT current_database() AS name')).toEqual([{ name: 'baton' }]);
    expect(await ask(database.url, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
    expect(await ask(database.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await ask(database.url, `SELECT lower('ÄÖ') AS low`)).toEqual([{ low: 'äö' }]);
    expect(Number(new URL(database.url).port)).toBeLessThan(32_768);
    await expect(ask(database.url.replace(/:[0-9a-f]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password/);
    const marker = await stat(join(folder, 'deep', '.baton', 'postgres', 'baton.json'));
    expect(marker.mode & 0o777).toBe(0o600);
  });

  it('keeps its data and its address from start to start, and nothing runs in between', async () => {
    const folder = await makeFolder();
    const first = await startHere(folder);
    await ask(first.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    const { pid } = first;
    await first.stop();
    expect(await isAlive(pid)).toBe(false);
    const second = await startHere(folder);
    expect(await ask(second.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    expect(second).toMatchObject({ adopted: false, url: first.url });
  });

  it('takes over the server of a Baton that was killed, with its data (F34)', async () => {
    const folder = await makeFolder();
    const dead = await startElsewhere(folder);
    await ask(String(dead.said.url), 'CREATE TABLE kept AS SELECT 7 AS n');
    dead.child.kill('SIGKILL');
    await dead.ended;
    const next = await startHere(folder);
    expect(next).toMatchObject({ adopted: true, pid: dead.said.pid, url: dead.said.url });
    expect(await ask(next.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    await next.stop();
    expect(await isAlive(next.pid)).toBe(false);
  });

  it('refuses a folder that a live Baton uses, in one sentence, and leaves that one alone', async () => {
    const folder = await makeFolder();
    const other = await startElsewhere(folder);
    await expect(startHere(folder)).rejects.toThrow(
      new RegExp(
        `^Another Baton \\(process ${other.child.pid}, since .*\\) is already running on ${folder}: [^\\n]*$`,
      ),
    );
    await expect(startHere(folder, { fresh: true })).rejects.toThrow(/^Another Baton/);
    expect(await ask(String(other.said.url), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('lets one of several that start at once win', async () => {
    const folder = await makeFolder();
    const all = await Promise.all([1, 2, 3].map(() => startElsewhere(folder)));
    expect(all.filter(({ said }) => said.url)).toHaveLength(1);
    expect(all.filter(({ said }) => said.refused?.startsWith('Another Baton'))).toHaveLength(2);
    for (const { child, ended } of all.filter(({ said }) => said.url)) {
      child.kill('SIGINT');
      expect(await ended).toBe(0);
    }
  });

  it('outlives the Ctrl-C of a terminal until Baton has stopped it', async () => {
    const folder = await makeFolder();
    const baton = await startElsewhere(folder);
    process.kill(-Number(baton.child.pid), 'SIGINT');
    expect(await baton.ended).toBe(0);
    expect(await isAlive(Number(baton.said.pid))).toBe(false);
    const next = await startHere(folder);
    expect(await ask(next.url, 'SELECT count(*)::int AS n FROM last_words')).toEqual([{ n: 1 }]);
  });

  it('is taken along by a process that ends without stopping it', async () => {
    const folder = await makeFolder();
    const baton = await startElsewhere(folder, 'exit');
    expect(await baton.ended).toBe(3);
    expect(await waitForEnd(Number(baton.said.pid), 10_000)).toBe(true);
    expect((await startHere(folder)).adopted).toBe(false);
  });

  it('comes back by itself at the same address when the server is killed, and says so', async () => {
    const exits: number[] = [];
    const database = await startHere(await makeFolder(), { onExit: (pid) => exits.push(pid) });
    await ask(database.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    const { pid } = database;
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(
      async () => expect(await ask(database.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]),
      15_000,
    );
    expect(exits).toEqual([pid]);
    expect(database.pid).not.toBe(pid);
  });

  it('begins anew with fresh, even beside a server that a crash left', async () => {
    const folder = await makeFolder();
    const dead = await startElsewhere(folder);
    await ask(String(dead.said.url), 'CREATE TABLE old ()');
    dead.child.kill('SIGKILL');
    await dead.ended;
    const database = await startHere(folder, { fresh: true });
    expect(await isAlive(Number(dead.said.pid))).toBe(false);
    expect(await ask(database.url, `SELECT to_regclass('old') AS old`)).toEqual([{ old: null }]);
  });

  it.each([true, false])('leaves data alone that Baton did not make (fresh: %s)', async (fresh) => {
    const folder = await makeFolder();
    const data = join(folder, 'postgres');
    await mkdir(data);
    await writeFile(join(data, 'PG_VERSION'), '15\n');
    await expect(startHere(folder, { fresh })).rejects.toThrow(`${data} was not made by Baton`);
    expect(await readFile(join(data, 'PG_VERSION'), 'utf8')).toBe('15\n');
  });

  it('clears up after a start that was cut short while initialising', async () => {
    const folder = await makeFolder();
    await mkdir(join(folder, 'postgres.making', 'data'), { recursive: true });
    await writeFile(join(folder, 'postgres.making', 'data', 'PG_VERSION'), '15\n');
    const database = await startHere(folder);
    expect(await ask(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await expect(stat(join(folder, 'postgres.making'))).rejects.toThrow('ENOENT');
  });

  it('says in one line which version the data needs', async () => {
    const folder = await makeFolder();
    await (await startHere(folder)).stop();
    await writeFile(join(folder, 'postgres', 'PG_VERSION'), '9\n');
    await expect(startHere(folder)).rejects.toThrow(
      /^The data in .* was made by PostgreSQL 9, but only PostgreSQL [^\n]*--fresh[^\n]*$/,
    );
  });

  it('says in one line that a folder cannot be written to', async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, 'file'), '');
    await expect(startHere(join(folder, 'file', '.baton'))).rejects.toThrow(
      /^Baton cannot write to its folder [^\n]* \(ENOTDIR\)[^\n]*$/,
    );
  });

  it('gives the folder up when a start failed', async () => {
    const folder = await makeFolder();
    await expect(startHere(folder, { binFolder: '/nowhere' })).rejects.toThrow('PG_BIN_DIR is /nowhere');
    await expect(startHere(folder, { settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
      /^PostgreSQL did not start: invalid value for parameter "shared_buffers": "plenty" \(see [^\n]*$/,
    );
    expect((await startHere(folder)).adopted).toBe(false);
  });

  it('takes another port when its own is taken', async () => {
    const folder = await makeFolder();
    const first = await startHere(folder);
    await first.stop();
    const { createServer } = await import('node:net');
    const squatter = createServer().listen(Number(new URL(first.url).port), '127.0.0.1');
    onTestFinished(() => void squatter.close());
    const second = await startHere(folder);
    expect(second.url).not.toBe(first.url);
    expect(await ask(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});
