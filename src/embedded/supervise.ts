// Watches a server and starts it again, ever more patiently, until it is told to stop.
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmbeddedLog } from './log.js';
import { type Postmaster, stopPostmaster } from './postmaster.js';

const firstPauseMs = 100;
const longestPauseMs = 10_000;
const steadyMs = 60_000;

/** A watched server: `pid` changes when it was started again. */
export interface Supervision {
  pid(): number;
  stop(): Promise<void>;
}

/**
 * Watches `first`; when it ends unasked, tells `onExit` and calls `relaunch` after a growing pause (0.1 s to 10 s, back to
 * the shortest once a server has lived a minute).
 */
export function supervise(options: {
  first: Postmaster;
  relaunch: () => Promise<Postmaster>;
  log: EmbeddedLog;
  onExit: (pid: number) => void;
}): Supervision {
  const { relaunch, log, onExit } = options;
  const halt = new AbortController();
  let current = options.first;
  const watching = watch();
  let stopped: Promise<void> | undefined;

  async function watch(): Promise<void> {
    let pauseMs = firstPauseMs;
    while (!halt.signal.aborted) {
      const since = Date.now();
      await Promise.race([current.ended, aborted(halt.signal)]);
      if (halt.signal.aborted) return;
      log.error({ pid: current.pid }, 'The embedded database ended unexpectedly; starting it again.');
      onExit(current.pid);
      if (Date.now() - since > steadyMs) pauseMs = firstPauseMs;
      pauseMs = await bringBack(pauseMs);
    }
  }

  async function bringBack(pauseMs: number): Promise<number> {
    for (let pause = pauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
      await sleep(pause, undefined, { signal: halt.signal }).catch(() => undefined);
      if (halt.signal.aborted) return pause;
      try {
        current = await relaunch();
        log.info({ pid: current.pid }, 'The embedded database is back.');
        return Math.min(pause * 2, longestPauseMs);
      } catch (error) {
        log.error({ err: error }, 'The embedded database did not start again; trying once more.');
      }
    }
  }

  async function finish(): Promise<void> {
    halt.abort();
    // A relaunch under way ends first, so that the server it makes is stopped too.
    await watching;
    await stopPostmaster(current.pid);
  }

  return {
    pid: () => current.pid,
    stop() {
      stopped ??= finish();
      return stopped;
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
