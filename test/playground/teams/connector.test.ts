// The connector's rules over HTTP: who is let in, how conversations are opened, and how it refuses.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askToken, codeOf, connect, withCard, words } from './connector-client.js';
import { type App, ben, gus, kim, outside, place, startApp } from './start-app.js';

let app: App;
let client: Awaited<ReturnType<typeof connect>>;
beforeAll(async () => {
  app = await startApp();
  client = await connect(app.standIn);
});
afterAll(() => app.close());

const mri = (id: string): string => app.standIn.world.people.get(id)?.mri ?? '';
const thread = async (): Promise<{ id: string; root: string }> => {
  const { body } = await client.openThread(place);
  return { id: String(body.id), root: String(body.activityId) };
};

describe('tokens', () => {
  it.each([
    [{ tenant: 'other' }, 400],
    [{ client_id: 'other' }, 400],
    [{ client_secret: 'old' }, 401],
    [{ scope: 'https://elsewhere.example/.default' }, 400],
  ])('are not granted for %o', async (wrong, status) => {
    expect((await askToken(app.standIn, wrong as Record<string, string>)).status).toBe(status);
  });

  it('are needed, and one for Graph is not one for the connector', async () => {
    const graph = await askToken(app.standIn, { scope: 'https://graph.microsoft.com/.default' });
    for (const authorization of ['', 'Bearer nonsense', `Bearer ${String(graph.body.access_token)}`]) {
      const answer = await fetch(`${app.standIn.serviceUrl()}v3/conversations`, {
        method: 'POST',
        headers: { authorization },
        body: '{}',
      });
      expect(answer.status).toBe(401);
    }
  });

  it('hold no more once they are revoked', async () => {
    const other = await startApp();
    const { call, at } = await connect(other.standIn);
    expect((await call('GET', `${at(place)}/pagedmembers`)).status).toBe(200);
    other.standIn.revokeTokens();
    expect((await call('GET', `${at(place)}/pagedmembers`)).status).toBe(401);
    await other.close();
  });
});

describe('opening', () => {
  it('gives a thread the id of its channel and root', async () => {
    const { status, body } = await client.openThread(place, words('hello'));
    expect(status).toBe(201);
    expect(body.id).toBe(`${place};messageid=${String(body.activityId)}`);
    expect(app.standIn.world.threads(place).at(-1)?.root.text).toBe('hello');
  });

  it('refuses a thread without its first activity, and a tenant left out', async () => {
    const bare = await client.openThread(place, words(''), { activity: undefined });
    expect([bare.status, codeOf(bare)]).toEqual([400, 'BadSyntax']);
    expect((await client.openThread(place, words('x'), { tenantId: undefined })).status).toBe(401);
  });

  it('refuses a channel whose team has not the app, and one that is unknown', async () => {
    const foreign = await client.openThread(outside);
    expect([foreign.status, codeOf(foreign)]).toEqual([403, 'BotNotInConversationRoster']);
    expect((await client.openThread('19:nowhere@thread.tacv2')).status).toBe(404);
  });

  it('gives the same personal chat each time, and none with who has not the app', async () => {
    const [first, second] = [await client.openPersonal(mri(kim)), await client.openPersonal(mri(kim))];
    expect(first.status).toBe(201);
    expect(first.body.id).toBe(second.body.id);
    const refused = await client.openPersonal(mri(gus));
    expect([refused.status, codeOf(refused)]).toEqual([403, 'ForbiddenOperationException']);
    expect((await client.openPersonal(kim)).status).toBe(400);
  });
});

