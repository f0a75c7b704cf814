// Walks one conversation at random through everything that can happen to it; a small model and the database judge.

import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChatStatus } from '../../../src/core/conversation.js';
import { Refusal } from '../../../src/core/errors.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { close } from '../../../src/routing/verbs/close.js';
import { release } from '../../../src/routing/verbs/release.js';
import { reopen } from '../../../src/routing/verbs/reopen.js';
import { reply } from '../../../src/routing/verbs/reply.js';
import { requestHuman } from '../../../src/routing/verbs/request-human.js';
import { restore } from '../../../src/routing/verbs/restore.js';
import { transfer } from '../../../src/routing/verbs/transfer.js';
import { expectSound, type Floor, openFloor } from '../floor.js';

interface Model {
  readonly status: ChatStatus;
  readonly owner: Who | null;
}
type Who = 'Ann' | 'Ben';
const steps = [
  'claim',
  'takeover',
  'release',
  'transfer',
  'restore',
  'close',
  'reopen',
  'request',
  'reply',
  'receive',
] as const;
type Step = { readonly what: (typeof steps)[number]; readonly who: Who };

/** What a step makes of the conversation; null when it must be refused. Both agents are plain agents with room. */
function foresee({ status, owner }: Model, { what, who }: Step): Model | null {
  const mine = owner === who;
  const other = who === 'Ann' ? 'Ben' : 'Ann';
  const free = status !== 'closed' && (owner === null || mine);
  switch (what) {
    case 'claim':
      return status === 'ai' || status === 'pending' ? { status: 'active', owner: who } : null;
    case 'takeover':
      return status !== 'closed' && !mine ? { status: 'active', owner: who } : null;
    case 'release':
      return status === 'active' && mine ? { status: 'pending', owner: null } : null;
    case 'transfer':
      return mine ? { status: 'active', owner: other } : null;
    case 'restore':
      return free && status !== 'ai' ? { status: 'ai', owner: null } : null;
    case 'close':
      return free ? { status: 'closed', owner: null } : null;
    case 'reopen':
      return status === 'closed' ? { status: 'active', owner: who } : null;
    case 'request':
      return status === 'closed'
        ? null
        : status === 'ai'
          ? { status: 'pending', owner: null }
          : { status, owner };
    case 'reply':
      return mine ? { status, owner } : null;
    case 'receive':
      // A closed conversation is over: the walk has the customer write only into what is open.
      return { status, owner };
  }
}

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor({
    people: [
      { name: 'Ann', chatLimit: 1_000 },
      { name: 'Ben', chatLimit: 1_000 },
    ],
  });
  await floor.query("update agent set presence = 'online'");
});
afterAll(() => floor.close());

it('moves only where the rules lead, and the database agrees at every end', async () => {
  const { routing } = floor;
  const [ann, ben] = [await floor.agent('Ann'), await floor.agent('Ben')];
  const actor = { kind: 'system', cause: 'walk' } as const;
  let walks = 0;
  const step = fc.record({ what: fc.constantFrom(...steps), who: fc.constantFrom<Who>('Ann', 'Ben') });

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (walk) => {
      walks += 1;
      const address = `walk-${walks}`;
      const { conversationId } = await floor.say(address);
      const doIt = ({ what, who }: Step): Promise<unknown> => {
        const [agent, other] = who === 'Ann' ? [ann, ben] : [ben, ann];
        const at = { agent, conversationId };
        switch (what) {
          case 'claim':
            return claim(routing, at);
          case 'takeover':
            return claim(routing, { ...at, takeover: true });
          case 'release':
            return release(routing, at);
          case 'transfer':
            return transfer(routing, { by: agent, toAgentId: other.id, conversationId });
          case 'restore':
            return restore(routing, at);
          case 'close':
            return close(routing, at);
          case 'reopen':
            return reopen(routing, at);
          case 'request':
            return requestHuman(routing, { ...floor.scope(conversationId), actor, reason: 'button' });
          case 'reply':
            return reply(routing, { ...at, text: 'Hi', desk: { ref: null } });
          case 'receive':
            return floor.say(address);
        }
      };
      let model: Model = { status: 'ai', owner: null };
      let { epoch } = await floor.conversation(conversationId);
      for (const one of walk) {
        if (one.what === 'receive' && model.status === 'closed') continue;
        const expected = foresee(model, one);
        const outcome = await doIt(one).then(
          () => 'done',
          (error: unknown) => {
            if (error instanceof Refusal) return 'refused';
            throw error;
          },
        );
        expect(outcome, JSON.stringify({ model, one })).toBe(expected ? 'done' : 'refused');
        const now = await floor.conversation(conversationId);
        const moved = expected && (expected.status !== model.status || expected.owner !== model.owner);
        model = expected ?? model;
        const owner = now.ownerId === ann.id ? 'Ann' : now.ownerId === ben.id ? 'Ben' : null;
        expect({ status: now.status, owner }).toEqual(model);
        expect(now.epoch - epoch, JSON.stringify(one)).toBe(moved ? 1 : 0);
        epoch = now.epoch;
      }
    }),
    { numRuns: 60 },
  );
  await expectSound(floor);
}, 60_000);
