// Runs a journey's tests on PostgreSQL alone and on PostgreSQL with Redis, in a house of their own each.

import { afterAll, beforeAll, describe } from 'vitest';
import { type EngineKind, type HouseOptions, startTestHouse, type TestHouse } from './house.js';
import { needs } from './needs.js';

/** `tests` gets a way to reach the house, which stands before the first test and falls after the last. */
export function onBothEngines(
  journey: string,
  options: Omit<HouseOptions, 'engine'>,
  tests: (house: () => TestHouse, engine: EngineKind) => void,
): void {
  const declareOn = (engine: EngineKind) => () => {
    let house: TestHouse | undefined;
    beforeAll(async () => {
      house = await startTestHouse({ ...options, engine });
    });
    afterAll(async () => house?.stop());
    tests(() => {
      if (!house) throw new Error('the house does not stand yet');
      return house;
    }, engine);
  };
  describe(`${journey} (jobs on PostgreSQL)`, declareOn('postgres'));
  needs('redis').describe(`${journey} (jobs on Redis)`, declareOn('redis'));
}
