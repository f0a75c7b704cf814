// The zero-set-up default: a private PostgreSQL under .baton/, started, adopted, watched and stopped with Baton.
import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Marker, readDataFolder, removeDataFolder, writeMarker } from './embedded/data-folder.js';
import { EmbeddedError } from './embedded/embedded-error.js';
import { type Binaries, findBinaries } from './embedded/find-binaries.js';
import { findFreePort } from './embedded/free-port.js';
import { databaseName, initialise, syncToDisk } from './embedded/initialise.js';
import { type FolderLock, takeLock } from './embedded/lock.js';
import type { EmbeddedLog } from './embedded/log.js';
import { choosePlace, type Place, prepareFolder } from './embedded/place.js';
import {
  findRunning,
  launchPostmaster,
  type Postmaster,
  signalProcess,
  stopPostmaster,
} from './embedded/postmaster.js';
import { supervise } from './embedded/supervise.js';
import { createDatabase, probeDatabase } from './store/probe.js';

export { EmbeddedError } from './embedded/embedded-error.js';

/** How to start: everything but the log has a default. */
export interface EmbeddedOptions {
  /** Baton's folder, `.baton` by default; the data goes to `postgres` inside it. */
  folder?: string;
  /** Throws away the data of an earlier start; only a folder that Baton made. */
  fresh?: boolean;
  log: EmbeddedLog;
  /** Called with the pid each time the server ends unasked, before it is started again. */
  onExit?: (pid: number) => void;
  /** `PG_BIN_DIR`: where postgres and initdb are looked for first. */
  binFolder?: string | undefined;
  /** Extra server settings, by name; they win over Baton's. */
  settings?: Readonly<Record<string, string>>;
}

/** The running database. */
export interface EmbeddedPostgres {
  /** `postgresql://…` of the database `baton`, the same after a restart by the supervisor. */
  url: string;
  readonly pid: number;
  /** True when the server was left running by a Baton that died, and taken over. */
  adopted: boolean;
  /** Stops the server (fast, at once after 10 s) and gives up the folder; safe to call twice. */
  stop(): Promise<void>;
}

interface Start {
  options: EmbeddedOptions;
  place: Place;
}

/**
 * Starts PostgreSQL for this process, or takes over one that a crash left on the folder.
 * @throws EmbeddedError in one line: folder in use or not writable, no binaries, wrong version, foreign data.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const wanted = resolve(options.folder ?? '.baton');
  await prepareFolder(wanted);
  const folder = await realpath(wanted);
  const lock = await takeLock(folder);
  try {
    const place = await choosePlace(folder, (line) => options.log.info({}, line));
    if (options.fresh) await beginAnew(place.data);
    const running = await adopt(place, options.log);
    return await keep({ options, place }, lock, running);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function beginAnew(data: string): Promise<void> {
  const found = await readDataFolder(data);
  if (found.kind === 'none') return;
  const leftOver = await findRunning(data);
  if (leftOver) await stopPostmaster(leftOver.pid);
  await removeDataFolder(data);
}

async function adopt(place: Place, log: EmbeddedLog): Promise<Postmaster | undefined> {
  const found = await readDataFolder(place.data);
  const running = found.kind === 'ours' ? await findRunning(place.data) : undefined;
  if (found.kind !== 'ours' || !running) return undefined;
  if ((await probeDatabase(addressOf(found.marker, running.port, 'postgres'))) !== 'ready') {
    throw new EmbeddedError(
      `A PostgreSQL (process ${running.pid}) runs on ${place.data} but does not answer to Baton's password: stop it first.`,
    );
  }
  log.info({ pid: running.pid }, 'Took over the database that an earlier Baton left running.');
  return running;
}

async function keep(
  start: Start,
  lock: FolderLock,
  running: Postmaster | undefined,
): Promise<EmbeddedPostgres> {
  const { options, place } = start;
  const found = await readDataFolder(place.data);
  const wantedMajor = found.kind === 'ours' ? found.major : undefined;
  const binaries = await findBinaries({ ...place, binFolder: options.binFolder, wantedMajor });
  const marker = found.kind === 'ours' ? found.marker : await initialise(place, binaries);
  const settings = options.settings ?? {};
  const first = running ?? (await launchOnFreePort(start, binaries, marker));
  try {
    await settle(marker, first.port, place);
  } catch (error) {
    await stopPostmaster(first.pid);
    throw error;
  }
  if (found.kind === 'none' && settings.fsync !== 'off') {
    syncToDisk(place, binaries).catch((error: unknown) =>
      options.log.warn({ err: error }, 'The new database is not yet on disk.'),
    );
  }
  const supervision = supervise({
    first,
    relaunch: async () =>
      (await findRunning(place.data)) ?? launchPostmaster({ place, binaries, port: first.port, settings }),
    log: options.log,
    onExit: options.onExit ?? (() => undefined),
  });
  // A process that ends without stopping takes its server along where it can; adoption is for when it can't.
  const leave = () => void signalProcess(supervision.pid(), 'SIGINT');
  process.once('exit', leave);
  return {
    url: addressOf(marker, first.port, databaseName),
    get pid() {
      return supervision.pid();
    },
    adopted: running !== undefined,
    async stop() {
      await supervision.stop();
      process.off('exit', leave);
      await lock.release();
    },
  };
}

// A port found free may be taken before the server has it, and the memory of a killed server takes a moment to be freed.
async function launchOnFreePort(start: Start, binaries: Binaries, marker: Marker): Promise<Postmaster> {
  const settings = start.options.settings ?? {};
  for (let round = 1; ; round += 1) {
    const port = await findFreePort(round === 1 ? marker.port : undefined);
    try {
      const postmaster = await launchPostmaster({ place: start.place, binaries, port, settings });
      if (port !== marker.port) await writeMarker(start.place.data, { ...marker, port });
      return postmaster;
    } catch (error) {
      const passing =
        error instanceof Error && /bind|listen socket|shared memory|postmaster\.pid/.test(error.message);
      if (!passing || round >= 5) throw error;
      await sleep(round * 200);
    }
  }
}

async function settle(marker: Marker, port: number, place: Place): Promise<void> {
  let answer = await probeDatabase(addressOf(marker, port, databaseName), 10_000);
  if (answer === 'no-database') {
    await createDatabase(addressOf(marker, port, 'postgres'), databaseName);
    answer = 'ready';
  }
  if (answer !== 'ready') {
    throw new EmbeddedError(`The database in ${place.data} does not accept Baton's connection (${answer}).`);
  }
}

function addressOf(marker: Marker, port: number, database: string): string {
  return `postgresql://${databaseName}:${marker.password}@127.0.0.1:${port}/${database}`;
}
