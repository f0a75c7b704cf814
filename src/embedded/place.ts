// Decides where the data lives: in Baton's folder, or where the server's account can reach it, remembered in the folder.
import {
  access,
  chmod,
  chown,
  constants,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { type Account, canReach, chooseAccount } from './account.js';
import { EmbeddedError, readReason } from './embedded-error.js';

const fallbackRoots = ['/var/lib/baton', '/var/tmp/baton'];

/** Where things live: `data` is PostgreSQL's own folder inside `place`; `account` runs the server. */
export interface Place {
  place: string;
  data: string;
  account: Account | undefined;
}

/**
 * Makes Baton's folder if need be.
 * @throws EmbeddedError when it can't be made or written to.
 */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    const made = await mkdir(folder, { recursive: true });
    // The server's account passes through, whatever our umask is; it can't list or read what is here.
    if (made && process.getuid?.() === 0) await chmod(folder, 0o711);
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new EmbeddedError(
      `Baton cannot write to its folder ${folder} (${readReason(error)}): make it writable or choose another.`,
    );
  }
}

/**
 * Chooses the place for a folder; a fallback is chosen once and remembered in `postgres.place`.
 * @param tell called with a line when the data is not inside the folder.
 */
export async function choosePlace(
  folder: string,
  tell: (line: string) => void,
  roots: readonly string[] = fallbackRoots,
): Promise<Place> {
  const remembered = await readRemembered(folder, tell);
  const place = remembered ?? folder;
  const data = join(place, 'postgres');
  const account = await chooseAccount(data);
  if (remembered) tell(`The database lives in ${data}.`);
  const hasData = await stat(data).then(
    () => true,
    () => false,
  );
  if (remembered || (await canServe(place, account))) return { place, data, account };
  if (hasData) {
    throw new EmbeddedError(
      `The account ${account?.name} cannot reach ${data}: open the folders above it (chmod o+x).`,
    );
  }
  const fallback = await makeFallback(folder, account, roots);
  await writeFile(join(folder, 'postgres.place'), `${fallback}\n`);
  tell(`The database lives in ${fallback}, because the account ${account?.name} cannot reach ${folder}.`);
  return { place: fallback, data: join(fallback, 'postgres'), account };
}

async function readRemembered(folder: string, tell: (line: string) => void): Promise<string | undefined> {
  const text = await readFile(join(folder, 'postgres.place'), 'utf8').catch(() => '');
  const place = text.trim();
  if (!place) return undefined;
  const isThere = await stat(place).then(
    () => true,
    () => false,
  );
  if (!isThere) tell(`The database's place ${place} is gone: a new database begins.`);
  return isThere ? place : undefined;
}

// Some mounts accept a change of owner and ignore it, so it is tried, not assumed.
async function canServe(place: string, account: Account | undefined): Promise<boolean> {
  if (!account) return true;
  if (!(await canReach(place, account))) return false;
  const probe = await mkdtemp(join(place, 'postgres.probe-'));
  try {
    await chown(probe, account.uid, account.gid);
    return (await stat(probe)).uid === account.uid;
  } catch {
    return false;
  } finally {
    await rm(probe, { recursive: true, force: true });
  }
}

async function makeFallback(
  folder: string,
  account: Account | undefined,
  roots: readonly string[],
): Promise<string> {
  for (const root of roots) {
    try {
      if (await mkdir(root, { recursive: true })) await chmod(root, 0o755);
      const place = await mkdtemp(join(root, 'data-'));
      await chmod(place, 0o711);
      if (await canServe(place, account)) return place;
      await rm(place, { recursive: true, force: true });
    } catch {}
  }
  throw new EmbeddedError(
    `The account ${account?.name} can reach neither ${folder} nor ${roots.join(' nor ')}.`,
  );
}
