// The desks of this deployment: those it is configured for, or the playground's, wired, mounted, bound and stopped together.

import type { Router } from 'express';
import type { Gesture } from '../bridge/desk.js';
import { createDesks, type Desks } from '../bridge/registry.js';
import type { Config } from '../config.js';
import type { Log } from '../routing/routing.js';
import type { Store } from '../store/store.js';
import type { Keys } from './keys.js';
import type { Playground } from './playground.js';
import { wireSlack } from './slack.js';
import { wireTeams } from './teams.js';

export interface DesksGround {
  readonly config: Pick<Config, 'slack' | 'teams'>;
  readonly store: Store;
  readonly log: Log;
  readonly publicUrl: string;
  readonly keys: Keys;
  readonly playground: Pick<Playground, 'slack' | 'teams'> | null;
}

export interface WiredDesks {
  readonly desks: Desks;
  /** Mounts every desk. Throws when one cannot listen. */
  listen(router: Router, hear: (gesture: Gesture) => Promise<void>): Promise<void>;
  /** Binds what is declared to the desks' teams; a desk that is away is tried again until it answers. */
  bind(): Promise<void>;
  stop(): Promise<void>;
}

/** Wires every desk there is a configuration for. Nothing is called before `listen` and `bind`. */
export function wireDesks(ground: DesksGround): WiredDesks {
  const { config, playground } = ground;
  const slack = config.slack ?? playground?.slack() ?? null;
  const teams = config.teams ?? playground?.teams() ?? null;
  const wired = [
    ...(slack ? [wireSlack({ ...ground, config: slack })] : []),
    ...(teams ? [wireTeams({ ...ground, config: teams, loadsEarly: config.teams !== null })] : []),
  ];
  return {
    desks: createDesks(wired.map(({ desk }) => desk)),
    async listen(router, hear) {
      for (const one of wired) await one.listen(router, hear);
    },
    async bind() {
      await Promise.all(wired.map((one) => one.bind()));
    },
    async stop() {
      await Promise.all(wired.map((one) => one.stop()));
    },
  };
}
