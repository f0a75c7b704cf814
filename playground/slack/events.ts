// Turns changes in the workspace into Events API envelopes and sends them, with Slack's repeats.
import { randomBytes } from 'node:crypto';
import { setTimeout as setTimer } from 'node:timers';
import { setTimeout } from 'node:timers/promises';
import type { AppLink, Reply } from './deliver.js';
import type { Faults } from './faults.js';
import { readEvents } from './inner-events.js';
import type { Shapes } from './message-shape.js';
import type { Settings } from './options.js';
import type { Json } from './records.js';
import type { World } from './world.js';

export type Events = ReturnType<typeof createEvents>;

/** How long the reverse trick gathers events. */
const GATHER_MS = 40;

/** Creates the sender; it listens to the workspace by itself. */
export const createEvents = (
  settings: Settings,
  world: World,
  parts: { link: AppLink; faults: Faults; shapes: Shapes },
) => {
  const { link, faults } = parts;
  const abort = new AbortController();
  const gathered: Json[] = [];
  const gate = createIdleGate();

  /** Sends one inner event if there is an app that subscribed to it. */
  const emit = (event: Json): void => {
    if (!link.hasTarget() || !isSubscribed(settings, event)) return;
    const envelope = wrap(settings, event);
    if (faults.tricks.reverse) {
      if (gathered.length === 0) setTimer(flushReversed, GATHER_MS);
      gathered.push(envelope);
      return;
    }
    dispatch(envelope);
  };

  const flushReversed = (): void => {
    for (const envelope of gathered.splice(0).reverse()) dispatch(envelope);
  };

  const dispatch = (envelope: Json): void => {
    for (let copy = faults.tricks.duplicate ? 2 : 1; copy > 0; copy -= 1) {
      gate.pass(deliver(settings, link, envelope, abort.signal));
    }
  };

  const stop = world.onChange((change) => {
    for (const event of readEvents(settings, world, parts.shapes, change)) emit(event);
  });

  return {
    emit,
    /** Resolves when every event sent so far was answered or given up. */
    whenIdle: async (): Promise<void> => {
      if (gathered.length > 0) await setTimeout(GATHER_MS + 5);
      await gate.whenIdle();
    },
    close: (): void => {
      stop();
      abort.abort();
    },
  };
};

/** Counts what is under way. */
const createIdleGate = () => {
  const waiters: (() => void)[] = [];
  let underWay = 0;
  return {
    pass: (work: Promise<void>): void => {
      underWay += 1;
      void work.finally(() => {
        underWay -= 1;
        if (underWay === 0) for (const resolve of waiters.splice(0)) resolve();
      });
    },
    whenIdle: (): Promise<void> =>
      underWay === 0 ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve)),
  };
};

/** Sends and repeats; a stand-in that closes gives up at once. */
const deliver = async (
  settings: Settings,
  link: AppLink,
  envelope: Json,
  signal: AbortSignal,
): Promise<void> => {
  let reply: Reply = await link.send('events_api', envelope);
  for (const [index, delay] of settings.retryDelaysMs.entries()) {
    if (reply.failure === null || reply.noRetry) return;
    if (delay > 0) await setTimeout(delay, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    reply = await link.send('events_api', envelope, { number: index + 1, reason: reply.failure });
  }
};

const wrap = (settings: Settings, event: Json): Json => ({
  token: 'x',
  team_id: settings.team.id,
  context_team_id: settings.team.id,
  context_enterprise_id: null,
  api_app_id: settings.appId,
  event,
  type: 'event_callback',
  event_id: `Ev${randomBytes(6).toString('hex').toUpperCase()}`,
  event_time: Math.floor(settings.now() / 1000),
  authorizations: [
    {
      enterprise_id: null,
      team_id: settings.team.id,
      user_id: settings.botUserId,
      is_bot: true,
      is_enterprise_install: false,
    },
  ],
  is_ext_shared_channel: false,
  event_context: `4-${randomBytes(8).toString('hex')}`,
});

const SCOPED: Record<string, string> = {
  channel: 'message.channels',
  group: 'message.groups',
  im: 'message.im',
  mpim: 'message.mpim',
};

const isSubscribed = ({ manifest }: Settings, event: Json): boolean => {
  if (manifest.botEvents === null) return true;
  const type = String(event.type);
  return manifest.botEvents.has(type === 'message' ? (SCOPED[String(event.channel_type)] ?? type) : type);
};
