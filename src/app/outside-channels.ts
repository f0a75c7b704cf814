// The customers' channels that live with another company, made from the configuration alone: for the house and its doctor.

import type { Channel } from '../channels/channel.js';
import type { Config } from '../config.js';
import type { Log } from '../routing/routing.js';

export interface OutsideOptions {
  readonly config: Config;
  readonly log: Log;
}

/** Makes them; nothing is called and nothing listens before they are mounted or asked. */
export function createOutsideChannels(_options: OutsideOptions): readonly Channel[] {
  return [];
}
