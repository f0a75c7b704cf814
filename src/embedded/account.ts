// Chooses the account PostgreSQL runs under, because it refuses root, and tells what that account can reach.
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EmbeddedError } from './embedded-error.js';

/** An account of the operating system that the server is switched to. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/**
 * The account to run as: undefined means "as we are" (not root). As root: the owner of an existing data folder,
 * else `postgres`, else `nobody`.
 * @param dataFolder where the data is or will be.
 * @throws EmbeddedError when root finds no account to switch to.
 */
export async function chooseAccount(dataFolder: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = await readAccounts();
  const owner = await stat(dataFolder).catch(() => undefined);
  if (owner && owner.uid !== 0) {
    const account = accounts.find((each) => each.uid === owner.uid);
    if (account) return account;
    throw new EmbeddedError(
      `${dataFolder} belongs to the account ${owner.uid}, which this machine does not know.`,
    );
  }
  const account =
    accounts.find((each) => each.name === 'postgres') ?? accounts.find((each) => each.name === 'nobody');
  if (account) return account;
  throw new EmbeddedError(
    'PostgreSQL refuses to run as root, and there is no account "postgres" or "nobody" to switch to.',
  );
}

/** True when the account may pass through every folder on the way to `path`, the last one included. */
export async function canReach(path: string, account: Account | undefined): Promise<boolean> {
  if (!account) return true;
  for (let folder = path; ; folder = dirname(folder)) {
    const facts = await stat(folder).catch(() => undefined);
    if (!facts) return false;
    const bit = facts.uid === account.uid ? 0o100 : facts.gid === account.gid ? 0o010 : 0o001;
    if ((facts.mode & bit) === 0) return false;
    if (dirname(folder) === folder) return true;
  }
}

/** The part of spawn options that switches to the account. */
export function spawnAs(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

async function readAccounts(): Promise<Account[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}
