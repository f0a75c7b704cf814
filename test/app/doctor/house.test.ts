// Proves what the doctor finds of the customers' doors: what their platforms say, silence, pauses and losses.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { createExamination } from '../../../src/app/doctor/house.js';
import { printTable } from '../../../src/app/doctor/print.js';
import { createDesks } from '../../../src/bridge/registry.js';
import type { Channel, Finding } from '../../../src/channels/channel.js';
import { readConfig } from '../../../src/config.js';
import { type Floor, openFloor } from '../../routing/floor.js';

let floor: Floor;
let says: () => Promise<readonly Finding[]> = async () => [];
beforeAll(async () => {
  const kinds = ['web', 'whatsapp', 'messenger'];
  floor = await openFloor({
    chatbot: { channels: kinds.map((kind) => ({ kind, account: `acme-${kind}`, settings: {} })) },
  });
});
afterAll(() => floor.close());

const base = { listen: () => undefined, send: async () => ({ externalId: 'x' }) };
const channels = new Map<string, Channel>([
  ['web', { ...base, name: 'web', showsOnCommit: true }],
  ['whatsapp', { ...base, name: 'whatsapp', examine: () => says() }],
]);
const config = readConfig({ DATABASE_URL: 'postgres://nowhere/none' });
const examine = async () => {
  const { store } = floor;
  const house = { config, store, channels, desks: createDesks([]), limitMs: 200 };
  return createExamination(house)([floor.door.organizationId]);
};
const part = 'WhatsApp · acme Support (acme-whatsapp)';
const find = async (what: string, of = part) =>
  (await examine()).find((one) => one.part === of && one.what === what);

it('passes on what the platform says of a door', async () => {
  says = async () => [
    { ok: true, what: 'token', sentence: 'It opens the number.' },
    { ok: false, what: 'subscription', sentence: 'Subscribe to messages.' },
  ];
  expect(await find('token')).toMatchObject({ level: 'good', sentence: 'It opens the number.' });
  expect(await find('subscription')).toMatchObject({ level: 'bad', sentence: 'Subscribe to messages.' });
});

it('does not wait for a platform that is silent, nor fall over one that breaks its word', async () => {
  says = () => new Promise(() => undefined);
  expect(await find('look')).toMatchObject({ level: 'bad', sentence: 'There was no answer in time.' });
  says = async () => {
    throw new Error('https://graph.example/?access_token=hush');
  };
  expect(await find('look')).toMatchObject({ level: 'bad', sentence: 'It could not be looked at.' });
});

it('tells when a door was last heard, and what to check when it never was', async () => {
  says = async () => [];
  expect(await find('last heard')).toMatchObject({
    level: 'warning',
    sentence: expect.stringContaining('subscribed'),
  });
  await floor.query(
    "insert into channel_health (organization_id, channel_id, heard_at) select organization_id, id, '2026-11-22T21:08:00Z' from channel where kind = 'whatsapp'",
  );
  expect(await find('last heard')).toMatchObject({ level: 'good', sentence: '2026-11-22 21:08 UTC' });
});

it('names doors that are declared and do not run, desks that are not set up, and an address no platform reaches', async () => {
  expect(await find('set-up', 'Messenger · acme Support (acme-messenger)')).toMatchObject({ level: 'bad' });
  expect(await find('set-up', 'Slack')).toMatchObject({ level: 'bad' });
  expect(await find('PUBLIC_URL', 'Configuration')).toMatchObject({ level: 'warning' });
});

it('counts what did not arrive and files that are missing', async () => {
  const { id } = await floor.openPending();
  await floor.query(
    `update delivery set status = 'dead', target = target || jsonb_build_object('channelId', (select id from channel where kind = 'whatsapp'))
     where conversation_id = $1 and lane = 'customer'`,
    [id],
  );
  await floor.query(
    `insert into awaited_file (organization_id, id, conversation_id, message_id, channel_id, address, source, due_at)
     select m.organization_id, gen_random_uuid(), m.conversation_id, m.id, c.id, 'a', '{}', null
     from message m, channel c where m.conversation_id = $1 and c.kind = 'whatsapp' limit 1`,
    [id],
  );
  const dead = await floor.query("select 1 from delivery where status = 'dead'");
  expect(await find('dead deliveries')).toMatchObject({
    sentence: expect.stringContaining(`${dead.length} in the last`),
  });
  expect(await find('lost files')).toMatchObject({ level: 'warning' });
});

it('tells who is missing in a place and who is there too much, or that nobody could be read (B11)', async () => {
  const look = (error: string | null, told: string | null) =>
    floor.query(
      `insert into place_watch (organization_id, desk, team, place, error, told)
       select organization_id, 'slack', 'T1', 'C0PEOPLE', $1, $2 from chatbot limit 1
       on conflict (place, team, desk, organization_id) do update set error = $1, told = $2`,
      [error, told],
    );
  await look(null, null);
  expect(await find('people C0PEOPLE', 'Slack')).toBeUndefined();
  const missing = 'Assigned, but not there: Ben (they left). Chats do not reach them.';
  const extra = 'There without being agents: Eve. They can read the conversations.';
  await look(null, `${missing}\n${extra}`);
  expect(await find('people C0PEOPLE', 'Slack')).toMatchObject({
    level: 'warning',
    sentence: `${missing} ${extra}`,
  });
  await look('Baton is not in this place.', missing);
  expect(await find('people C0PEOPLE', 'Slack')).toMatchObject({
    level: 'warning',
    sentence: 'Who is there could not be read: Baton is not in this place.',
  });
});

it('prints nothing that could steer a terminal', () => {
  const table = printTable([
    { level: 'bad', part: 'A\u001b[2J', what: 'x', sentence: 'red\u001b[31m\u202e' },
  ]);
  expect(table).toBe('A [2J\n  ✗ x                  red [31m \n\n1 ✗ does not work.\n');
});
