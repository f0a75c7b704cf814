// The deployment's one secret key and what is derived from it, so that no two uses share a key.

import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.js';

export interface Keys {
  /** Seals tokens in the database. */
  readonly encryptionKey: Buffer;
  /** Signs links to files. */
  readonly linkSecret: string;
  /** Signs the state of an installation by OAuth. */
  readonly stateSecret: string;
}

/** Reads the key from the configuration, or the one kept beside the embedded database, made at the first start. */
export async function readKeys(config: Pick<Config, 'encryptionKey' | 'folder'>): Promise<Keys> {
  const encryptionKey = config.encryptionKey ?? (await readOwnKey(config.folder));
  const derive = (use: string) => createHmac('sha256', encryptionKey).update(use).digest('hex');
  return { encryptionKey, linkSecret: derive('file links'), stateSecret: derive('oauth state') };
}

async function readOwnKey(folder: string): Promise<Buffer> {
  const path = join(folder, 'encryption-key');
  const kept = await readFile(path, 'utf8').catch(() => null);
  if (kept) return Buffer.from(kept.trim(), 'hex');
  const key = randomBytes(32);
  await mkdir(folder, { recursive: true });
  await writeFile(path, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  return key;
}
