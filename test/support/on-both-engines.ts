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
  inHousesOnBothEngines(journey, (engine) => startTestHouse({ ...options, engine }), tests);
}

/** The same for houses with more around them: `start` builds one. */
export function inHousesOnBothEngines<House extends Pick<TestHouse, 'stop'>>(
  journey: string,
  start: (engine: EngineKind) => Promise<House>,
  tests: (house: () => House, engine: EngineKind) => void,
): void {
  const declareOn = (engine: EngineKind) => () => {
    let house: House | undefined;
    beforeAll(async () => {
      house = await start(engine);
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
