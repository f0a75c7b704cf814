// Finds the embedded database of a folder where one runs, without starting or taking over anything.
import { readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readDataFolder } from './data-folder.js';
import { databaseName } from './initialise.js';
import { findRunning } from './postmaster.js';

/** What there is in a folder: nothing yet, data at rest, or a running server and its address. */
export type FoundDatabase =
  | { readonly kind: 'none' }
  | { readonly kind: 'at-rest' }
  | { readonly kind: 'running'; readonly url: string };

/** Looks into Baton's folder. Throws EmbeddedError for data that is not Baton's or cannot be read. */
export async function findEmbeddedDatabase(folder: string): Promise<FoundDatabase> {
  const real = await realpath(folder).catch(() => null);
  if (real === null) return { kind: 'none' };
  const remembered = (await readFile(join(real, 'postgres.place'), 'utf8').catch(() => '')).trim();
  const there =
    remembered !== '' &&
    (await stat(remembered).then(
      () => true,
      () => false,
    ));
  const data = join(there ? remembered : real, 'postgres');
  const found = await readDataFolder(data);
  if (found.kind === 'none') return { kind: 'none' };
  const running = await findRunning(data);
  if (!running) return { kind: 'at-rest' };
  const { password } = found.marker;
  return {
    kind: 'running',
    url: `postgresql://${databaseName}:${password}@127.0.0.1:${running.port}/${databaseName}`,
  };
}
