// Where the bytes of files live: a folder of our own, under random names that say nothing of their content.

import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface FileStore {
  /** Keeps the bytes; resolves with the key once they are on disk. */
  put(bytes: Buffer): Promise<string>;
  /** Reads them back. Rejects when the key is unknown. */
  get(key: string): Promise<Buffer>;
  /** Destroys them; what is gone already stays gone. */
  remove(key: string): Promise<void>;
}

const keyPattern = /^[0-9a-f]{2}\/[0-9a-f-]{36}$/;

/** Opens the store in a folder, made when it is missing. */
export function createFileStore(folder: string): FileStore {
  return {
    async put(bytes) {
      const name = randomUUID();
      const shelf = name.slice(0, 2);
      await mkdir(join(folder, shelf), { recursive: true, mode: 0o700 });
      const file = await open(join(folder, shelf, name), 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        // The row that names this file is committed next: it must not outlive a crash that the file does not.
        await file.sync();
      } finally {
        await file.close();
      }
      return `${shelf}/${name}`;
    },
    async get(key) {
      if (!keyPattern.test(key)) throw new Error('not a key of this file store');
      return readFile(join(folder, key));
    },
    async remove(key) {
      if (!keyPattern.test(key)) throw new Error('not a key of this file store');
      await rm(join(folder, key), { force: true });
    },
  };
}
