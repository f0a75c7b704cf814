// The database itself keeps the rules: what no code may do is refused there, too.

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultHandOff, defaultRouting } from '../../src/core/chatbot.js';
import { applyDeclaration } from '../../src/store/apply.js';
import { migrate } from '../../src/store/migrate.js';
import { createStore } from '../../src/store/store.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

interface Ids {
  readonly organization: string;
  readonly chatbot: string;
  readonly channel: string;
  readonly agent: string;
  readonly contact: string;
  readonly conversation: string;
}

describe('what the database refuses', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let acme: Ids;
  let rival: Ids;

  beforeAll(async () => {
    database = await createTestDatabase({ migrate });
    pool = new pg.Pool({ connectionString: database.url, max: 2 });
    for (const key of ['acme', 'rival']) await declare(key);
    [acme, rival] = [await furnish('acme'), await furnish('rival')];
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  async function declare(key: string): Promise<void> {
    const store = createStore({ url: database.url, maxConnections: 2 });
    const chatbot = {
      key,
      name: key,
      pictureUrl: null,
      humanSupport: true,
      assistant: { kind: 'scripted' },
      desk: null,
      routing: defaultRouting,
      handOff: defaultHandOff,
      hours: null,
      categories: [],
      requiredToClose: [],
      asksRating: false,
      canned: [],
      channels: [{ kind: 'web', account: `${key}-web`, settings: {} }],
    } as const;
    const agent = {
      name: 'Kim',
      role: 'agent',
      chatLimit: 3,
      pictureUrl: null,
      skills: [],
      languages: [],
      identities: [{ desk: 'slack', team: 'T1', user: `U-${key}` }],
      chatbots: [key],
    } as const;
    await applyDeclaration(store, { organization: { key, name: key }, chatbots: [chatbot], agents: [agent] });
    await store.close();
  }

  async function furnish(key: string): Promise<Ids> {
    const { rows } = await pool.query<{
      organization: string;
      chatbot: string;
      channel: string;
      agent: string;
    }>(
      `select o.id as organization, b.id as chatbot, c.id as channel, a.id as agent
       from organization o join chatbot b on b.organization_id = o.id join channel c on c.organization_id = o.id
       join agent a on a.organization_id = o.id where o.key = $1`,
      [key],
    );
    const [found] = rows;
    if (!found) throw new Error('nothing was declared');
    const contact = randomUUID();
    await insert('contact', { organization_id: found.organization, id: contact });
    const ids = { ...found, contact, conversation: randomUUID() };
    await insert('conversation', conversationOf(ids, ids.conversation));
    return ids;
  }

  let reference = 1;
  const conversationOf = (ids: Ids, id: string) => ({
    organization_id: ids.organization,
    id,
    reference: reference++,
    chatbot_id: ids.chatbot,
    channel_id: ids.channel,
    contact_id: ids.contact,
    address: 'v1',
    status: 'ai',
  });
  const messageOf = (ids: Ids, more: Row = {}) => ({
    organization_id: ids.organization,
    id: randomUUID(),
    conversation_id: ids.conversation,
    channel_id: ids.channel,
    sequence: 1000 + reference++,
    author: 'contact',
    kind: 'text',
    text: 'hi',
    markup: 'plain',
    epoch: 0,
    ...more,
  });
  const noteOf = (ids: Ids) => ({
    organization_id: ids.organization,
    id: randomUUID(),
    conversation_id: ids.conversation,
    sequence: 1000 + reference++,
    agent_id: ids.agent,
    text: 'secret',
    markup: 'plain',
  });
  const deliveryOf = (ids: Ids, more: Row) => ({
    organization_id: ids.organization,
    id: randomUUID(),
    conversation_id: ids.conversation,
    lane: 'customer',
    sequence: reference++,
    kind: 'message',
    status: 'pending',
    target: { channelId: ids.channel },
    ...more,
  });
  const assignmentOf = (ids: Ids, more: Row = {}) => ({
    organization_id: ids.organization,
    id: randomUUID(),
    conversation_id: ids.conversation,
    agent_id: ids.agent,
    start_reason: 'claimed',
    ...more,
  });

  type Row = Readonly<Record<string, unknown>>;

  async function insert(table: string, row: Row): Promise<void> {
    const columns = Object.keys(row);
    const values = columns.map((_, index) => `$${index + 1}`);
    await pool.query(
      `insert into ${table} (${columns.join(', ')}) values (${values.join(', ')})`,
      Object.values(row),
    );
  }

  /** The constraint that refused a row. */
  async function refusedBy(table: string, row: Row): Promise<string> {
    try {
      await insert(table, row);
    } catch (error) {
      const { code, constraint } = error as { code?: string; constraint?: string };
      // Their names are too long to be kept whole by PostgreSQL.
      return code === '23503' ? 'a foreign key' : (constraint ?? String(error));
    }
    return 'nothing';
  }

  it('refuses to deliver a note to a customer, by whatever columns (A15)', async () => {
    const note = noteOf(acme);
    const message = messageOf(acme);
    await insert('note', note);
    await insert('message', message);
    const check = 'delivery_customer_is_message';
    expect(await refusedBy('delivery', deliveryOf(acme, { note_id: note.id }))).toBe(check);
    expect(await refusedBy('delivery', deliveryOf(acme, { note_id: note.id, message_id: message.id }))).toBe(
      check,
    );
    expect(await refusedBy('delivery', deliveryOf(acme, {}))).toBe(check);
    expect(await refusedBy('delivery', deliveryOf(acme, { message_id: note.id }))).toBe('a foreign key');
    const file = {
      organization_id: acme.organization,
      id: randomUUID(),
      channel_id: acme.channel,
      address: 'v1',
    };
    const kept = { ...file, name: 'a.png', type: 'image/png', size_bytes: 1, storage_key: 'k' };
    expect(await refusedBy('attachment', { ...kept, note_id: note.id, message_id: message.id })).toBe(
      'attachment_one_place',
    );
  });

  it('refuses two open assignments, and an owner without an active conversation', async () => {
    await insert('assignment', assignmentOf(acme));
    expect(await refusedBy('assignment', assignmentOf(acme))).toBe('assignment_open');
    const past = { ended_at: new Date(), end_reason: 'closed' };
    expect(await refusedBy('assignment', assignmentOf(acme, past))).toBe('nothing');
    expect(await refusedBy('assignment', assignmentOf(acme, { ended_at: new Date() }))).toBe(
      'assignment_ended',
    );
    const change = (text: string) =>
      pool.query(`update conversation set ${text} where id = $1`, [acme.conversation]).then(
        () => 'nothing',
        (error: { constraint?: string }) => error.constraint,
      );
    expect(await change(`status = 'active'`)).toBe('conversation_owned');
    expect(await change(`owner_id = '${acme.agent}'`)).toBe('conversation_owned');
    expect(await change(`status = 'asleep'`)).toBe('conversation_status');
    expect(await change(`status = 'active', owner_id = '${acme.agent}'`)).toBe('nothing');
  });

  it('refuses the same external id, desk post or place in the order twice', async () => {
    await insert('message', messageOf(acme, { external_id: 'x1', desk_ref: 'slack:T1:C1:1', sequence: 5 }));
    expect(await refusedBy('message', messageOf(acme, { external_id: 'x1' }))).toBe('message_external');
    expect(await refusedBy('message', messageOf(acme, { desk_ref: 'slack:T1:C1:1' }))).toBe(
      'message_desk_ref',
    );
    expect(await refusedBy('message', messageOf(acme, { sequence: 5 }))).toBe('message_sequence');
    const second = { ...messageOf(acme), desk_client_id: 'c1' };
    await insert('message', second);
    expect(await refusedBy('message', messageOf(acme, { desk_client_id: 'c1' }))).toBe('message_desk_client');
    const sent = messageOf(acme);
    await insert('message', sent);
    await insert('delivery', deliveryOf(acme, { message_id: sent.id, sequence: 900 }));
    expect(await refusedBy('delivery', deliveryOf(acme, { message_id: sent.id, sequence: 900 }))).toBe(
      'delivery_lane',
    );
  });

  it('refuses a second open conversation of one contact at one door (A29)', async () => {
    expect(await refusedBy('conversation', conversationOf(acme, randomUUID()))).toBe('conversation_open');
  });

  it('refuses rows that reach into another organization (A14)', async () => {
    const foreign = 'a foreign key';
    const abroad = { conversation_id: rival.conversation };
    expect(await refusedBy('message', messageOf(acme, abroad))).toBe(foreign);
    expect(await refusedBy('note', { ...noteOf(acme), ...abroad })).toBe(foreign);
    expect(await refusedBy('assignment', assignmentOf(rival, { agent_id: acme.agent }))).toBe(foreign);
    const message = messageOf(rival);
    await insert('message', message);
    expect(await refusedBy('delivery', deliveryOf(acme, { message_id: message.id }))).toBe(foreign);
    const stranger = { ...conversationOf(acme, randomUUID()), status: 'closed' };
    expect(await refusedBy('conversation', { ...stranger, contact_id: rival.contact })).toBe(foreign);
    expect(await refusedBy('conversation', { ...stranger, channel_id: rival.channel })).toBe(foreign);
  });
});
