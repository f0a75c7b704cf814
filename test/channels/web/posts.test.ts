// What a visitor posts: stored before it is answered, once per client id, refused politely, retried when the store is down.

import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { arrive, ask, post, startWebServer, type WebServer } from '../../support/web-server.js';

let server: WebServer;
let token: string;
beforeEach(async () => {
  server = await startWebServer();
  token = await arrive(server);
});
afterEach(() => server.stop());

const codeOf = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;

describe('POST /web/messages', () => {
  it('stores what was written and answers with its place', async () => {
    const answer = await post(server, token, 'Hello');
    expect(answer.status).toBe(200);
    const { conversationId, message } = (await answer.json()) as {
      conversationId: string;
      message: { id: string; sequence: number };
    };
    expect(server.desk.chat().id).toBe(conversationId);
    expect(server.desk.chat().messages).toMatchObject([{ id: message.id, text: 'Hello', markup: 'plain' }]);
  });

  it('gives the same answer to the same client id and keeps one message', async () => {
    const clientId = randomUUID();
    const first = await (await post(server, token, 'Hello', clientId)).text();
    const again = await (await post(server, token, 'Hello', clientId.toUpperCase())).text();
    expect(again).toBe(first);
    expect(server.desk.chat().messages).toHaveLength(1);
  });

  it('refuses another text under a used client id with 409', async () => {
    const clientId = randomUUID();
    await post(server, token, 'Hello', clientId);
    const answer = await post(server, token, 'Something else', clientId);
    expect(answer.status).toBe(409);
    expect(await codeOf(answer)).toBe('duplicate');
    expect(server.desk.chat().messages).toHaveLength(1);
  });

  it('removes what databases and desks cannot bear', async () => {
    await post(server, token, ' a\u0000b\u0007c\ud800\r\nd ');
    expect(server.desk.chat().messages[0]?.text).toBe('abc\ufffd\nd');
  });

  it.each([
    ['no JSON', '{"clientId":'],
    ['an array', []],
    ['no client id', { text: 'x' }],
    ['a client id that is no UUID', { clientId: '1', text: 'x' }],
    ['nothing to send', { clientId: randomUUID(), text: ' \n ' }],
    ['unknown fields', { clientId: randomUUID(), text: 'x', author: 'agent' }],
    ['a text that is too long', { clientId: randomUUID(), text: 'x'.repeat(10_001) }],
    ['ids that are none', { clientId: randomUUID(), text: 'x', attachmentIds: ['../etc/passwd'] }],
    [
      'too many files',
      { clientId: randomUUID(), text: 'x', attachmentIds: Array.from({ length: 11 }, () => randomUUID()) },
    ],
  ])('answers %s with 400 and stores nothing', async (_what, body) => {
    const answer = await ask(server, '/web/messages', { token, body });
    expect(answer.status).toBe(400);
    expect(server.heard).toHaveLength(0);
  });

  it('answers a body that is too large with 413', async () => {
    const answer = await ask(server, '/web/messages', { token, body: { text: 'x'.repeat(200_000) } });
    expect(answer.status).toBe(413);
  });

  it('answers 503 when the store is down, so that the same post succeeds later', async () => {
    const clientId = randomUUID();
    server.switches.down = true;
    const failed = await post(server, token, 'Hello', clientId);
    expect(failed.status).toBe(503);
    expect(failed.headers.get('retry-after')).not.toBeNull();
    expect(await failed.text()).not.toContain('refused');
    server.switches.down = false;
    expect((await post(server, token, 'Hello', clientId)).status).toBe(200);
  });

  it('knows nobody without a token of this site', async () => {
    for (const wrong of [null, 'x', token.slice(1), `${token.slice(0, -1)}!`, 'A'.repeat(43)]) {
      const answer = await ask(server, '/web/messages', {
        token: wrong,
        body: { clientId: randomUUID(), text: 'x' },
      });
      expect(answer.status).toBe(401);
    }
    expect(server.heard).toHaveLength(0);
  });

  it('slows down who writes too fast, and nobody else', async () => {
    await server.stop();
    server = await startWebServer({ channel: { limits: { messageBurst: 3 } } });
    const [fast, other] = [await arrive(server), await arrive(server)];
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await post(server, fast, `${i}`)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect((await post(server, other, 'Hello')).status).toBe(200);
  });
});

