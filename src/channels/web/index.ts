// The web channel: the company's own website as a customer's door, through Baton's widget.

import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Channel } from '../channel.js';
import type { WebHouse } from './house.js';
import { defaultLimits, type WebLimits } from './limits.js';
import { createLinks } from './links.js';
import { listenWeb } from './listen.js';
import { builtWidget } from './pages.js';
import { createSend } from './send.js';
import { ownOrigins } from './settings.js';
import { createStreams } from './streams.js';

export interface WebChannelOptions {
  readonly house: WebHouse;
  /** Where customers' browsers reach Baton, such as https://chat.example. */
  readonly publicUrl: string;
  readonly log?: Pick<Logger, 'warn' | 'error'>;
  /** Replaces single bounds of `defaultLimits`. */
  readonly limits?: Partial<WebLimits>;
  /** Signs file links; processes that share their visitors share it. Without it every start makes its own. */
  readonly linkSecret?: string;
  /** Origins beside our own from which agents' pictures may come, such as https://avatars.example. */
  readonly pictureHosts?: readonly string[];
  /** Where the built widget lies, when it is not in its usual place. */
  readonly widgetFolder?: string;
  /** The clock in milliseconds, for the lifetime of file links. */
  readonly now?: () => number;
}

/** Makes the web channel. It holds no truth: streams and limits may vanish with the process at any moment. */
export function createWebChannel(options: WebChannelOptions): Channel {
  const limits: WebLimits = { ...defaultLimits, ...options.limits };
  const links = createLinks({
    secret: options.linkSecret ?? randomBytes(32),
    lifetimeMs: limits.linkLifetimeMs,
    now: options.now ?? Date.now,
  });
  const { house, log } = options;
  const streams = createStreams({ house, limits, links, log });
  return {
    name: 'web',
    showsOnCommit: true,
    listen(mount, ears) {
      listenWeb(mount, ears, {
        house,
        own: ownOrigins(options.publicUrl),
        limits,
        links,
        streams,
        pictureHosts: options.pictureHosts ?? [],
        widgetFolder: options.widgetFolder ?? builtWidget,
        log,
      });
    },
    ...createSend(streams),
    async close() {
      streams.close();
    },
  };
}
