// Runs a journey's tests on each desk: on Slack with both engines, on Teams with jobs on PostgreSQL and, where asked, on Redis.

import { afterAll, beforeAll, describe } from 'vitest';
import type { DeskKind } from './desk-hands.js';
import { type EngineKind, type HouseOptions, startTestHouse, type TestHouse } from './house.js';
import { needs } from './needs.js';

export interface Setting {
  readonly desk: DeskKind;
  readonly engine: EngineKind;
}

const slack: readonly Setting[] = [
  { desk: 'slack', engine: 'postgres' },
  { desk: 'slack', engine: 'redis' },
];
const teams: readonly Setting[] = [{ desk: 'teams', engine: 'postgres' }];

/** Every pair of desk and engine, for journeys that everything else stands on. */
export const everyPair: readonly Setting[] = [...slack, ...teams, { desk: 'teams', engine: 'redis' }];

interface Options extends Omit<HouseOptions, 'engine' | 'desk'> {
  /** Where it runs: on Slack with both engines and on Teams with one, unless told otherwise. */
  readonly on?: readonly Setting[];
}

/** `tests` gets a way to reach the house, which stands before the first test and falls after the last. */
export function onEachDesk(
  journey: string,
  options: Options,
  tests: (house: () => TestHouse, setting: Setting) => void,
): void {
  const chosen = process.env.TEST_DESK;
  for (const setting of (options.on ?? [...slack, ...teams]).filter(
    (one) => !chosen || one.desk === chosen,
  )) {
    const { desk, engine } = setting;
    const name = `${journey} (${desk === 'slack' ? 'Slack' : 'Teams'}, jobs on ${engine === 'redis' ? 'Redis' : 'PostgreSQL'})`;
    const group = engine === 'redis' ? needs('redis').describe : describe;
    group(name, () => {
      let house: TestHouse | undefined;
      beforeAll(async () => {
        house = await startTestHouse({ ...options, ...setting });
      });
      afterAll(async () => house?.stop());
      tests(() => {
        if (!house) throw new Error('the house does not stand yet');
        return house;
      }, setting);
    });
  }
}

/** The same for journeys about Teams alone. */
export function onTeams(journey: string, options: Options, tests: (house: () => TestHouse) => void): void {
  onEachDesk(journey, { ...options, on: teams }, tests);
}
