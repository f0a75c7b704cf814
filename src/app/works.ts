// What works behind the doors: what was heard is taken in, and the workers carry out what is due, timers and chores among it.

import type { Assistant } from '../assistant/assistant.js';
import { createAlerts } from '../bridge/alerts.js';
import type { TemplateShelf } from '../bridge/house.js';
import { createPlaceLooks } from '../bridge/membership.js';
import { createMirror } from '../bridge/mirror.js';
import type { Desks } from '../bridge/registry.js';
import type { Channel } from '../channels/channel.js';
import type { Chatbot } from '../core/chatbot.js';
import type { Files } from '../routing/files.js';
import { createHearing } from '../routing/hear.js';
import { createInbox } from '../routing/inbox.js';
import type { Routing } from '../routing/routing.js';
import type { Suggester } from '../routing/suggest.js';
import { createChores } from '../routing/work/chores.js';
import type { Line } from '../routing/work/line.js';
import type { Signals } from '../routing/work/signals.js';
import { feedKey, startWorkers } from '../routing/work/workers.js';
import { findChannel } from '../store/chatbots.js';
import type { FileLinks } from './meta.js';
import type { Metrics } from './metrics.js';
import { createTimerTurns } from './timer-turns.js';

export interface WorksHouse {
  readonly routing: Routing;
  readonly files: Files;
  readonly links: FileLinks;
  readonly signals: Signals;
  readonly line: Line;
  readonly metrics: Metrics;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly desks: Desks;
  readonly templates: TemplateShelf;
  readonly suggester: Suggester;
  readonly assistantOf: (chatbot: Chatbot) => Assistant;
  /** False in a process that only keeps the doors. */
  readonly works: boolean;
}

export interface Works {
  readonly hear: ReturnType<typeof createHearing>;
  readonly inbox: ReturnType<typeof createInbox>;
  readonly workers: ReturnType<typeof startWorkers>;
}

/** A living process renews what it holds; a dead one's conversations move again after this. */
export const leaseMs = 9_000;

/** A thread is read again days after the chat; whoever needs a file later asks for the history. */
const deskLinkMs = 30 * 24 * 60 * 60_000;

/** Starts them. The caller stops the inbox before the workers. */
export function startWorks(house: WorksHouse): Works {
  const { routing, files, channels, desks } = house;
  const { store, log } = routing;
  const hear = createHearing({ routing, files, channels });
  const inbox = createInbox({
    routing,
    act: async (inbound, attempt) => void (await hear(inbound, attempt)),
    findDoor: (scope) => findChannel(store, scope),
    leaseMs,
  });
  const others = { places: createPlaceLooks({ routing, desks }) };
  const workers = startWorkers({
    routing,
    chores: createChores({ routing, inbox, files, channels, turns: createTimerTurns(), others }),
    line: house.line,
    signals: house.signals,
    works: house.works,
    leaseMs,
    channels,
    readFile: files.read,
    thread: createMirror({
      store,
      desks,
      readFile: files.read,
      linkFile: (file, owner) => house.links.link(file, owner, deskLinkMs),
      log,
      hasTemplates: house.templates.has,
      canSuggest: house.suggester.can,
    }),
    assistantOf: house.assistantOf,
    onThinking: (due, { name }) =>
      house.signals.publish(feedKey(due.channelId, due.address), { kind: 'typing', name }),
    observe: house.metrics.observe,
    alerts: createAlerts({ store, desks, log }),
  });
  return { hear, inbox, workers };
}
