// The ear with nothing behind it: whatever JSON a signed request may hold, it neither throws nor breaks a gesture's shape.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Gesture } from '../../../src/bridge/desk.js';
import { createEar } from '../../../src/bridge/teams/hear.js';
import { createPeople } from '../../../src/bridge/teams/people.js';
import type { Json } from '../../../src/core/payload.js';
import { activity, bot, execute, line, mention, mentionSpan } from './activities.js';
import { createMemory, createOptions } from './wire.js';

function openEar() {
  const memory = createMemory();
  const options = createOptions({ memory });
  const connector = { member: async () => null };
  const heard: Gesture[] = [];
  const nothing = async () => undefined;
  const ear = createEar({
    options,
    connector,
    people: createPeople({ options, connector }),
    reach: {
      whisper: nothing,
      whisperForm: nothing,
      direct: nothing,
      home: nothing,
      showHomeAnew: () => undefined,
    },
    files: {
      read: () => ({ images: [], missing: false }),
      fetchByGraph: async () => null,
      uploadLink: () => '',
    },
    hear: async (gesture) => void heard.push(gesture),
  });
  return { ear, heard, memory };
}

const isText = (value: unknown) => typeof value === 'string';
const isTextOrNull = (value: unknown) => value === null || typeof value === 'string';

function checkShape(gesture: Gesture): void {
  expect(isText(gesture.team)).toBe(true);
  if ('user' in gesture) expect(isText(gesture.user)).toBe(true);
  if ('ref' in gesture) expect(isText(gesture.ref)).toBe(true);
  if (gesture.type !== 'invocation') return;
  expect(isText(gesture.word) && isText(gesture.args)).toBe(true);
  expect(
    [gesture.place, gesture.threadRef, gesture.postRef, gesture.conversationId].every(isTextOrNull),
  ).toBe(true);
  expect(Object.values(gesture.values).every(isText)).toBe(true);
}

const samples: readonly Json[] = [
  line(`<p>${mentionSpan('Baton')} note <b>x</b></p>`, { entities: [mention(bot.id, 'Baton')] }),
  execute({ ask: { w: 'claim', c: 'c', e: 1 }, pick: 'm', m: 'x' }),
  execute({ form: { a: { w: 'note' }, p: 'x', t: null, r: null }, text: 'x' }),
  activity({
    type: 'invoke',
    name: 'composeExtension/fetchTask',
    value: { commandId: 'note', messagePayload: { id: '1' } },
  }),
  activity({ type: 'messageReaction', replyToId: '1', reactionsAdded: [{ type: 'like' }] }),
  activity({ type: 'messageUpdate', text: 'x', channelData: { eventType: 'editMessage' } }),
  activity({ type: 'installationUpdate', action: 'remove' }),
  activity({ type: 'conversationUpdate', membersAdded: [bot] }),
];

/** Numbers from 0 to 1 that a seed decides. */
function createDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A sample with some of its values, however deep, replaced by anything. */
function distort(sample: unknown, at: () => number, junk: readonly unknown[]): unknown {
  if (at() < 0.03) return junk[Math.floor(at() * junk.length)];
  if (Array.isArray(sample)) return sample.map((one) => distort(one, at, junk));
  if (typeof sample !== 'object' || sample === null) return sample;
  return Object.fromEntries(Object.entries(sample).map(([key, value]) => [key, distort(value, at, junk)]));
}

describe('whatever comes', () => {
  it('is never thrown at, and what is heard has its shape', async () => {
    const { ear, heard } = openEar();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...samples),
        fc.nat(),
        fc.array(fc.jsonValue(), { minLength: 1, maxLength: 6 }),
        async (sample, seed, junk) => {
          const body = distort(sample, createDice(seed), junk);
          if (typeof body !== 'object' || body === null || Array.isArray(body)) return;
          const { status } = await ear(body as Json);
          expect(status).toBe(200);
        },
      ),
      { numRuns: 1500 },
    );
    expect(heard.length).toBeGreaterThan(100);
    for (const gesture of heard) checkShape(gesture);
  });

  it('does not lead our calls to other hosts', async () => {
    const { ear, memory } = openEar();
    await ear({ ...line('<p>x</p>'), serviceUrl: 'https://evil.example/' });
    expect(memory.held.has('service')).toBe(false);
    await ear(line('<p>x</p>'));
    expect(memory.held.get('service')).toEqual({ url: 'https://smba.trafficmanager.net/teams/' });
  });

  it('is nothing when it is just any JSON', async () => {
    const { ear, heard } = openEar();
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (body) => {
        expect((await ear(body)).status).toBe(200);
      }),
    );
    expect(heard).toEqual([]);
  });
});
