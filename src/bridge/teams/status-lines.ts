// How agents' own lines stand with the customer: one small line of ours per run of theirs, redrawn in place.

import { Failure } from '../../core/errors.js';
import { createInOrder } from '../../core/in-order.js';
import type { Mark, PostRef } from '../desk.js';
import type { Connector } from './connector.js';
import { memoryKeys, type StatusMemory, type StatusRun } from './memories.js';
import type { TeamsDeskOptions } from './options.js';
import { makeRef, readRef, type Spot } from './refs.js';
import { renderStatus } from './render-status.js';

export interface StatusLines {
  /** Shows how a line stands; concurrent marks of one thread go one after another. Throws Failure. */
  mark(at: PostRef, mark: Mark): Promise<void>;
  /** Something else of ours was posted in this thread: the next line begins a new run. */
  breakRun(place: string, root: string): void;
}

interface StatusRoom {
  readonly options: Pick<TeamsDeskOptions, 'memory'>;
  readonly connector: Pick<Connector, 'post' | 'update'>;
}

/** A run ends when nobody wrote for so long, or when it tells of so many lines. */
const restMs = 10 * 60_000;
const mostLines = 12;
/** So many runs of a thread are remembered: a customer may read what was written a while ago. */
const mostRuns = 4;
const mostThreads = 5_000;

/** Creates the status lines of one process. */
export function createStatusLines(room: StatusRoom, now: () => number = Date.now): StatusLines {
  const brokenAt = new Map<string, number>();
  const inOrder = createInOrder();

  return {
    mark(at, mark) {
      const { root, activityId } = readRef(at.ref);
      // A line that stands in no thread has nowhere to be told of.
      if (root === activityId) return Promise.resolve();
      const key = memoryKeys.lines(at.place, root);
      const drawn = { key, spot: { place: at.place, root }, line: { ref: at.ref, mark } };
      return inOrder(key, () => draw(room, drawn, { now: now(), brokenAt: brokenAt.get(key) ?? 0 }));
    },
    breakRun(place, root) {
      const key = memoryKeys.lines(place, root);
      brokenAt.delete(key);
      brokenAt.set(key, now());
      for (const [oldest] of brokenAt) {
        if (brokenAt.size <= mostThreads) break;
        brokenAt.delete(oldest);
      }
    },
  };
}

interface Drawn {
  readonly key: string;
  readonly spot: Spot;
  readonly line: { readonly ref: string; readonly mark: Mark };
}

interface Moment {
  readonly now: number;
  readonly brokenAt: number;
}

async function draw(room: StatusRoom, { key, spot, line }: Drawn, moment: Moment): Promise<void> {
  const { runs } = (await room.options.memory.read<StatusMemory>(key)) ?? { runs: [] };
  const known = runs.find((run) => run.lines.some(({ ref }) => ref === line.ref));
  const run = known ?? openRun(runs.at(-1), moment);
  const next = join(run, line, moment.now);
  if (known && sameLines(known, next)) return;
  const ref = await show(room.connector, spot, next);
  const shown = { ...next, ref, postedAt: ref === next.ref ? next.postedAt : moment.now };
  const kept = run ? runs.map((one) => (one === run ? shown : one)) : [...runs, shown];
  await room.options.memory.write(key, { runs: kept.slice(-mostRuns) } satisfies StatusMemory);
}

/** The run that a new line joins; undefined when it begins one. */
function openRun(last: StatusRun | undefined, { now, brokenAt }: Moment): StatusRun | undefined {
  if (!last || last.lines.length >= mostLines) return undefined;
  return last.postedAt <= brokenAt || now - last.joinedAt > restMs ? undefined : last;
}

function join(run: StatusRun | undefined, line: Drawn['line'], now: number): StatusRun {
  const began = run ?? { ref: '', postedAt: now, joinedAt: now, lines: [] };
  if (began.lines.some(({ ref }) => ref === line.ref)) {
    return { ...began, lines: began.lines.map((one) => (one.ref === line.ref ? { ...one, ...line } : one)) };
  }
  return { ...began, joinedAt: now, lines: [...began.lines, { ...line, at: writtenAt(line.ref) ?? now }] };
}

function sameLines(one: StatusRun, other: StatusRun): boolean {
  return JSON.stringify(one.lines) === JSON.stringify(other.lines);
}

/** Redraws the run's status line, or posts one: the first, or anew when someone deleted it. */
async function show(connector: StatusRoom['connector'], spot: Spot, run: StatusRun): Promise<string> {
  const activity = renderStatus(run.lines);
  if (run.ref !== '') {
    try {
      await connector.update(spot, readRef(run.ref).activityId, activity);
      return run.ref;
    } catch (error) {
      if (!(error instanceof Failure) || error.class !== 'recipient') throw error;
    }
  }
  return makeRef(spot.root, (await connector.post(spot, activity)).id);
}

/** Ids of Teams are the moment they were given, in Unix milliseconds; an emulator's are only ids. */
function writtenAt(ref: string): number | null {
  const { activityId } = readRef(ref);
  return /^1\d{12}$/.test(activityId) ? Number(activityId) : null;
}
