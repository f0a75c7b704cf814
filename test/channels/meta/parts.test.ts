// Proves that parts go out strictly in order, each recorded before the next, and that a failure is gone on from.

import { describe, expect, it } from 'vitest';
import { sendInParts } from '../../../src/channels/meta/parts.js';
import { failureOf } from '../../support/page-scene.js';

function watch(already: readonly string[] = []) {
  const steps: string[] = [];
  return {
    steps,
    outbound: { parts: already, partSent: async (id: string) => void steps.push(`recorded ${id}`) },
    send: async (part: string, index: number) => {
      steps.push(`sent ${part} as ${index}`);
      if (part === 'broken') throw new Error('the line broke');
      return `id-${part}`;
    },
  };
}

describe('parts', () => {
  it('go out one after the other and are known by the first', async () => {
    const { steps, outbound, send } = watch();
    expect(await sendInParts(outbound, ['a', 'b'], send)).toEqual({ externalId: 'id-a' });
    expect(steps).toEqual(['sent a as 0', 'recorded id-a', 'sent b as 1', 'recorded id-b']);
  });

  it('go on after those that are out', async () => {
    const { steps, outbound, send } = watch(['id-a', 'id-b']);
    expect(await sendInParts(outbound, ['a', 'b', 'c'], send)).toEqual({ externalId: 'id-a' });
    expect(steps).toEqual(['sent c as 2', 'recorded id-c']);
  });

  it('are all out when an answer to the last was lost after it was recorded', async () => {
    const { steps, outbound, send } = watch(['id-a', 'id-b']);
    expect(await sendInParts(outbound, ['a', 'b'], send)).toEqual({ externalId: 'id-a' });
    expect(steps).toEqual([]);
  });

  it('stop where one fails', async () => {
    const { steps, outbound, send } = watch();
    await expect(sendInParts(outbound, ['a', 'broken', 'c'], send)).rejects.toThrow('the line broke');
    expect(steps).toEqual(['sent a as 0', 'recorded id-a', 'sent broken as 1']);
  });

  it('that are one are recorded with the delivery alone', async () => {
    const { steps, outbound, send } = watch();
    await sendInParts(outbound, ['a'], send);
    expect(steps).toEqual(['sent a as 0']);
  });

  it('must be some', async () => {
    const { outbound, send } = watch();
    expect(await failureOf(sendInParts(outbound, [], send))).toMatchObject({ class: 'content' });
  });
});
