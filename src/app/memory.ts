// Opens the memory: the named database or one of our own, at this build's schema.

import type { Logger } from 'pino';
import type { Config } from '../config.js';
import { startEmbeddedPostgres } from '../embedded.js';
import { migrate } from '../store/migrate.js';
import { createStore, type Store } from '../store/store.js';
import type { Endings } from './endings.js';

export interface MemoryOptions {
  readonly config: Config;
  readonly log: Logger;
  /** Starts the embedded database anew. */
  readonly fresh?: boolean;
}

/** Opens it and says how to close it. Throws EmbeddedError, or the driver's error when the database is away. */
export async function openMemory(
  { config, log, fresh }: MemoryOptions,
  endings: Endings,
): Promise<{ readonly store: Store; readonly databaseUrl: string }> {
  let databaseUrl = config.databaseUrl;
  if (!databaseUrl) {
    const postgres = await startEmbeddedPostgres({
      folder: config.folder,
      log,
      ...(fresh ? { fresh } : {}),
      ...(config.postgresBinFolder ? { binFolder: config.postgresBinFolder } : {}),
      onExit: (pid) => log.error({ pid }, 'the embedded PostgreSQL ended; it is started again'),
    });
    endings.add(() => postgres.stop());
    databaseUrl = postgres.url;
  }
  await migrate(databaseUrl);
  const store = createStore({
    url: databaseUrl,
    onError: (error) => log.warn({ err: error }, 'database connection'),
  });
  endings.add(() => store.close());
  return { store, databaseUrl };
}
