// The belt of one process: hears what commits touched, wakes or nudges, works the line, sweeps, and stops in good order.

import type { Assistant } from '../../assistant/assistant.js';
import type { Channel } from '../../channels/channel.js';
import type { Chatbot } from '../../core/chatbot.js';
import type { ConversationId, Scoped } from '../../core/id.js';
import type { LaneWork } from '../../core/lane-work.js';
import type { Attachment } from '../../core/message.js';
import type { DueAnswer } from '../../store/answers.js';
import { findDue } from '../../store/due.js';
import type { Touch } from '../../store/store.js';
import type { Routing } from '../routing.js';
import type { ThreadSender } from '../sender.js';
import { rootLost } from '../verbs/root-lost.js';
import { type Answerer, createAnswerer } from './answerer.js';
import { createBoardAsker } from './board-asker.js';
import { type Briefer, createBriefer } from './briefer.js';
import type { Chores } from './chores.js';
import { createCustomerSender } from './customer-sender.js';
import { guardDoors } from './doors.js';
import type { LaneSender } from './lane.js';
import { createLanes, type Lanes } from './lanes.js';
import type { Job, Line } from './line.js';
import { createRedrawer, type Redrawer } from './redrawer.js';
import { type Repeating, repeat } from './repeat.js';
import { createRouter, type Router } from './router.js';
import type { Signals } from './signals.js';
import { createSigns } from './signs.js';

export interface WorkersOptions {
  readonly routing: Routing;
  readonly line: Line;
  readonly signals: Signals;
  /** True where this process works itself: then lanes are woken in-process and the line keeps the timers. */
  readonly works: boolean;
  readonly channels: ReadonlyMap<string, Channel>;
  /** Reads a stored file when it is being sent to the customer. */
  readonly readFile: (attachment: Attachment) => Promise<Buffer>;
  readonly thread: ThreadSender;
  readonly assistantOf: (chatbot: Chatbot) => Assistant;
  readonly onThinking?: (due: DueAnswer & Scoped<ConversationId>, chatbot: Chatbot) => void;
  /** What the sweep does beside lanes, answers and queues. */
  readonly chores: Chores;
  readonly sweepEveryMs?: number;
  /** Tells people what is broken; asked every few seconds. */
  readonly alerts?: Alerts;
  readonly alertEveryMs?: number;
  /** For how long an attempt at a delivery is this process's own. */
  readonly leaseMs: number;
  readonly observe?: (lane: string, outcome: string) => void;
}

interface Alerts {
  tell(): Promise<void>;
}

export interface Workers {
  stop(): Promise<void>;
}

/** The key under which a customer's streams are woken. */
export function feedKey(channelId: string, address: string): string {
  return `${channelId}/${address}`;
}

/** Starts the belt. */
export function startWorkers(options: WorkersOptions): Workers {
  const { routing, line, signals } = options;
  const nudge = (job: Job, delayMs?: number) => line.push(job, delayMs);
  const signs = createSigns(routing, options.channels);
  const lanes = createLanes({
    routing,
    senders: {
      thread: threadLane(options),
      customer: guardDoors(
        routing,
        options.channels,
        createCustomerSender({ routing, channels: options.channels, readFile: options.readFile, signs }),
      ),
    },
    wakeLater: (key, delayMs) => void nudge({ kind: 'lane', ...key }, delayMs),
    leaseMs: options.leaseMs,
    ...(options.observe ? { observe: options.observe } : {}),
  });
  const answerer = createAnswerer({
    routing,
    assistantOf: options.assistantOf,
    onThinking(due, chatbot) {
      signs.thinking(due, chatbot);
      options.onThinking?.(due, chatbot);
    },
    wakeLater: (scope, delayMs) =>
      void nudge({ kind: 'answer', organizationId: scope.organizationId, id: scope.id }, delayMs),
  });
  const redrawer = createRedrawer(routing, options.thread);
  const router = createRouter(routing);
  const briefer = createBriefer({ routing, assistantOf: options.assistantOf });
  const local = createLocal(routing, { lanes, answerer, redrawer, router, briefer });

  const boards = createBoardAsker(routing);
  const unhear = routing.store.onCommit((touches) => {
    for (const touch of touches) {
      if (touch.kind === 'queue' || touch.kind === 'board') boards.want(touch);
      if (touch.kind !== 'board') relay(options, touch, local, nudge);
    }
  });
  if (options.works) line.work((job) => local.handle(job));
  const sweep = options.works ? startSweep(options, local) : null;
  const telling = options.works && options.alerts ? startTelling(options, options.alerts) : null;
  return {
    async stop() {
      unhear();
      sweep?.stop();
      await telling?.stop();
      await boards.stop();
      await Promise.all([
        lanes.stop(),
        answerer.stop(),
        redrawer.stop(),
        router.stop(),
        briefer.stop(),
        options.chores.stop(),
      ]);
      await line.close();
      await signals.close();
    },
  };
}

