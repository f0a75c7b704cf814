// Faults of the connector: refusals, lost answers, broken connections, limits; and Graph behind its consent.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../../playground/teams/faults.js';
import { askToken, codeOf, connect, words } from './connector-client.js';
import { type App, done, kim, place, startApp } from './start-app.js';

let app: App;
afterEach(() => app.close());

describe('faults', () => {
  beforeEach(async () => {
    app = await startApp();
  });

  it.each([
    [412, 'PreconditionFailed'],
    [413, 'MessageSizeTooBig'],
    [429, 'Throttled'],
    [502, 'BadGateway'],
  ])('answer %i as the connector words it, so many times', async (status, code) => {
    const client = await connect(app.standIn);
    app.standIn.faults.add({ kind: 'error_before', status, times: 1, retryAfterSeconds: 3 });
    const refused = await client.openThread(place);
    expect([refused.status, codeOf(refused)]).toEqual([status, code]);
    expect(refused.headers.get('retry-after')).toBe('3');
    expect(app.standIn.world.threads(place)).toEqual([]);
    expect((await client.openThread(place)).status).toBe(201);
  });

  it('lose the answer of what was done', async () => {
    const client = await connect(app.standIn);
    app.standIn.faults.add({ kind: 'error_after', status: 502, times: 1 });
    expect((await client.openThread(place)).status).toBe(502);
    app.standIn.faults.add({ kind: 'drop_after', times: 1 });
    await expect(client.openThread(place)).rejects.toThrow();
    expect(app.standIn.world.threads(place)).toHaveLength(2);
  });

  it('hit only the method and path they name', async () => {
    const client = await connect(app.standIn);
    app.standIn.faults.add({ kind: 'drop_before', method: 'POST', path: '/activities' });
    const { body } = await client.openThread(place);
    await expect(client.post(String(body.id))).rejects.toThrow();
    expect(app.standIn.faults.list()).toMatchObject([{ hits: 1 }]);
    app.standIn.faults.remove('all');
    expect((await client.post(String(body.id))).status).toBe(201);
  });

  it('take everything away while it is down', async () => {
    app.standIn.faults.add({ kind: 'down' });
    await expect(askToken(app.standIn)).rejects.toThrow();
  });

  it('add delays to the first other fault', () => {
    const faults = createFaults(10);
    faults.add({ kind: 'delay', delayMs: 5 });
    faults.add({ kind: 'error_before', status: 412 });
    faults.add({ kind: 'error_before', status: 502 });
    expect(faults.meet('POST', '/v3')).toMatchObject({ waitMs: 15, fault: { status: 412 } });
  });

  it('are written down with every call, secrets left out', async () => {
    await connect(app.standIn);
    const entry = app.standIn.log.read().at(-1);
    expect(entry).toMatchObject({ direction: 'call', status: 200 });
    expect(JSON.stringify(app.standIn.log.read())).not.toContain(app.standIn.settings.secret);
  });
});

describe('the pace', () => {
  it.each([
    ['header', '1'],
    ['plain', null],
  ] as const)('is kept in each thread (%s)', async (pacing, header) => {
    app = await startApp({ pacing, now: () => 1_790_000_000_000 });
    const client = await connect(app.standIn);
    const { body } = await client.openThread(place);
    for (let count = 0; count < 7; count += 1)
      expect((await client.post(String(body.id), words(`${count}`))).status).toBe(201);
    const eighth = await client.post(String(body.id));
    expect(eighth.status).toBe(429);
    expect(eighth.headers.get('retry-after')).toBe(header);
    expect((await client.openThread(place)).status).toBe(201);
  });
});

describe('Graph', () => {
  const scope = { scope: 'https://graph.microsoft.com/.default' };
  const postFile = async (): Promise<string> => {
    const file = { name: 'a b.txt', bytes: Buffer.from('hello') };
    const { id } = done(
      await app.standIn.gestures.post({ user: kim, channel: place, text: 'see', files: [file] }),
    );
    return `v1.0/teams/9a000000-0000-4000-8000-000000000003/channels/${encodeURIComponent(place)}/messages/${id}`;
  };
  const get = async (path: string): Promise<Response> => {
    const token = String((await askToken(app.standIn, scope)).body.access_token);
    return fetch(`${app.standIn.cloudUrl()}/graph/${path}`, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'manual',
    });
  };

  it('reads nothing without consent', async () => {
    app = await startApp();
    expect((await get(await postFile())).status).toBe(403);
  });

  it('gives a message and, behind a link, its files', async () => {
    app = await startApp({ graph: true });
    const message = (await (await get(await postFile())).json()) as {
      attachments: { contentType: string; contentUrl: string; name: string }[];
    };
    expect(message.attachments).toMatchObject([{ contentType: 'reference', name: 'a b.txt' }]);
    const share = Buffer.from(message.attachments[0]?.contentUrl ?? '').toString('base64url');
    const answer = await get(`v1.0/shares/u!${share}/driveItem/content`);
    expect(answer.status).toBe(302);
    expect(await (await fetch(answer.headers.get('location') ?? '')).text()).toBe('hello');
    expect((await get('v1.0/shares/u!bm9uZQ/driveItem/content')).status).toBe(404);
  });
});
