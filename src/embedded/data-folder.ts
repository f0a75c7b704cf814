// Knows Baton's own data folders by the marker inside, keeps the password in it, and never touches another's.
import { chown, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EmbeddedError, readReason } from './embedded-error.js';

const markerName = 'baton.json';
const markerShape = z.object({
  madeBy: z.literal('baton'),
  password: z.string().min(1),
  port: z.int().optional(),
});

/** What the marker says: the server's password and the port it had last. */
export type Marker = z.infer<typeof markerShape>;

/** A data folder as found: nothing there, or one that Baton made, with its major version. */
export type DataFolder = { kind: 'none' } | { kind: 'ours'; major: number; marker: Marker };

/**
 * Looks at a data folder without changing it.
 * @throws EmbeddedError when something is there that Baton did not make.
 */
export async function readDataFolder(data: string): Promise<DataFolder> {
  const names = await listNames(data);
  if (names.length === 0) return { kind: 'none' };
  const marker = names.includes(markerName) ? await readMarker(data) : undefined;
  if (!marker || !names.includes('PG_VERSION')) {
    throw new EmbeddedError(
      `${data} was not made by Baton: it is left alone. Move it away or choose another folder.`,
    );
  }
  const version = await readFile(join(data, 'PG_VERSION'), 'utf8');
  return { kind: 'ours', major: Number.parseInt(version, 10), marker };
}

/** Writes the marker, readable by its owner alone. */
export async function writeMarker(data: string, marker: Marker): Promise<void> {
  const path = join(data, markerName);
  const next = `${path}.next`;
  await writeFile(next, `${JSON.stringify(marker)}\n`, { mode: 0o600 });
  // After a crash the server reads through everything in its folder, so everything in there is its own.
  const owner = await stat(data);
  await chown(next, owner.uid, owner.gid);
  await rename(next, path);
}

/** Removes a data folder that carries our marker; an absent one is fine, any other is refused by EmbeddedError. */
export async function removeDataFolder(data: string): Promise<void> {
  const found = await readDataFolder(data);
  if (found.kind === 'none') return;
  // Moved first: a removal cut short leaves no half of a database under its name.
  const aside = `${data}.removing`;
  await rm(aside, { recursive: true, force: true });
  await rename(data, aside);
  await rm(aside, { recursive: true, force: true });
}

async function listNames(data: string): Promise<string[]> {
  try {
    return await readdir(data);
  } catch (error) {
    const reason = readReason(error);
    if (reason === 'ENOENT') return [];
    throw new EmbeddedError(`The database's folder ${data} cannot be read (${reason}).`);
  }
}

async function readMarker(data: string): Promise<Marker | undefined> {
  try {
    return markerShape.parse(JSON.parse(await readFile(join(data, markerName), 'utf8')));
  } catch {
    return undefined;
  }
}
