// A delivery that was taken in the commit that stored it is sent, also when it is handed over while the lane looks for others.

import { describe, expect, it } from 'vitest';
import { Failure, ownPace } from '../../../src/core/errors.js';
import type { OrganizationId } from '../../../src/core/id.js';
import type { LaneWork } from '../../../src/core/lane-work.js';
import type { LaneSender } from '../../../src/routing/work/lane.js';
import { createLanes } from '../../../src/routing/work/lanes.js';
import { newId, type Store } from '../../../src/store/store.js';

const key = {
  organizationId: newId<'organization'>() as OrganizationId,
  id: newId<'conversation'>(),
  lane: 'thread',
} as const;

function takenWork(text: string): LaneWork {
  const { organizationId, id } = key;
  const delivery = {
    organizationId,
    id: newId<'delivery'>(),
    conversationId: id,
    lane: 'thread',
    kind: 'message',
  };
  const more = { status: 'sending', attemptId: newId<'attempt'>(), attempts: 1, firstAttemptAt: new Date() };
  return {
    delivery: { ...delivery, ...more, payload: { text } },
    conversation: {},
    message: null,
    note: null,
    ambiguous: false,
  } as unknown as LaneWork;
}

/** A store whose lanes are empty, and whose first look takes as long as the test wants. */
function createSlowStore() {
  let letGo = () => undefined as undefined;
  const held = new Promise<void>((resolve) => {
    letGo = () => void resolve();
  });
  const store = { run: () => held.then(() => []), touched: () => undefined } as unknown as Store;
  return { store, letGo };
}

describe('lanes', () => {
  it('sends what is handed over while the lane looks for something else', async () => {
    const { store, letGo } = createSlowStore();
    const sent: unknown[] = [];
    const sender: LaneSender = {
      send: async (work) => {
        sent.push(work.delivery.payload.text);
        return { externalId: 'x' };
      },
      settle: async () => null,
    };
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const lanes = createLanes({
      routing: { store, log },
      senders: { thread: sender, customer: sender },
      wakeLater: () => undefined,
      leaseMs: 60_000,
    });
    lanes.wake(key);
    lanes.wake(key, takenWork('handed over'));
    letGo();
    await lanes.drain(key);
    await lanes.stop();
    expect(sent).toEqual(['handed over']);
  });

  it('says calmly that a call waited for our own pace, and loudly that it failed', async () => {
    const said: string[] = [];
    const at = (level: string) => (_fields: object, text: string) => void said.push(`${level}: ${text}`);
    const log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
    const failWith = async (code: string) => {
      const { store, letGo } = createSlowStore();
      letGo();
      const failure = new Failure('Not now.', { class: 'retry', code, retryAfterMs: 10 });
      const sender: LaneSender = { send: () => Promise.reject(failure), settle: async () => null };
      const senders = { thread: sender, customer: sender };
      const lanes = createLanes({
        routing: { store, log },
        senders,
        wakeLater: () => undefined,
        leaseMs: 60_000,
      });
      lanes.wake(key, takenWork('x'));
      await lanes.drain(key);
      await lanes.stop();
    };
    await failWith(ownPace);
    await failWith('Throttled');
    expect(said).toEqual(['debug: delivery attempt failed', 'warn: delivery attempt failed']);
  });
});
