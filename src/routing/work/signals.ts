// Wake-ups for whoever watches a conversation live: in this process at once, across processes over Redis; they may get lost.

import { Redis } from 'ioredis';
import type { FeedEvent } from '../../core/feed.js';
import type { ConversationId } from '../../core/id.js';
import type { Log } from '../routing.js';

export type Signal =
  /** `next` spares whoever watches in this process a look, when it is the very next thing they miss. */
  | {
      readonly kind: 'feed';
      readonly next?: { readonly conversationId: ConversationId; readonly event: FeedEvent };
    }
  | { readonly kind: 'typing'; readonly name: string };

export interface Signals {
  publish(key: string, signal: Signal): void;
  subscribe(key: string, listener: (signal: Signal) => void): () => void;
  close(): Promise<void>;
}

const channel = 'baton:signals';

/** Creates the signals of one process; with Redis they also reach and come from the other processes. */
export function createSignals(redisUrl: string | null, log: Log): Signals {
  const listeners = new Map<string, Set<(signal: Signal) => void>>();
  const tell = (key: string, signal: Signal) => {
    for (const listener of listeners.get(key) ?? []) listener(signal);
  };
  const wire = redisUrl ? connect(redisUrl, log, tell) : null;
  return {
    publish(key, signal) {
      tell(key, signal);
      wire?.send(key, signal);
    },
    subscribe(key, listener) {
      const set = listeners.get(key) ?? new Set();
      set.add(listener);
      listeners.set(key, set);
      return () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(key);
      };
    },
    async close() {
      wire?.close();
      listeners.clear();
    },
  };
}

function connect(url: string, log: Log, tell: (key: string, signal: Signal) => void) {
  const own = `${process.pid}.${Math.random().toString(36).slice(2)}`;
  const publisher = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  const subscriber = new Redis(url, { maxRetriesPerRequest: null });
  for (const connection of [publisher, subscriber])
    connection.on('error', (error) => log.debug({ err: error }, 'redis signals'));
  subscriber.subscribe(channel).catch((error: unknown) => log.debug({ err: error }, 'redis signals'));
  subscriber.on('message', (_channel, text) => {
    const [from, key, signal] = JSON.parse(text) as [string, string, Signal];
    if (from !== own) tell(key, signal);
  });
  return {
    send(key: string, signal: Signal) {
      publisher
        .publish(channel, JSON.stringify([own, key, { ...signal, next: undefined }]))
        .catch((error: unknown) => log.debug({ err: error }, 'redis signals'));
    },
    close() {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}
