// Proves `npm start` as people meet it: what it says, how it ends, what it keeps, and one line for every mistake.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { isAlive } from '../../src/embedded/process-facts.js';
import { makeFolder } from '../support/embedded-folder.js';
import { eventually } from '../support/eventually.js';

type Variables = Readonly<Record<string, string>>;

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  said(): string;
  complained(): string;
}

/** Runs what `npm start -- <words>` runs. */
function start(variables: Variables, ...words: string[]): Started {
  const { PATH = '', HOME = '', PG_BIN_DIR } = process.env;
  const env = { PATH, HOME, LOG_LEVEL: 'warn', ...(PG_BIN_DIR ? { PG_BIN_DIR } : {}), ...variables };
  const child = spawn(process.execPath, ['scripts/start.mjs', ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complained = '';
  child.stdout.on('data', (bytes) => {
    said += bytes;
  });
  child.stderr.on('data', (bytes) => {
    complained += bytes;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return { child, ended, said: () => said, complained: () => complained };
}

/** The address it printed, once everything runs. */
function untilReady(baton: Started): Promise<string> {
  return eventually(
    () => `Baton is ready, not “${baton.said()}${baton.complained()}”`,
    () => /Playground\s+(http:\S+)\/playground/.exec(baton.said())?.[1],
    20_000,
  );
}

async function stop({ child, ended }: Started): Promise<number | null> {
  child.kill('SIGINT');
  return ended;
}

/** The process of the embedded server of a folder. */
async function readServer(folder: string): Promise<number> {
  const place = await readFile(join(folder, 'postgres.place'), 'utf8').then(
    (text) => text.trim(),
    () => folder,
  );
  const pid = await readFile(join(place, 'postgres', 'postmaster.pid'), 'utf8');
  return Number(pid.split('\n', 1)[0]);
}

async function welcome(url: string): Promise<string> {
  const response = await fetch(`${url}/web/visitors?site=acme-web`, { method: 'POST' });
  return ((await response.json()) as { token: string }).token;
}

async function knows(url: string, token: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`${url}/web/conversation?site=acme-web`, { headers })).ok;
}

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['scripts/build.mjs', '--if-stale']);
}, 120_000);

describe('npm start', () => {
  it('stops everything on Ctrl-C, keeps the data, and forgets it with --fresh', async () => {
    const folder = await makeFolder();
    const first = start({ PORT: '0', BATON_FOLDER: folder });
    const url = await untilReady(first);
    const token = await welcome(url);
    const server = await readServer(folder);
    expect(await isAlive(server)).toBe(true);
    expect(await stop(first)).toBe(0);
    expect(await isAlive(server)).toBe(false);
    await expect(fetch(url)).rejects.toThrow();
    expect(first.complained()).toBe('');

    const second = start({ PORT: '0', BATON_FOLDER: folder });
    expect(await knows(await untilReady(second), token)).toBe(true);
    expect(await stop(second)).toBe(0);

    const third = start({ PORT: '0', BATON_FOLDER: folder }, '--fresh');
    expect(await knows(await untilReady(third), token)).toBe(false);
    expect(await stop(third)).toBe(0);
  }, 90_000);

  it('says so when a Baton already runs on the folder, and leaves that one alone', async () => {
    const folder = await makeFolder();
    const first = start({ PORT: '0', BATON_FOLDER: folder });
    const url = await untilReady(first);
    const second = start({ PORT: '0', BATON_FOLDER: folder });
    expect(await second.ended).toBe(2);
    expect(second.complained()).toMatch(
      /^baton: Another Baton \(process \d+, .*\) is already running on .*\n$/,
    );
    const third = start({ PORT: '0', BATON_FOLDER: folder }, '--fresh');
    expect(await third.ended).toBe(2);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  }, 60_000);

  it('undoes a start that is called off halfway', async () => {
    const folder = await makeFolder();
    const baton = start({ PORT: '0', BATON_FOLDER: folder });
    await eventually('the start has begun', async () => (await readdir(folder)).includes('postgres.lock.1'));
    expect(await stop(baton)).toBe(0);
    const names = await readdir(join(folder, 'postgres')).catch(() => []);
    expect(names).not.toContain('postmaster.pid');
  }, 60_000);

  it('stops everything on Ctrl-C even while the Redis it was given is away', async () => {
    const folder = await makeFolder();
    const baton = start({ PORT: '0', BATON_FOLDER: folder, REDIS_URL: 'redis://127.0.0.1:9' });
    await untilReady(baton);
    const server = await readServer(folder);
    expect(await stop(baton)).toBe(0);
    expect(await isAlive(server)).toBe(false);
  }, 60_000);

  it('plays the tour in the terminal and exits 0', async () => {
    const baton = start({ PORT: '0', BATON_FOLDER: await makeFolder() }, '--tour');
    expect(await baton.ended, baton.said()).toBe(0);
    expect(baton.said()).toContain('The whole conversation went as it should.');
    expect(baton.said().match(/^✓ /gm)?.length).toBeGreaterThan(15);
    expect(baton.complained()).toBe('');
  }, 90_000);
});

describe('a mistake is said in one line that names the key, exits 2 and starts nothing', () => {
  const expectRefusal = async (variables: Variables, line: RegExp) => {
    const folder = await makeFolder();
    const baton = start({ PORT: '0', BATON_FOLDER: folder, ...variables });
    expect(await baton.ended).toBe(2);
    expect(baton.complained()).toMatch(line);
    expect(baton.complained().trimEnd().split('\n')).toHaveLength(1);
    expect(baton.said()).not.toContain('ready');
    expect((await readdir(folder)).filter((name) => name.startsWith('postgres'))).toEqual([]);
  };
  const writeYaml = async (text: string) => {
    const path = join(await makeFolder(), 'baton.yaml');
    await writeFile(path, text);
    return path;
  };

  it('PORT that is no number', () => expectRefusal({ PORT: 'many' }, /PORT must be a whole number/));

  it('PORT that somebody else has', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    await expectRefusal({ PORT: String(port) }, new RegExp(`PORT ${port} is in use`));
  });

  it('DATABASE_URL that leads nowhere, without its password', async () => {
    const url = 'postgres://baton:hush@127.0.0.1:9/baton';
    await expectRefusal({ DATABASE_URL: url }, /^(?!.*hush).*DATABASE_URL.*cannot be reached/);
  });

  it('a baton.yaml that is no YAML, and one with a key that does not exist', async () => {
    const broken = await writeYaml('chatbots:\n  - key: [\n');
    await expectRefusal({ BATON_CONFIG: broken }, /baton\.yaml:\d+ is not valid YAML/);
    const unknown = await writeYaml(
      'chatbots:\n  - { key: acme, name: Acme, colour: red, assistant: { kind: scripted, file: faq.yaml }, channels: [] }\n',
    );
    await expectRefusal({ BATON_CONFIG: unknown }, /chatbots\[0\]\.colour is not a known key/);
  });

  it('BATON_FOLDER that is no folder', async () => {
    const path = await writeYaml('a file');
    await expectRefusal({ BATON_FOLDER: path }, /cannot write to its folder/);
  });
});
