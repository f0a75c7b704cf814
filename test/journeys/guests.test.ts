// An agent who becomes a guest of their desk: their chats wait again, and nothing they do counts until they are a member.

import { expect, it } from 'vitest';
import { personId } from '../support/desk-hands.js';
import { eventually } from '../support/eventually.js';
import type { TestHouse } from '../support/house.js';
import { onBothEngines } from '../support/on-both-engines.js';
import { onTeams } from '../support/on-each-desk.js';
import { takeOver, waitForPerson } from '../support/scenes.js';

const lost =
  '↩️ Baton took this conversation from Ben and put it back in the queue · they are a guest now, not a member';
const sentence = 'only members of this organization can work with Baton';

async function isPresence(house: TestHouse, presence: string): Promise<void> {
  await eventually(`Ben is ${presence}`, async () => {
    const [row] = await house.query("select presence from agent where name = 'Ben'");
    return row?.presence === presence;
  });
}

onBothEngines('guests of a workspace', {}, (house) => {
  const restrict = (isRestricted: boolean) => {
    const { world } = house().slack;
    const ben = world.users.get('U0BEN');
    if (!ben) throw new Error('Ben is gone');
    world.setUser(ben, { isRestricted });
  };

  it('lose their chats the moment Slack tells, and can take nothing', async () => {
    const { id, thread, agent } = await takeOver(house(), 'U0BEN');
    await agent.commands('online');
    await isPresence(house(), 'online');
    restrict(true);
    await house().becomes(id, 'pending');
    await isPresence(house(), 'offline');
    await house().posted(thread, lost);
    await agent.commands('online');
    await agent.isTold(sentence);
    await agent.types(thread, '!claim');
    await house().settled();
    await house().becomes(id, 'pending');
    const kim = house().agent('U0KIM');
    await kim.commands('presence Ben online');
    await kim.isTold('Ben is a guest here');
    restrict(false);
    await eventually('Ben is a member again', async () => {
      const rows = await house().query('select 1 from agent_identity where is_guest');
      return rows.length === 0;
    });
    await agent.commands('online');
    await isPresence(house(), 'online');
  });

  it('are found out when they go online, where Slack did not tell before', async () => {
    const ben = house().slack.world.users.get('U0BEN');
    await house().agent('U0BEN').commands('offline');
    await isPresence(house(), 'offline');
    Object.assign(ben ?? {}, { isRestricted: true });
    await house().agent('U0BEN').commands('online');
    await eventually('Ben is known as a guest', async () => {
      const rows = await house().query('select 1 from agent_identity where is_guest');
      return rows.length === 1;
    });
    await isPresence(house(), 'offline');
    restrict(false);
  });
});

onTeams('guests of a tenant', {}, (house) => {
  it('lose their chats when the roster tells, and can take nothing', async () => {
    const { id, thread } = await takeOver(house(), 'U0BEN');
    const person = house().teams.teams.world.people.get(personId('teams', 'U0BEN'));
    Object.assign(person ?? {}, { isGuest: true });
    await eventually('the place was read', async () => {
      const [row] = await house().query('select read_at from place_watch');
      return row?.read_at != null;
    });
    await house().query('update place_watch set due_at = now()');
    await house().becomes(id, 'pending');
    await house().posted(thread, lost);
    const other = await waitForPerson(house());
    const kim = house().agent('U0KIM');
    await kim.types(other.thread, '!assign Ben');
    await kim.isTold('Ben is a guest here');
    await house().becomes(other.id, 'pending');
    expect(
      await house().query("select 1 from agent where name = 'Ben' and presence = 'offline'"),
    ).toHaveLength(1);
  });
});
