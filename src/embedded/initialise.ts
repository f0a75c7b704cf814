// Makes a new data folder: all of it aside, then moved into place at once, so that none is ever found half made.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { spawnAs } from './account.js';
import { type Marker, writeMarker } from './data-folder.js';
import { EmbeddedError } from './embedded-error.js';
import type { Binaries } from './find-binaries.js';
import type { Place } from './place.js';

const run = promisify(execFile);

/** What the server's programs see of the environment: nothing of ours, so that no PG… variable bends them. */
export const serverEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** The name of the database and of its only account. */
export const databaseName = 'baton';

/**
 * Initialises a cluster in `place.data` and returns its marker.
 * @throws EmbeddedError with the last line that initdb said.
 */
export async function initialise(place: Place, binaries: Binaries): Promise<Marker> {
  const making = `${place.data}.making`;
  const marker: Marker = { madeBy: 'baton', password: randomBytes(24).toString('hex') };
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { mode: 0o700 });
  const passwordFile = join(making, 'password');
  await writeFile(passwordFile, marker.password, { mode: 0o600 });
  if (place.account) {
    await chown(passwordFile, place.account.uid, place.account.gid);
    await chown(making, place.account.uid, place.account.gid);
  }
  await runInitdb(place, binaries, passwordFile);
  await writeMarker(join(making, 'data'), marker);
  await rm(place.data, { recursive: true, force: true });
  await rename(join(making, 'data'), place.data);
  await rm(making, { recursive: true, force: true });
  return marker;
}

/** Writes a new cluster through to the disk; it is made without that, because it takes longer than making it. */
export async function syncToDisk(place: Place, binaries: Binaries): Promise<void> {
  await run(join(binaries.folder, 'initdb'), ['--sync-only', '-D', place.data], spawnOptions(place));
}

async function runInitdb(place: Place, binaries: Binaries, passwordFile: string): Promise<void> {
  const target = join(`${place.data}.making`, 'data');
  const fixed = [
    '-D',
    target,
    '-U',
    databaseName,
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--no-sync',
    '--no-instructions',
  ];
  const auth = ['--auth-local=scram-sha-256', '--auth-host=scram-sha-256'];
  // Full Unicode rules where the server brings them or the system has them; a system without falls back to plain C.
  const locales =
    binaries.major >= 17
      ? [['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-locale']]
      : [['--locale=C.UTF-8'], ['--no-locale']];
  let reason = '';
  for (const locale of locales) {
    try {
      await run(join(binaries.folder, 'initdb'), [...fixed, ...auth, ...locale], spawnOptions(place));
      return;
    } catch (error) {
      reason = readComplaint(error);
      if (!reason.includes('locale')) break;
    }
  }
  throw new EmbeddedError(`PostgreSQL could not be initialised in ${place.data}: ${reason}`);
}

function spawnOptions(place: Place) {
  return { cwd: '/', env: serverEnvironment, timeout: 120_000, ...spawnAs(place.account) };
}

function readComplaint(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.find((line) => /error|fatal/i.test(line)) ?? lines.at(-1);
  return (
    telling?.trim() ?? (error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error))
  );
}
