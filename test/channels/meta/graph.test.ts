// Proves the one way to the Graph API: what is sent, what each answer means, and when nothing is sent at all.

import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGraph, type GraphOptions } from '../../../src/channels/meta/graph.js';
import { GraphError } from '../../../src/channels/meta/graph-error.js';

const host = 'https://graph.facebook.com';
const auth = { token: 'T' };

let logged: string[];
let clock: number;
beforeEach(() => {
  nock.disableNetConnect();
  nock.enableNetConnect('127.0.0.1');
  logged = [];
  clock = 1_000_000;
});
afterEach(() => {
  const left = nock.pendingMocks();
  nock.cleanAll();
  nock.enableNetConnect();
  expect(left).toEqual([]);
});

const graphWith = (options: Partial<GraphOptions> = {}) => {
  const note = (fields: object, message?: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const log = { info: note, warn: note } as unknown as NonNullable<GraphOptions['log']>;
  return createGraph({ baseUrl: host, version: 'v25.0', log, now: () => clock, ...options });
};

async function errorOf(call: Promise<unknown>): Promise<GraphError> {
  const error = await call.then(
    () => null,
    (why: unknown) => why,
  );
  if (!(error instanceof GraphError)) throw new Error('It did not fail so.', { cause: error });
  return error;
}

describe('a call', () => {
  it('carries token, name and JSON, and the token never in the address', async () => {
    nock(host)
      .post('/v25.0/310/messages', { to: '+44' })
      .matchHeader('authorization', 'Bearer T')
      .matchHeader('content-type', 'application/json')
      .matchHeader('user-agent', 'baton-livechat')
      .reply(200, { messages: [{ id: 'wamid.1' }] });
    expect(await graphWith().post('/310/messages', auth, { to: '+44' })).toEqual({
      messages: [{ id: 'wamid.1' }],
    });
    nock(host).get('/v25.0/me').query({ fields: 'id,name', limit: '5' }).reply(200, { id: '1' });
    expect(await graphWith().get('/me', auth, { fields: 'id,name', limit: 5 })).toEqual({ id: '1' });
  });

  it('is signed with the app secret where there is one', async () => {
    const proof = createHmac('sha256', 'shh').update('T').digest('hex');
    nock(host).get('/v25.0/me').query({ appsecret_proof: proof }).reply(200, { id: '1' });
    await graphWith().get('/me', { token: 'T', appSecret: 'shh' });
  });

  it('carries files as a form', async () => {
    let type = '';
    nock(host)
      .post('/v25.0/310/media', (body: string) => /name="type"\r\n\r\nimage\/png/.test(body))
      .reply(function reply() {
        type = String(this.req.headers['content-type']);
        return [200, { id: '9' }];
      });
    const form = new FormData();
    form.set('type', 'image/png');
    expect(await graphWith().post('/310/media', auth, form)).toEqual({ id: '9' });
    expect(type).toMatch(/^multipart\/form-data; boundary=/);
  });
});

describe('a refusal', () => {
  it('tells all it knows, the words for users first', async () => {
    const error = {
      message: '(#131056) pair',
      code: 131056,
      error_subcode: 249,
      is_transient: true,
      error_data: { details: 'Too many messages to one user' },
      fbtrace_id: 'A1',
    };
    nock(host).post('/v25.0/310/messages').reply(400, { error }, { 'retry-after': '7' });
    expect(await errorOf(graphWith().post('/310/messages', auth, {}))).toMatchObject({
      kind: 'refused',
      status: 400,
      code: 131056,
      subcode: 249,
      transient: true,
      sentence: 'Too many messages to one user',
      details: 'Too many messages to one user',
      traceId: 'A1',
      retryAfterMs: 7000,
      ambiguous: false,
    });
    nock(host)
      .get('/v25.0/me')
      .reply(400, { error: { ...error, error_user_msg: 'Please wait.' } });
    expect((await errorOf(graphWith().get('/me', auth))).sentence).toBe('Please wait.');
    nock(host)
      .get('/v25.0/me')
      .reply(500, { error: { message: 'An unknown error', code: 1 } });
    expect(await errorOf(graphWith().get('/me', auth))).toMatchObject({
      sentence: 'An unknown error',
      subcode: null,
      details: null,
      retryAfterMs: null,
      message: 'Graph call refused (HTTP 500, code 1)',
    });
    nock(host)
      .get('/v25.0/me')
      .reply(429, { error: { code: 4, error_subcode: 249 } }, { 'retry-after': '-5' });
    expect(await errorOf(graphWith().get('/me', auth))).toMatchObject({
      retryAfterMs: null,
      message: 'Graph call refused (HTTP 429, code 4, subcode 249)',
    });
    nock(host)
      .get('/v25.0/me')
      .reply(429, { error: { code: 4 } }, { 'retry-after': '999999' });
    expect((await errorOf(graphWith().get('/me', auth))).retryAfterMs).toBe(3_600_000);
  });

  it('is logged by numbers and trace, without token, words, numbers or ids', async () => {
    const error = { message: 'to +447700900123: hello', code: 100, fbtrace_id: 'A1' };
    nock(host).post('/v25.0/310/messages').reply(400, { error });
    const failed = await errorOf(graphWith().post('/310/messages', { token: 'SECRET' }, { text: 'hello' }));
    expect(logged.join()).toContain('A1');
    for (const secret of ['SECRET', 'hello', '+44', '310']) {
      expect(logged.join()).not.toContain(secret);
      expect(failed.message).not.toContain(secret);
    }
  });
});

describe('ambiguity', () => {
  it.each([
    ['a proxy’s 502', 502, '<html>', true],
    ['a success without an answer', 200, '', true],
    ['a success that is no JSON', 200, '<html>', true],
    ['a 500 of the Graph itself', 500, { error: { code: 2, message: 'm' } }, false],
    ['a 404 that is no JSON', 404, 'no', false],
    ['a redirect', 302, '', false],
  ])('%s', async (_what, status, body, ambiguous) => {
    nock(host).post('/v25.0/310/messages').reply(status, body, { location: 'https://elsewhere.example/' });
    expect((await errorOf(graphWith().post('/310/messages', auth, {}))).ambiguous).toBe(ambiguous);
    nock(host).get('/v25.0/me').reply(status, body);
    expect((await errorOf(graphWith().get('/me', auth))).ambiguous).toBe(false);
  });

  describe('on the line', () => {
    let server: Server;
    let baseUrl: string;
    let heard: number;
    let behave: 'hang' | 'reset';
    beforeEach(async () => {
      heard = 0;
      behave = 'hang';
      server = createServer((request) => {
        heard += 1;
        if (behave === 'reset') request.socket.resetAndDestroy();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterEach(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });

    it('an answer that never comes may have happened, and is not asked for again', async () => {
      const graph = graphWith({ baseUrl, timeoutMs: 150 });
      const error = await errorOf(graph.post('/310/messages', auth, {}));
      expect(error).toMatchObject({ kind: 'lost', status: 0, ambiguous: true, transient: true });
      expect(heard).toBe(1);
    });

    it('a line that breaks off may have happened, and is not tried again', async () => {
      behave = 'reset';
      const error = await errorOf(graphWith({ baseUrl }).post('/310/messages', auth, {}));
      expect(error).toMatchObject({ kind: 'lost', ambiguous: true });
      expect(heard).toBe(1);
    });

    it('nobody there has not happened', async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      const error = await errorOf(graphWith({ baseUrl }).post('/310/messages', auth, {}));
      expect(error).toMatchObject({ kind: 'unreachable', ambiguous: false, transient: true });
      server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
  });
});

describe('the share that is left', () => {
  const send = (graph: ReturnType<typeof graphWith>, token = 'T') =>
    graph.post('/310/messages', { token }, {});
  const answerOnce = (headers: Record<string, string> = {}) =>
    nock(host).post('/v25.0/310/messages').reply(200, { ok: true }, headers);

  it('holds back the token’s calls from 80 percent on, for a minute', async () => {
    const graph = graphWith();
    answerOnce({ 'x-app-usage': '{"call_count":79,"total_time":3,"total_cputime":1}' });
    await send(graph);
    answerOnce({ 'x-app-usage': '{"call_count":12,"total_time":80,"total_cputime":1}' });
    await send(graph);
    const held = await errorOf(send(graph));
    expect(held).toMatchObject({
      kind: 'throttled',
      retryAfterMs: 60_000,
      ambiguous: false,
      transient: true,
    });
    expect((await errorOf(graph.get('/me', auth))).kind).toBe('throttled');
    answerOnce();
    await send(graph, 'another');
    clock += 60_000;
    answerOnce();
    await send(graph);
  });

  it('waits as long as the platform estimates, for that use of that token only', async () => {
    const graph = graphWith();
    const usage = { '123': [{ type: 'messenger', call_count: 100, estimated_time_to_regain_access: 9 }] };
    answerOnce({ 'x-business-use-case-usage': JSON.stringify(usage) });
    await send(graph);
    expect((await errorOf(send(graph))).retryAfterMs).toBe(9 * 60_000);
    nock(host).get('/v25.0/1/message_templates').reply(200, { data: [] });
    await graph.get('/1/message_templates', auth);
  });

  it('is nothing to worry about when the headers are nonsense', async () => {
    const graph = graphWith();
    for (const nonsense of ['', 'x', '[]', 'null', '{"call_count":"much"}']) {
      answerOnce({ 'x-app-usage': nonsense, 'x-business-use-case-usage': nonsense });
      await send(graph);
    }
  });
});

describe('the version', () => {
  it('is complained about once when another one answers', async () => {
    const graph = graphWith();
    for (const served of ['v25.0', 'v22.0', 'v22.0']) {
      nock(host).get('/v25.0/me').reply(200, { id: '1' }, { 'facebook-api-version': served });
      await graph.get('/me', auth);
    }
    expect(logged.filter((line) => line.includes('another version'))).toHaveLength(1);
    expect(logged.join()).toContain('v22.0');
  });
});
