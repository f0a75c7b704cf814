// The people of a chatbot's place: brought in when assigned, taken out when not, told of when neither, and unreachable once they leave.

import { expect, it } from 'vitest';
import { personId, supportPlace } from '../support/desk-hands.js';
import { eventually } from '../support/eventually.js';
import { usualAgents } from '../support/house-declaration.js';
import { onEachDesk, onTeams } from '../support/on-each-desk.js';
import { takeOver } from '../support/scenes.js';

const agents = [
  ...usualAgents,
  { name: 'Olu', role: 'owner', slack: 'U0OLU', chatLimit: 3, chatbots: [] },
  { name: 'Zoe', role: 'agent', slack: 'U0ZOE', chatLimit: 3, chatbots: [] },
];
const support = {
  id: supportPlace,
  name: 'support',
  isPrivate: true,
  members: ['U0KIM', 'U0ZOE', 'U0STRANGER'],
};

onEachDesk(
  'a private place',
  { agents, slack: { channels: [support] }, on: [{ desk: 'slack', engine: 'postgres' }] },
  (house) => {
    const place = () => {
      const found = house().slack.world.channels.get(supportPlace);
      if (!found) throw new Error('the place is gone');
      return found;
    };

    it('has its assigned agents brought in, and who is not assigned taken out (B11)', async () => {
      await eventually('Ben and Ada are there', () =>
        ['U0BEN', 'U0ADA'].every((user) => place().members.has(user)),
      );
      await eventually('Zoe is not', () => !place().members.has('U0ZOE'));
      // Nobody throws out people who are no agents: admins are told of them, once.
      expect(place().members.has('U0STRANGER')).toBe(true);
      const olu = house().agent('U0OLU');
      await olu.isTold('There without being agents: stranger');
      await house().query(`update place_watch set due_at = now()`);
      await eventually('it was looked at again', async () => {
        const [row] = await house().query('select due_at > now() as later from place_watch');
        return row?.later === true;
      });
      await house().settled();
      expect(olu.whispers().filter((one) => one.includes('without being agents'))).toHaveLength(1);
    });

    it('is read all the same when Slack asks for patience, and nobody hears of it', async () => {
      await eventually('the last look is over', async () => {
        const [row] = await house().query(
          `select due_at > now() + interval '30 minutes' as over from place_watch`,
        );
        return row?.over === true;
      });
      const heard = house().agent('U0OLU').whispers().length;
      house().slack.faults.add({
        ...{ kind: 'rate_limited', method: 'conversations.members', retryAfterSeconds: 1, times: 2 },
      });
      await house().query('update place_watch set due_at = now(), read_at = null');
      await eventually('it was read', async () => {
        const [row] = await house().query('select read_at, error from place_watch');
        expect(row?.error).toBeNull();
        return row?.read_at !== null;
      });
      expect(house().slack.faults.list()).toEqual([]);
      expect(house().agent('U0OLU').whispers()).toHaveLength(heard);
    });

    it('lets whoever leaves it have no more chats, takes theirs back, and says why (A13, B8)', async () => {
      const { id, agent } = await takeOver(house(), 'U0BEN');
      house().slack.world.setMember(place(), 'U0BEN', false);
      await house().becomes(id, 'pending');
      // Outside of the place there is still the direct message.
      await house().slack.gestures.command({
        user: 'U0BEN',
        channel: 'D0BEN',
        command: '/livechat',
        text: 'status',
      });
      await agent.isTold('not joined its place');
      await house().query(`update place_watch set due_at = now()`);
      await house().agent('U0OLU').isTold('Ben (they left)');
      // They left by themselves: nobody drags them back.
      expect(place().members.has('U0BEN')).toBe(false);
      house().slack.world.setMember(place(), 'U0BEN', true);
      await eventually('Ben is there again', async () => {
        const [row] = await house().query(`select left_at from place_member where "user" = 'U0BEN'`);
        return row !== undefined && row.left_at === null;
      });
    });
  },
);

onTeams('the people of a team', { agents }, (house) => {
  it('are looked at when somebody leaves: their chats go back, and admins are told (B11)', async () => {
    const { id } = await takeOver(house(), 'U0BEN');
    await eventually('the place was read', async () => {
      const [row] = await house().query('select read_at from place_watch');
      return row?.read_at != null;
    });
    // Whom Teams has not told us about yet cannot be written to: another look finds the same, and tells it.
    await eventually(
      'admins are told who is there',
      async () => {
        await house().query('update place_watch set due_at = now()');
        return house()
          .agent('U0OLU')
          .isTold('There without being agents: stranger')
          .then(
            () => true,
            () => false,
          );
      },
      40_000,
    );
    const { gestures, world } = house().teams.teams;
    const [team = ''] = world.teams.keys();
    await gestures.removeMember({ team, user: personId('teams', 'U0BEN') });
    await house().becomes(id, 'pending');
    await house().agent('U0OLU').isTold('Ben (this desk lets no app bring them in)');
  }, 60_000);
});
