// What the rooms of the bridge share: the switchboard below and the desks around them.

import type { Routing } from '../routing/routing.js';
import type { Desks } from './registry.js';

export interface BridgeHouse {
  readonly routing: Routing;
  readonly desks: Desks;
}
