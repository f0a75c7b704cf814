// What admins change is audited, acted on at once, kept by the next declaration and reported as drift; roles count as they are now.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatbotChange } from '../../../src/core/chatbot-settings.js';
import type { Declaration, DeclaredAgent } from '../../../src/core/declaration.js';
import { manageAgent } from '../../../src/routing/verbs/manage-agent.js';
import { assignAgent } from '../../../src/routing/verbs/manage-assignment.js';
import { manageChatbot } from '../../../src/routing/verbs/manage-chatbot.js';
import { addAgent, deactivateAgent } from '../../../src/routing/verbs/manage-people.js';
import { requestHuman } from '../../../src/routing/verbs/request-human.js';
import { applyDeclaration } from '../../../src/store/apply.js';
import { listChanges } from '../../../src/store/audit.js';
import { findChatbot, listChatbots } from '../../../src/store/chatbots.js';
import { declareChatbot, type Floor, openFloor, refusal } from '../floor.js';

const people = [{ name: 'Adi', role: 'admin' }, { name: 'Ann' }, { name: 'Ben' }] as const;

const agent = (name: string, change: Partial<DeclaredAgent> = {}): DeclaredAgent => ({
  name,
  role: name === 'Adi' ? 'admin' : 'agent',
  chatLimit: 3,
  pictureUrl: null,
  skills: [],
  languages: [],
  identities: [{ desk: 'slack', team: 'T1', user: `U-${name}` }],
  chatbots: ['acme'],
  ...change,
});
const declared: Declaration = {
  organization: { key: 'acme', name: 'Acme' },
  chatbots: [declareChatbot('acme'), declareChatbot('other')],
  agents: people.map(({ name }) => agent(name)),
};

const change: ChatbotChange = {
  humanSupport: false,
  categories: ['Repairs'],
  hours: { timezone: 'Europe/Berlin', open: { 'mon-fri': '09:00-18:00' } },
  requiredToClose: ['category'],
  asksRating: true,
  routing: { mode: 'auto', maxWaitMinutes: 7 },
};

describe('managing', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await openFloor({ people });
  });
  afterAll(() => floor.close());

  const find = async (key: string) => {
    const found = (await listChatbots(floor.store, floor.door.organizationId)).find((one) => one.key === key);
    if (!found) throw new Error(`no ${key}`);
    return found;
  };

  it('keeps what admins changed over the next declaration, and reports each column', async () => {
    const adi = await floor.agent('Adi');
    const [acme, other, ann] = [await find('acme'), await find('other'), await floor.agent('Ann')];
    const waits = await floor.openPending();
    await manageChatbot(floor.routing, { by: adi, chatbotId: acme.id, change });
    await manageAgent(floor.routing, {
      by: adi,
      agentId: ann.id,
      change: { role: 'supervisor', chatLimit: 9, skills: ['Repairs'], languages: ['de'] },
    });
    await assignAgent(floor.routing, { by: adi, agentId: ann.id, chatbotId: other.id });
    await deactivateAgent(floor.routing, { by: adi, agentId: (await floor.agent('Ben')).id });
    await addAgent(floor.routing, {
      by: adi,
      name: 'Nina',
      role: 'agent',
      identity: { desk: 'slack', team: 'T1', user: 'U-Nina' },
    });
    const before = [await findChatbot(floor.store, acme), await floor.agent('Ann')];
    const report = await applyDeclaration(floor.store, declared);
    expect(report.changed).toEqual([]);
    expect(report.kept.map(({ what, column }) => `${what}: ${column}`).sort()).toEqual([
      'agent Ann: chatLimit',
      'agent Ann: chatbots',
      'agent Ann: languages',
      'agent Ann: role',
      'agent Ann: skills',
      'agent Ben: active',
      'chatbot acme: asksRating',
      'chatbot acme: categories',
      'chatbot acme: hours',
      'chatbot acme: humanSupport',
      'chatbot acme: requiredToClose',
      'chatbot acme: routing',
    ]);
    expect([await findChatbot(floor.store, acme), await floor.agent('Ann')]).toEqual(before);
    expect((await floor.agent('Nina')).deactivatedAt).toBeNull();
    // Those who wait go on waiting; nobody new is let in while human support is off.
    expect(await floor.conversation(waits.id)).toMatchObject({ status: 'pending' });
    const { conversationId: id } = await floor.say('late');
    const ask = {
      organizationId: floor.door.organizationId,
      id,
      actor: { kind: 'system', cause: 'test' },
    } as const;
    await requestHuman(floor.routing, { ...ask, reason: 'button' }).catch(() => undefined);
    expect(await floor.conversation(id)).toMatchObject({ status: 'ai' });
  });

  it('writes down who changed what, from what to what, and nothing for what stays', async () => {
    const adi = await floor.agent('Adi');
    const acme = await find('acme');
    const count = async () =>
      (await listChanges(floor.store, floor.door.organizationId, acme.id, 100)).length;
    const before = await count();
    await manageChatbot(floor.routing, { by: adi, chatbotId: acme.id, change });
    expect(await count()).toBe(before);
    await manageChatbot(floor.routing, { by: adi, chatbotId: acme.id, change: { humanSupport: true } });
    const [newest] = await listChanges(floor.store, floor.door.organizationId, acme.id, 1);
    expect(newest).toMatchObject({
      actor: { kind: 'agent', name: 'Adi' },
      what: 'human support',
      before: false,
      after: true,
    });
  });

  it('asks for the role as it is at the commit, not as the gesture knew it (A14)', async () => {
    const adi = await floor.agent('Adi');
    const acme = await find('acme');
    await floor.query("update agent set role = 'supervisor' where name = 'Adi'");
    const late = { by: adi, chatbotId: acme.id };
    expect(await refusal(manageChatbot(floor.routing, { ...late, change: { humanSupport: false } }))).toBe(
      'role',
    );
    expect(await refusal(assignAgent(floor.routing, { ...late, agentId: adi.id }))).toBe('role');
    expect(await refusal(deactivateAgent(floor.routing, { by: adi, agentId: adi.id }))).toBe('role');
    const identity = { desk: 'slack', team: 'T1', user: 'U-Late' };
    expect(await refusal(addAgent(floor.routing, { by: adi, name: 'Late', role: 'agent', identity }))).toBe(
      'role',
    );
    expect(await find('acme')).toMatchObject({ humanSupport: true });
  });
});
