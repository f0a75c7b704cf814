// What the three channels of Meta are given alike.

import type { Logger } from 'pino';
import type { MediaOptions } from './fetch-media.js';

export interface MetaChannelOptions {
  /** The app secrets of which one signs each webhook; Instagram's login has one of its own. */
  readonly secrets: readonly string[];
  /** What the handshake must bring. */
  readonly verifyToken: string;
  /** Our own application, by which its echoes and subscriptions are known. */
  readonly appId?: string | undefined;
  /** How customers' files are fetched, where it is not from Meta's own hosts. */
  readonly media?: MediaOptions | undefined;
  readonly log?: Pick<Logger, 'warn' | 'error'> | undefined;
  /** Counts what became of webhooks (see `listenWebhook`), and `unknown-account`, `ignored` for what they held. */
  readonly count?: ((what: string) => void) | undefined;
  readonly now?: () => Date;
}
