// Proves that applying a declaration is idempotent, keeps what admins changed, and lets go only of what is idle.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultHandOff, defaultRouting } from '../../src/core/chatbot.js';
import type { Declaration, DeclaredAgent, DeclaredChatbot } from '../../src/core/declaration.js';
import { ApplyError, applyDeclaration } from '../../src/store/apply.js';
import { migrate } from '../../src/store/migrate.js';
import { agent, agentChatbot, agentIdentity } from '../../src/store/schema/agent.js';
import { channel, chatbot } from '../../src/store/schema/chatbot.js';
import { contact } from '../../src/store/schema/contact.js';
import { conversation } from '../../src/store/schema/conversation.js';
import { createStore, newId, type Store } from '../../src/store/store.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

const shop: DeclaredChatbot = {
  key: 'shop',
  name: 'Shop',
  pictureUrl: null,
  humanSupport: true,
  assistant: { kind: 'openai', model: 'm', options: { b: 1, a: [2] } },
  desk: { kind: 'slack', team: null, place: 'C1', mirror: 'on-request' },
  routing: defaultRouting,
  handOff: defaultHandOff,
  hours: null,
  categories: ['Billing', 'Other'],
  requiredToClose: [],
  asksRating: false,
  canned: [],
  channels: [{ kind: 'web', account: 'shop-web', settings: { origins: ['https://shop.example'] } }],
};
const kim: DeclaredAgent = {
  name: 'Kim',
  role: 'supervisor',
  chatLimit: 4,
  pictureUrl: null,
  skills: [],
  languages: [],
  identities: [{ desk: 'slack', team: '', user: 'U0KIM' }],
  chatbots: ['shop'],
};
const ben: DeclaredAgent = {
  ...kim,
  name: 'Ben',
  role: 'agent',
  identities: [{ desk: 'slack', team: '', user: 'U0BEN' }],
};
const acme: Declaration = {
  organization: { key: 'acme', name: 'Acme' },
  chatbots: [shop],
  agents: [kim, ben],
};
const withShop = (changes: Partial<DeclaredChatbot>): Declaration => ({
  ...acme,
  chatbots: [{ ...shop, ...changes }],
});