function threadLane(options: WorkersOptions): LaneSender {
  const { thread, routing } = options;
  return {
    send: (work) => thread.send(work),
    settle: (work) => thread.settle(work),
    async recipientLost({ delivery, conversation }) {
      const { target } = delivery;
      if (!('desk' in target) || !conversation.threadRef || target.team === null) return;
      await rootLost(routing, {
        desk: target.desk,
        team: target.team,
        place: target.place,
        threadRef: conversation.threadRef,
      });
    },
  };
}

/** The work of this process, by job or by wake. */
interface Local {
  wake(job: Job, taken?: LaneWork): void;
  wakeRedraws(): void;
  wakeBriefs(): void;
  handle(job: Job): Promise<void>;
}

function createLocal(
  routing: Routing,
  parts: { lanes: Lanes; answerer: Answerer; redrawer: Redrawer; router: Router; briefer: Briefer },
): Local {
  return {
    wake(job, taken) {
      if (job.kind === 'lane')
        parts.lanes.wake({ organizationId: job.organizationId, id: job.id, lane: job.lane }, taken ?? null);
      else if (job.kind === 'answer') parts.answerer.wake(job);
      else
        parts.router
          .route(job)
          .catch((error: unknown) => routing.log.warn({ err: error }, 'the queue could not be routed'));
    },
    wakeRedraws: () => parts.redrawer.wake(),
    wakeBriefs: () => parts.briefer.wake(),
    async handle(job) {
      if (job.kind === 'lane')
        await parts.lanes.drain({ organizationId: job.organizationId, id: job.id, lane: job.lane });
      else if (job.kind === 'answer') await parts.answerer.consider(job);
      else await parts.router.route(job);
    },
  };
}

/** One touched thing becomes a wake here, a nudge on the line, or a signal to whoever watches. */
function relay(
  options: WorkersOptions,
  touch: Exclude<Touch, { kind: 'board' }>,
  local: Local,
  nudge: (job: Job) => Promise<boolean>,
): void {
  if (touch.kind === 'feed') {
    const { channelId, address, next } = touch;
    options.signals.publish(feedKey(channelId, address), { kind: 'feed', ...(next ? { next } : {}) });
  } else if (touch.kind === 'redraw') {
    if (options.works) local.wakeRedraws();
  } else if (touch.kind === 'brief') {
    if (options.works) local.wakeBriefs();
  } else if (options.works) {
    // Where one process both accepts and works, the line keeps only the timers.
    local.wake(toJob(touch), touch.kind === 'lane' ? touch.work : undefined);
  } else {
    void nudge(toJob(touch));
  }
}

function toJob(touch: Extract<Touch, { kind: 'lane' | 'answer' | 'queue' }>): Job {
  if (touch.kind === 'queue')
    return { kind: 'route', organizationId: touch.organizationId, chatbotId: touch.chatbotId };
  return touch.kind === 'lane'
    ? { kind: 'lane', organizationId: touch.organizationId, id: touch.id, lane: touch.lane }
    : { kind: 'answer', organizationId: touch.organizationId, id: touch.id };
}

/** People are to know of a broken door within a minute, whatever broke and in whichever process. */
function startTelling(options: WorkersOptions, alerts: Alerts): Repeating {
  const every = { ms: options.alertEveryMs ?? 10_000, failed: 'alerts could not be told' };
  return repeat(every, options.routing.log, () => alerts.tell());
}

/** Each second, whatever should have moved and has not; jobs may vanish at any moment (design §3.1). */
function startSweep(
  { routing, chores, sweepEveryMs = 1_000 }: WorkersOptions,
  local: Local,
): { stop(): void } {
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    findDue(routing.store)
      .then((due) => {
        for (const one of due) {
          if (one.kind === 'redraw') local.wakeRedraws();
          else if (one.kind === 'chore') {
            if (one.lane === 'timers') local.wakeBriefs();
            chores.do(one.lane);
          } else local.wake(one);
        }
      })
      .catch((error: unknown) => routing.log.warn({ err: error }, 'the sweep could not look'))
      .finally(() => {
        busy = false;
      });
  }, sweepEveryMs);
  return { stop: () => clearInterval(timer) };
}
