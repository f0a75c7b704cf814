// A gate for one file of tests: opened before the first, swept after each, closed after the last.

import { afterAll, afterEach } from 'vitest';
import type { Card } from '../../../src/bridge/cards/card.js';
import type { Json } from '../../../src/core/payload.js';
import { literal } from '../../../src/core/text.js';
import { openGate } from './gate.js';

/** Opens it, with what every test there does: send an activity to it, and look at what was whispered. */
export async function keepGate() {
  const gate = await openGate();
  afterAll(() => gate.close());
  afterEach(() => {
    gate.heard.length = 0;
    gate.calls.length = 0;
    gate.refusesWhispers = false;
    gate.onHear = async () => undefined;
  });
  return {
    gate,
    send: async (body: Json) => gate.send({ ...body, serviceUrl: gate.serviceUrl }),
    whispers: () => gate.calls.filter(({ path }) => path.includes('isTargetedActivity')),
  };
}

/** A card that says one sentence. */
export const say = (sentence: string): Card => ({
  fallback: sentence,
  parts: [{ kind: 'text', text: literal(sentence) }],
});
