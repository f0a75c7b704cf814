// A folder for one run, with everything that is in it: also the database, whose account may pass through.

import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes a folder that the server's account can reach, so that its data lies inside and goes with it. */
export function makeFolder(of: string): string {
  const folder = mkdtempSync(join(tmpdir(), `baton-bench-${of}-`));
  chmodSync(folder, 0o711);
  return folder;
}