describe('a choice', () => {
  const yes = { id: 'refund:yes', title: 'Yes' };
  const choose = (body: object) =>
    ask(server, '/web/messages', { token, body: { clientId: randomUUID(), text: 'Yes', ...body } });
  const offer = async (options = [yes]) => {
    await post(server, token, 'Hello');
    return server.desk.say({ author: 'assistant', text: 'Refund?', options });
  };

  it('is offered in the snapshot and on the stream, and heard as a choice', async () => {
    await offer();
    const snapshot = await (await ask(server, '/web/conversation', { token })).json();
    expect(snapshot).toMatchObject({ messages: [{ options: [] }, { options: [yes] }] });
    expect((await choose({ choice: yes })).status).toBe(200);
    expect(server.heard.at(-1)).toMatchObject({ kind: 'choice', text: 'Yes', details: { choice: yes } });
  });

  it.each([
    ['nobody offered', { id: 'refund:all', title: 'Yes' }],
    ['was offered by another title', { id: 'refund:no', title: 'Yes' }],
  ])('that %s is only words', async (_what, choice) => {
    await offer([yes, { id: 'refund:no', title: 'No' }]);
    expect((await choose({ choice })).status).toBe(200);
    expect(server.heard.at(-1)).toMatchObject({ kind: 'text', text: 'Yes', details: {} });
  });

  it('of a message that was taken back is only words, and nothing of it is offered', async () => {
    const asked = await offer();
    server.desk.chat().messages[1] = { ...asked, deletedAt: new Date() };
    const snapshot = await (await ask(server, '/web/conversation', { token })).text();
    expect(snapshot).not.toContain('refund:yes');
    await choose({ choice: yes });
    expect(server.heard.at(-1)).toMatchObject({ kind: 'text', details: {} });
  });

  it.each([
    ['other words than its title', { text: 'No', choice: yes }],
    ['a file', { choice: yes, attachmentIds: [randomUUID()] }],
    ['no id', { choice: { title: 'Yes' } }],
    ['more than it has', { choice: { ...yes, price: 1 } }],
  ])('with %s is refused', async (_what, body) => {
    await offer();
    const before = server.heard.length;
    expect((await choose(body)).status).toBe(400);
    expect(server.heard).toHaveLength(before);
  });
});

describe('the other posts', () => {
  it('tells the house that the visitor types', async () => {
    expect((await ask(server, '/web/typing', { method: 'POST', token })).status).toBe(204);
    expect(server.heard).toMatchObject([{ type: 'typing', address: server.desk.guest().visitor.address }]);
  });

  it('turns what was seen into receipts', async () => {
    await post(server, token, 'Hello');
    expect((await ask(server, '/web/seen', { token, body: { sequence: 2, read: false } })).status).toBe(204);
    expect((await ask(server, '/web/seen', { token, body: { sequence: 2, read: true } })).status).toBe(204);
    expect(server.heard.slice(1)).toMatchObject([
      { type: 'receipt', upToSequence: 2, receipt: 'delivered' },
      { type: 'receipt', upToSequence: 2, receipt: 'read' },
    ]);
    expect((await ask(server, '/web/seen', { token, body: { sequence: -1, read: true } })).status).toBe(400);
  });

  it('asks for a person', async () => {
    const answer = await ask(server, '/web/request-human', { method: 'POST', token });
    expect(await answer.json()).toEqual({ conversationId: server.desk.chat().id });
    expect(server.desk.chat().status).toBe('pending');
  });

  it('says kindly that there are no people where human support is off', async () => {
    await server.stop();
    server = await startWebServer({ humanSupport: false });
    const answer = await ask(server, '/web/request-human', { method: 'POST', token: await arrive(server) });
    expect(answer.status).toBe(403);
    expect(await codeOf(answer)).toBe('human-support-off');
  });

  it('answers unknown paths with 404', async () => {
    expect((await ask(server, '/web/nothing', { token })).status).toBe(404);
  });
});

describe('GET /web/conversation', () => {
  it('shows an empty conversation to who never wrote', async () => {
    const answer = await ask(server, '/web/conversation', { token });
    expect(await answer.json()).toMatchObject({ conversationId: null, messages: [], sequence: 0 });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('tells who came and left among the messages, and nothing that is not for customers', async () => {
    await post(server, token, 'Hello');
    server.desk.move('conversation.claimed', 'active', { name: 'Kim', pictureUrl: null });
    server.desk.move('conversation.categorized', 'active');
    server.desk.note();
    const at = expect.stringMatching(/Z$/);
    expect(await (await ask(server, '/web/conversation', { token })).json()).toMatchObject({
      turns: [{ kind: 'conversation.claimed', name: 'Kim', sequence: 3, at }],
    });
  });

  it('shows the conversation as it stands, and nothing of a deleted message', async () => {
    await post(server, token, 'Hello');
    server.desk.say({ text: 'Secret', name: 'Kim', pictureUrl: 'data:,k' });
    const last = server.desk.chat().messages.at(-1);
    if (last) server.desk.chat().messages[1] = { ...last, deletedAt: new Date() };
    const snapshot = await (await ask(server, '/web/conversation', { token })).text();
    expect(JSON.parse(snapshot)).toMatchObject({
      status: 'ai',
      sequence: 3,
      messages: [
        { text: 'Hello', author: 'contact' },
        { deleted: true, text: '', name: 'Kim', clientId: null },
      ],
    });
    expect(snapshot).not.toContain('Secret');
  });
});