describe('applyDeclaration', () => {
  let database: TestDatabase;
  let store: Store;
  beforeAll(async () => {
    database = await createTestDatabase({ migrate });
    store = createStore({ url: database.url });
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });
  beforeEach(() => store.db.execute(sql`truncate organization cascade`));

  const readShop = async () => (await store.db.select().from(chatbot))[0];
  const readAgents = () => store.db.select().from(agent).orderBy(agent.name);

  async function openConversation(owner: string | null): Promise<string> {
    const [door] = await store.db.select().from(channel);
    if (!door) throw new Error('no channel');
    const { organizationId } = door;
    const [contactId, id] = [newId(), newId()];
    await store.db.insert(contact).values({ organizationId, id: contactId });
    await store.db.insert(conversation).values({
      ...{ organizationId, id, contactId, reference: 1001, chatbotId: door.chatbotId, channelId: door.id },
      ...{ address: 'visitor', status: owner ? 'active' : 'ai', ownerId: owner },
    });
    return id;
  }

  it('creates everything once; the second time nothing changes', async () => {
    const first = await applyDeclaration(store, acme);
    expect(first.created).toEqual([
      'organization acme',
      'chatbot shop',
      'channel web shop-web',
      'agent Kim',
      'agent Ben',
    ]);
    const second = await applyDeclaration(store, acme);
    expect(second).toMatchObject({ created: [], changed: [], kept: [] });
    expect(second.unchanged).toHaveLength(5);
    expect(await store.db.select().from(agentIdentity)).toHaveLength(2);
    expect(await store.db.select().from(agentChatbot)).toHaveLength(2);
    expect(await readShop()).toMatchObject({
      deskPlace: 'C1',
      categories: ['Billing', 'Other'],
      removedAt: null,
    });
  });

  it('applies what changed in the declaration', async () => {
    await applyDeclaration(store, acme);
    const report = await applyDeclaration(store, {
      ...withShop({
        name: 'The Shop',
        channels: [{ ...shop.channels[0], kind: 'web', account: 'shop-web', settings: {} }],
      }),
      agents: [{ ...kim, chatLimit: 6, chatbots: [] }, ben],
    });
    expect(report.changed).toEqual([
      { what: 'chatbot shop', columns: ['name'] },
      { what: 'channel web shop-web', columns: ['settings'] },
      { what: 'agent Kim', columns: ['chatLimit', 'chatbots'] },
    ]);
    expect(await readShop()).toMatchObject({ name: 'The Shop' });
    expect(await store.db.select().from(agentChatbot)).toHaveLength(1);
  });

  it('keeps and reports what an admin changed since, until told to overwrite', async () => {
    await applyDeclaration(store, acme);
    await store.db.update(chatbot).set({ categories: ['Mine'], deskTeam: 'T1' });
    await store.db.update(agent).set({ chatLimit: 9 }).where(sql`name = 'Ben'`);
    const kept = [
      { what: 'chatbot shop', column: 'categories', why: 'was changed here since it was declared' },
      { what: 'agent Ben', column: 'chatLimit', why: 'was changed here since it was declared' },
    ];
    expect(await applyDeclaration(store, acme)).toMatchObject({ changed: [], kept });
    const again = await applyDeclaration(store, withShop({ categories: ['Theirs'], name: 'New name' }));
    expect(again).toMatchObject({ changed: [{ what: 'chatbot shop', columns: ['name'] }], kept });
    expect(await readShop()).toMatchObject({ name: 'New name', categories: ['Mine'], deskTeam: 'T1' });
    await applyDeclaration(store, acme, { overwrite: true });
    expect(await readShop()).toMatchObject({ name: 'Shop', categories: ['Billing', 'Other'] });
    expect((await readAgents())[0]).toMatchObject({ name: 'Ben', chatLimit: 4 });
    expect((await applyDeclaration(store, acme)).kept).toEqual([]);
  });

  it('does not take a team that the desk told for a change by somebody', async () => {
    await applyDeclaration(store, acme);
    await store.db.update(agentIdentity).set({ team: 'T1' });
    const report = await applyDeclaration(store, acme);
    expect(report.kept).toEqual([]);
    expect(await store.db.select({ team: agentIdentity.team }).from(agentIdentity)).toEqual([
      { team: 'T1' },
      { team: 'T1' },
    ]);
  });

  it('removes what is no longer declared, and takes it back when it is declared again', async () => {
    await applyDeclaration(store, acme);
    const other = { ...shop, key: 'other', channels: [] };
    const report = await applyDeclaration(store, {
      ...acme,
      chatbots: [other],
      agents: [{ ...kim, chatbots: ['other'] }],
    });
    expect(report.changed.map((one) => one.what)).toEqual([
      'channel web shop-web',
      'chatbot shop',
      'agent Ben',
      'agent Kim',
    ]);
    expect((await readAgents()).map((one) => one.deactivatedAt !== null)).toEqual([true, false]);
    await applyDeclaration(store, acme);
    expect((await readAgents()).map((one) => one.deactivatedAt)).toEqual([null, null]);
    const [door] = await store.db.select().from(channel);
    expect(door?.removedAt).toBeNull();
  });

  it('lets go of nothing that still has open conversations', async () => {
    await applyDeclaration(store, acme);
    const kimsId = (await readAgents())[1]?.id ?? '';
    const id = await openConversation(kimsId);
    const next: Declaration = { ...acme, chatbots: [{ ...shop, key: 'other', channels: [] }], agents: [] };
    const report = await applyDeclaration(store, next);
    expect(report.kept.map((one) => `${one.what} ${one.why}`)).toEqual([
      'channel web shop-web is no longer declared, but still has 1 open conversation',
      'chatbot shop is no longer declared, but still has 1 open conversation',
      'agent Kim is no longer declared, but still has 1 open conversation',
    ]);
    await store.db.update(conversation).set({ status: 'closed', ownerId: null }).where(sql`id = ${id}`);
    const later = await applyDeclaration(store, next);
    expect(later.kept).toEqual([]);
    expect(later.changed.map((one) => one.what)).toEqual([
      'channel web shop-web',
      'chatbot shop',
      'agent Kim',
    ]);
  });

  it('finds a door again that had to wait while its chatbot stayed', async () => {
    await applyDeclaration(store, acme);
    const id = await openConversation(null);
    const next = withShop({ channels: [] });
    expect((await applyDeclaration(store, next)).kept).toHaveLength(1);
    expect((await applyDeclaration(store, next)).kept).toHaveLength(1);
    await store.db.update(conversation).set({ status: 'closed' }).where(sql`id = ${id}`);
    expect((await applyDeclaration(store, next)).changed).toEqual([
      { what: 'channel web shop-web', columns: ['active'] },
    ]);
  });

  it('leaves agents alone whom an admin added, and who an admin deactivated', async () => {
    await applyDeclaration(store, acme);
    const organizationId = (await readShop())?.organizationId ?? '';
    await store.db
      .insert(agent)
      .values({ organizationId, id: newId(), name: 'Zoe', role: 'agent', chatLimit: 1 });
    await store.db.update(agent).set({ deactivatedAt: new Date() }).where(sql`name = 'Ben'`);
    const report = await applyDeclaration(store, acme);
    expect(report.changed).toEqual([]);
    expect(report.kept).toMatchObject([{ what: 'agent Ben', column: 'active' }]);
    expect((await readAgents()).map((one) => one.deactivatedAt !== null)).toEqual([true, false, false]);
  });

  it('knows people by their desk when they are renamed, and lets two swap their identities', async () => {
    await applyDeclaration(store, acme);
    await applyDeclaration(store, { ...acme, agents: [{ ...kim, name: 'Kimberly' }, ben] });
    expect((await readAgents()).map((one) => one.name)).toEqual(['Ben', 'Kimberly']);
    await applyDeclaration(store, { ...acme, agents: [kim, ben] });
    const swapped = [
      { ...kim, identities: ben.identities },
      { ...ben, identities: kim.identities },
    ];
    expect((await applyDeclaration(store, { ...acme, agents: swapped })).changed).toHaveLength(2);
    const moved = await applyDeclaration(store, {
      ...acme,
      agents: [{ ...kim, identities: kim.identities }],
    });
    expect(moved.changed.map((one) => one.what)).toEqual(['agent Ben', 'agent Kim']);
  });

  it('refuses a channel account or a person of another organization, and changes nothing', async () => {
    await applyDeclaration(store, acme);
    const rival: Declaration = {
      organization: { key: 'rival', name: 'Rival' },
      chatbots: [shop],
      agents: [],
    };
    await expect(applyDeclaration(store, rival)).rejects.toThrow(
      new ApplyError('The web account shop-web belongs to another organization (acme).'),
    );
    const people: Declaration = { ...rival, chatbots: [{ ...shop, channels: [] }], agents: [kim] };
    await expect(applyDeclaration(store, people)).rejects.toThrow(
      /^The slack user U0KIM of agent Kim is somebody else already/,
    );
    expect(await store.db.select().from(chatbot)).toHaveLength(1);
  });

  it('lets two processes apply at the same time', async () => {
    const reports = await Promise.all([applyDeclaration(store, acme), applyDeclaration(store, acme)]);
    expect(reports.map((one) => one.created.length).sort()).toEqual([0, 5]);
  });
});
