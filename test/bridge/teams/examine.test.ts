// What the doctor sees of Teams: the token, the connector, every place with its remedy, reading along, personal chats.

import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { createExamination } from '../../../src/bridge/teams/examine.js';
import { memoryKeys } from '../../../src/bridge/teams/memories.js';
import { publicCloud, type TeamsDeskOptions } from '../../../src/bridge/teams/options.js';
import { closeWire, openWire, place, tenantId, type Wire } from './wire.js';

afterEach(closeWire);

async function examine(wire: Wire, places: readonly string[] = [place]) {
  const look = createExamination(wire);
  const findings = await look({ team: tenantId, places });
  return Object.fromEntries(findings.map(({ what, level, sentence }) => [what, `${level}: ${sentence}`]));
}

function open(changes: Partial<TeamsDeskOptions> = {}): Wire {
  return openWire(changes);
}

const roster = {
  members: [
    { id: '29:1', aadObjectId: 'ann' },
    { id: '29:2', aadObjectId: 'bo' },
  ],
};

describe('examine', () => {
  it('finds all well where Teams has called, reads along and people have their chats', async () => {
    const wire = open();
    const { memory } = wire.options;
    await memory.write(memoryKeys.service, { url: publicCloud.serviceUrl });
    await memory.write(memoryKeys.place(place), { team: null, group: null, reads: true });
    await memory.write(memoryKeys.person('ann'), { id: '29:1', name: 'Ann', chat: 'a:1', home: null });
    wire.answer('GET', 200, roster);
    const found = await examine(wire);
    expect(found).toEqual({
      token: `good: Microsoft Entra lets Baton in to tenant ${tenantId}.`,
      connector: 'good: Teams calls from smba.trafficmanager.net.',
      [`place ${place}`]: 'good: Baton is in this channel.',
      [`reads along ${place}`]: 'good: Lines without a mention are heard.',
      [`personal chats ${place}`]: expect.stringMatching(/^good: 1 of 2 people/),
    });
    expect(wire.sent[0]?.path).toContain('/pagedmembers?pageSize=200');
  });

  it('says what is missing before Teams has ever called (A21)', async () => {
    const wire = open();
    wire.answer('GET', 200, roster);
    const found = await examine(wire);
    expect(found.connector).toMatch(/^warning: Teams has not called yet.*messaging endpoint/);
    expect(found[`reads along ${place}`]).toMatch(/^warning: .*ChannelMessage\.Read\.Group/);
    expect(found[`personal chats ${place}`]).toMatch(/^warning: 0 of 2/);
  });

  it('says which place it is not in, and goes on with the next', async () => {
    const wire = open();
    wire.answer('GET', 403, { error: { code: 'BotNotInConversationRoster' } });
    wire.answer('GET', 404, { error: { code: 'ConversationNotFound' } });
    const found = await examine(wire, ['19:one', '19:two']);
    expect(found['place 19:one']).toMatch(/^bad: Baton is not in this team: install the app there\./);
    expect(found['place 19:two']).toMatch(/^bad: .*Check its id/);
  });

  it('says that Entra refuses, and looks no further', async () => {
    const wire = open();
    nock.cleanAll();
    nock(publicCloud.loginUrl)
      .post(`/${tenantId}/oauth2/v2.0/token`)
      .times(2)
      .reply(401, { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret.' });
    expect(await examine(wire)).toEqual({
      token:
        'bad: Microsoft Entra does not let Baton in (AADSTS7000215): check the app id, secret and tenant.',
    });
  });

  it('says whether Graph lets it in, where it was asked for', async () => {
    const wire = open({ graph: true });
    wire.answer('GET', 200, roster);
    expect((await examine(wire)).graph).toMatch(/^good/);
  });

  it('warns of local mode', async () => {
    const cloud = { ...publicCloud, serviceUrl: 'http://localhost:56150/_connector/' };
    expect((await examine(open({ credentials: null, cloud }), [])).token).toMatch(/^warning: Local mode/);
  });
});
