// Proves that guests are given nothing: what they had waits again, and nobody can put them to work until they are members.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { learnGuestsOf } from '../../../src/bridge/guests.js';
import { recogniseAgent } from '../../../src/bridge/people.js';
import { assign } from '../../../src/routing/verbs/assign.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { manageAgent } from '../../../src/routing/verbs/manage-agent.js';
import { next } from '../../../src/routing/verbs/next.js';
import { setGuest } from '../../../src/routing/verbs/set-guest.js';
import { setPresence } from '../../../src/routing/verbs/set-presence.js';
import { transfer } from '../../../src/routing/verbs/transfer.js';
import { expectSound, refusal } from '../floor.js';
import { openTimerFloor, type TimerFloor } from '../timer-floor.js';

describe('an agent who becomes a guest', () => {
  let floor: TimerFloor;
  beforeAll(async () => {
    floor = await openTimerFloor({});
  });
  afterAll(async () => {
    await expectSound(floor);
    await floor.close();
  });
  const ben = { desk: 'slack', team: 'T1', user: 'U-Ben' };
  const presence = async (wanted: 'online' | 'away' | 'offline', by = 'Ben') =>
    refusal(
      setPresence(floor.routing, {
        by: await floor.agent(by),
        agentId: (await floor.agent('Ben')).id,
        presence: wanted,
      }),
    );

  it('goes offline, and what they had waits for others; the change is audited', async () => {
    const conversation = await floor.claimed('Ben');
    expect(await setGuest(floor.routing, ben, true)).toBe(1);
    expect(await floor.standing(conversation)).toBe('pending');
    expect(await floor.told(conversation)).toEqual(['conversation.released: guest']);
    expect(await floor.agent('Ben')).toMatchObject({ presence: 'offline', isGuest: true });
    const audited = await floor.query("select before, after, actor from audit where what = 'guest'");
    expect(audited).toEqual([{ before: false, after: true, actor: { kind: 'system', cause: 'slack' } }]);
    expect(await setGuest(floor.routing, ben, true)).toBe(0);
    expect(await floor.query("select 1 from audit where what = 'guest'")).toHaveLength(1);
  });

  it('can neither be online, nor take or be given anything, by whomever', async () => {
    const guest = await floor.agent('Ben');
    expect([await presence('online'), await presence('away'), await presence('online', 'Kim')]).toEqual(
      Array(3).fill('guest'),
    );
    expect(await presence('offline')).toBe('fine');
    const ann = (await floor.agent('Ann')).id;
    expect(await refusal(setPresence(floor.routing, { by: guest, agentId: ann, presence: 'away' }))).toBe(
      'guest',
    );
    const { id } = await floor.openPending();
    expect(await refusal(claim(floor.routing, { agent: guest, conversationId: id }))).toBe('guest');
    expect(await refusal(next(floor.routing, { agent: guest }))).toBe('guest');
    const kim = await floor.agent('Kim');
    // As though a guest had slipped through: the verbs look for themselves.
    await floor.setPresence('Ben', 'online');
    expect(await refusal(assign(floor.routing, { by: kim, agentId: guest.id, conversationId: id }))).toBe(
      'guest',
    );
    await claim(floor.routing, { agent: kim, conversationId: id });
    const handing = transfer(floor.routing, { by: kim, toAgentId: guest.id, conversationId: id });
    expect(await refusal(handing)).toBe('guest');
    await floor.setPresence('Ben', 'offline');
    expect(await refusal(recogniseAgent(floor.store, ben))).toBe('guest');
  });

  it('manages nothing, whatever their role says', async () => {
    await floor.query("update agent set role = 'admin' where name = 'Ben'");
    const by = await floor.agent('Ben');
    const ann = (await floor.agent('Ann')).id;
    const managing = manageAgent(floor.routing, { by, agentId: ann, change: { chatLimit: 1 } });
    expect(await refusal(managing)).toBe('guest');
    await floor.query("update agent set role = 'agent' where name = 'Ben'");
  });

  it('works again once they are a member, as the roster of a place tells too', async () => {
    const at = { desk: 'slack', team: 'T1' };
    await learnGuestsOf(floor, at, { users: ['U-Ben', 'U-Ann'] });
    expect(await presence('online')).toBe('guest');
    await learnGuestsOf(floor, at, { users: ['U-Ben', 'U-Ann'], guests: ['U-Ann', 'U-nobody'] });
    expect(await presence('online')).toBe('fine');
    expect(await floor.agent('Ann')).toMatchObject({ presence: 'offline', isGuest: true });
    expect(await setGuest(floor.routing, { ...ben, user: 'U-nobody' }, true)).toBe(0);
  });
});