describe('activities', () => {
  it('are posted into the thread, changed and deleted', async () => {
    const { id, root } = await thread();
    const posted = await client.post(id, words('one'));
    expect(posted.status).toBe(201);
    const path = `${client.at(id)}/activities/${String(posted.body.id)}`;
    expect((await client.call('PUT', path, words('two'))).status).toBe(200);
    expect(app.standIn.world.posts(place, root).map(({ text }) => text)).toEqual(['two']);
    expect((await client.call('DELETE', path)).status).toBe(200);
    expect(app.standIn.world.posts(place, root)).toEqual([]);
    const gone = await client.call('PUT', path, words('three'));
    expect([gone.status, codeOf(gone)]).toEqual([404, 'ActivityNotFoundInConversation']);
  });

  it('have no place below a root that is gone', async () => {
    const { id, root } = await thread();
    await client.call('DELETE', `${client.at(id)}/activities/${root}`);
    expect((await client.post(id)).status).toBe(404);
  });

  it('have increasing ids', async () => {
    const { id } = await thread();
    const ids = [];
    for (let count = 0; count < 3; count += 1) ids.push(Number((await client.post(id)).body.id));
    expect(ids).toEqual([...new Set(ids)].sort((left, right) => left - right));
  });

  it.each([
    ['no words', { type: 'message', text: '' }, 400],
    ['loose xml', { type: 'message', text: '<b>a', textFormat: 'xml' }, 400],
    ['a loose sign', { type: 'message', text: 'a & b', textFormat: 'xml' }, 400],
    ['an unknown attachment', { type: 'message', attachments: [{ contentType: 'text/csv' }] }, 400],
    ['a newer card', withCard({ type: 'AdaptiveCard', version: '1.6', body: [] }), 400],
    [
      'a large card',
      withCard({
        type: 'AdaptiveCard',
        version: '1.5',
        body: [{ type: 'TextBlock', text: 'x'.repeat(29_000) }],
      }),
      413,
    ],
    ['too many words', words('x'.repeat(90_000)), 413],
  ])('with %s are refused', async (_what, activity, status) => {
    const { id } = await thread();
    expect((await client.post(id, activity)).status).toBe(status);
  });

  it('for one member are seen by them alone', async () => {
    const { id, root } = await thread();
    const secret = { ...words('psst'), recipient: { id: mri(ben), isTargeted: true } };
    const { status, body } = await client.postTargeted(id, secret);
    expect(status).toBe(201);
    expect(app.standIn.world.targetedOf(ben).map(({ text }) => text)).toEqual(['psst']);
    expect(app.standIn.world.targetedOf(kim)).toEqual([]);
    expect(app.standIn.world.posts(place, root)).toEqual([]);
    const path = `${client.at(id)}/activities/${String(body.id)}`;
    expect((await client.call('PUT', path, words('all'))).status).toBe(404);
    expect((await client.call('PUT', `${path}?isTargetedActivity=true`, secret)).status).toBe(400);
    expect((await client.call('PUT', `${path}?isTargetedActivity=true`, words('psst!'))).status).toBe(200);
    expect((await client.call('DELETE', `${path}?isTargetedActivity=true`)).status).toBe(200);
    expect(app.standIn.world.targetedOf(ben)).toEqual([]);
  });

  it('for one member need one, in a channel', async () => {
    const { id } = await thread();
    expect((await client.postTargeted(id, words('psst'))).status).toBe(400);
    const stranger = { ...words('psst'), recipient: { id: '29:nobody', isTargeted: true } };
    expect((await client.postTargeted(id, stranger)).status).toBe(400);
    const chat = String((await client.openPersonal(mri(kim))).body.id);
    const own = { ...words('psst'), recipient: { id: mri(kim), isTargeted: true } };
    expect((await client.postTargeted(chat, own)).status).toBe(400);
  });
});

describe('the roster', () => {
  it('knows members by either id, and pages them', async () => {
    const path = `${client.at(place)}/members`;
    for (const id of [kim, mri(kim)]) {
      const { body } = await client.call('GET', `${path}/${encodeURIComponent(id)}`);
      expect(body).toMatchObject({ id: mri(kim), aadObjectId: kim, name: 'Kim Berger', userRole: 'user' });
    }
    expect((await client.call('GET', `${path}/nobody`)).status).toBe(404);
    const first = await client.call('GET', `${client.at(place)}/pagedmembers?pageSize=2`);
    expect(first.body.members).toHaveLength(2);
    const token = String(first.body.continuationToken);
    const rest = await client.call('GET', `${client.at(place)}/pagedmembers?continuationToken=${token}`);
    expect(rest.body.members).toMatchObject([{ userRole: 'guest' }]);
    expect(rest.body.continuationToken).toBeUndefined();
  });

  it('tells of a team and its channels', async () => {
    const { body } = await client.call('GET', 'v3/teams/19%3Aacme%40thread.tacv2/conversations');
    expect(body.conversations).toMatchObject([{ id: place, name: 'Support' }]);
    expect((await client.call('GET', 'v3/teams/19%3Aother%40thread.tacv2')).status).toBe(403);
  });
});
