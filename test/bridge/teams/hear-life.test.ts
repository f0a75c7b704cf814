// Strangers, and the app that comes and goes: what is refused, opened and lost.

import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/payload.js';
import { activity, dialog, execute, line, personalChat } from './activities.js';
import { kim } from './gate.js';
import { keepGate, say } from './kept-gate.js';
import { appId, tenantId } from './wire.js';

const { gate, send, whispers } = await keepGate();

const gus = { id: '29:gus', name: 'Gus', aadObjectId: 'gus-id' };
const flo = { id: '29:flo', name: 'Flo', aadObjectId: 'flo-id' };

describe('strangers', () => {
  it.each([
    ['a guest', gus],
    ['someone of another tenant', flo],
    ['a guest by the activity itself', { id: '29:x', name: 'X', aadObjectId: 'x-id', userRole: 'guest' }],
  ])('%s cannot act, and is told so', async (_who, from) => {
    const { body } = await send(execute({ ask: { w: 'claim' } }, { from }));
    expect(body).toMatchObject({ value: expect.stringContaining('Only members') });
    const fetched = await send(dialog('task/fetch', { ask: { w: 'note' } }, { from }));
    expect(fetched.body).toMatchObject({ task: { type: 'message' } });
    await send(activity({ type: 'messageUpdate', text: 'x', from }));
    await send(
      activity({ type: 'messageReaction', replyToId: '5', reactionsAdded: [{ type: 'like' }], from }),
    );
    expect(gate.heard).toEqual([]);
  });

  it('write lines that the house takes for nobody’s', async () => {
    gate.onHear = async (gesture) => {
      if (gesture.type === 'line') await gesture.mouth.whisper(say('You are not an agent.'));
    };
    await send(line('<p>hello</p>', { from: gus }));
    expect(gate.heard).toMatchObject([{ user: 'stranger:gus-id' }]);
    expect(JSON.stringify(whispers()[0]?.body)).toContain('Only members of this organization');
  });

  it('of another tenant’s own installation are answered and not heard', async () => {
    const { body } = await send(
      execute({ ask: { w: 'claim' } }, { channelData: { tenant: { id: 'other' } } }),
    );
    expect(body).toMatchObject({ value: expect.stringContaining('does not work for this organization') });
    expect(gate.heard).toEqual([]);
  });
});

describe('coming and going', () => {
  const install = (action: string, changes: Json = {}) =>
    send(activity({ type: 'installationUpdate', action, ...changes }));
  const inTeam = (id: string) => ({ channelData: { tenant: { id: tenantId }, team: { id } } });

  it('opens the home of who adds the app for themselves', async () => {
    await install('add', personalChat);
    await install('add-upgrade', personalChat);
    expect(gate.heard).toMatchObject([
      { type: 'home-opened', user: kim },
      { type: 'home-opened', user: kim },
    ]);
    await install('remove', personalChat);
    expect(gate.memory.held.get(`person:${kim}`)).toMatchObject({ chat: null, home: null });
  });

  it('loses the installation with its last team only', async () => {
    gate.memory.held.delete('teams');
    await install('add', inTeam('19:one'));
    await install('add', inTeam('19:two'));
    await install('remove', inTeam('19:one'));
    expect(gate.heard).toEqual([]);
    await install('remove', inTeam('19:two'));
    // Teams tells of it twice: by the installation, and by the members.
    const membersRemoved = [{ id: '28:' + appId }];
    await send(activity({ type: 'conversationUpdate', membersRemoved, ...inTeam('19:two') }));
    await install('remove', inTeam('19:two'));
    expect(gate.heard).toEqual([
      { type: 'installation-lost', desk: 'teams', team: tenantId, cause: 'app_removed' },
    ]);
  });

  it('tells of the loss again where the house could not store it', async () => {
    gate.memory.held.delete('teams');
    await install('add', inTeam('19:one'));
    gate.onHear = async () => {
      throw new Error('the database is down');
    };
    await install('remove', inTeam('19:one'));
    gate.onHear = async () => undefined;
    await install('remove', inTeam('19:one'));
    await install('remove', inTeam('19:one'));
    expect(gate.heard.map(({ type }) => type)).toEqual(['installation-lost']);
  });

  it('believes nothing of a team’s channels once it was removed, and has their cards drawn anew when it is back', async () => {
    const of = (team: string) => ({ team, group: null, reads: true });
    gate.memory.held.set('place:19:a', of('19:one'));
    gate.memory.held.set('place:19:b', of('19:one'));
    gate.memory.held.set('place:19:c', of('19:two'));
    await install('add', inTeam('19:one'));
    expect(gate.heard).toEqual([]);
    await install('remove', inTeam('19:one'));
    const placeOf = (id: string) => gate.memory.held.get(`place:${id}`);
    expect([placeOf('19:a'), placeOf('19:b'), placeOf('19:c')]).toMatchObject([
      { reads: false, left: true },
      { reads: false, left: true },
      { reads: true },
    ]);
    const before = gate.manners.length;
    await install('add', inTeam('19:one'));
    const drawn = gate.manners.slice(before).map((gesture) => 'place' in gesture && gesture.place);
    expect(drawn).toEqual(expect.arrayContaining(['19:a', '19:b']));
    expect(drawn).not.toContain('19:c');
  });

  it('says in the log when a channel ends', async () => {
    const channelData = { eventType: 'channelDeleted', tenant: { id: tenantId }, channel: { id: '19:gone' } };
    await send(activity({ type: 'conversationUpdate', channelData }));
    expect(gate.heard).toEqual([]);
    expect(gate.logged.some(({ fields }) => fields.place === '19:gone')).toBe(true);
  });
});
