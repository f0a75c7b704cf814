// What people write: what the app hears of it and in which shape, and what is sent again.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, words } from '../connector-client.js';
import { type App, ben, done, gus, kim, place, startApp } from '../start-app.js';

let app: App;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

const people = () => app.standIn.world.people;
const acme = () => {
  const team = app.standIn.world.teams.get('19:acme@thread.tacv2');
  if (!team) throw new Error('the team is gone');
  return team;
};

describe('a line in a channel', () => {
  it('carries mentions as words, as html and as entities', async () => {
    const { gestures, settings } = app.standIn;
    done(
      await gestures.post({
        user: kim,
        channel: place,
        text: 'transfer @Ben Adeyemi <now>',
        mention: true,
        mentions: [ben],
      }),
    );
    expect(app.heard[0]).toMatchObject({
      type: 'message',
      text: '<at>Baton</at> transfer <at>Ben Adeyemi</at> <now>\n',
      textFormat: 'plain',
      attachments: [
        {
          contentType: 'text/html',
          content: expect.stringContaining('itemid="0">Baton</span>&nbsp;transfer <span'),
        },
      ],
      channelData: { tenant: { id: settings.tenantId }, channel: { id: place } },
    });
    expect(app.heard[0]?.entities).toContainEqual({
      type: 'mention',
      text: '<at>Ben Adeyemi</at>',
      mentioned: { id: people().get(ben)?.mri, name: 'Ben Adeyemi' },
    });
  });

  it('is not heard without a mention where the team does not let the app read along', async () => {
    const { gestures, world } = app.standIn;
    world.setReads(acme(), false);
    expect(done(await gestures.post({ user: kim, channel: place, text: 'plain' })).status).toBeNull();
    done(await gestures.post({ user: kim, channel: place, text: 'called', mention: true }));
    expect(app.heard.map(({ text }) => text)).toEqual(['<at>Baton</at> called\n']);
  });

  it('stands in its thread, and in none that is gone', async () => {
    const { gestures, world } = app.standIn;
    const { id: root } = done(await gestures.post({ user: kim, channel: place, text: 'root' }));
    done(await gestures.post({ user: ben, channel: place, root, text: 'reply' }));
    expect(app.heard[1]).toMatchObject({ conversation: { id: `${place};messageid=${root}` } });
    expect(world.threads(place)[0]?.replies.map(({ typed }) => typed)).toEqual(['reply']);
    expect(await gestures.post({ user: kim, channel: place, root: '1', text: 'lost' })).toMatchObject({
      ok: false,
      error: 'post_not_found',
    });
  });

  it('names files in its html alone; pasted pictures can be fetched with a token', async () => {
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
    done(
      await app.standIn.gestures.post({
        user: kim,
        channel: place,
        text: '',
        files: ['a.pdf'],
        images: [png],
      }),
    );
    const [activity] = app.heard as { attachments?: { contentUrl?: string; content?: string }[] }[];
    const [picture, html] = activity?.attachments ?? [];
    expect(html?.content).toMatch(/<attachment id="[\w-]+"><\/attachment>/);
    const { token } = await connect(app.standIn);
    const url = picture?.contentUrl ?? '';
    expect((await fetch(url)).status).toBe(401);
    const fetched = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    expect(Buffer.from(await fetched.arrayBuffer())).toEqual(png);
  });

  it('is sent again with the same id while the app fails, an answer ends it', async () => {
    app.statuses.push(503, 500);
    done(await app.standIn.gestures.post({ user: kim, channel: place, text: 'hello' }));
    await app.standIn.whenIdle();
    expect(new Set(app.heard.map(({ id }) => id)).size).toBe(1);
    expect(app.heard).toHaveLength(3);
  });

  it('is not sent again when the app refuses it', async () => {
    app.statuses.push(401);
    done(await app.standIn.gestures.post({ user: kim, channel: place, text: 'hello' }));
    await app.standIn.whenIdle();
    expect(app.heard).toHaveLength(1);
  });

  it('tells of edits, deletions and their undoing, by its author only', async () => {
    const { gestures } = app.standIn;
    const { id } = done(await gestures.post({ user: kim, channel: place, text: 'one' }));
    const at = { user: kim, channel: place, id };
    expect(await gestures.edit({ ...at, user: ben, text: 'no' })).toMatchObject({ error: 'not_yours' });
    done(await gestures.edit({ ...at, text: 'two' }));
    done(await gestures.remove(at));
    done(await gestures.undelete(at));
    expect(app.heard.slice(1)).toMatchObject([
      { type: 'messageUpdate', id, text: 'two', channelData: { eventType: 'editMessage' } },
      { type: 'messageDelete', id, channelData: { eventType: 'softDeleteMessage' } },
      { type: 'messageUpdate', id, text: 'two', channelData: { eventType: 'undeleteMessage' } },
    ]);
  });
});

describe('the app’s own posts', () => {
  it('bring reactions to the app', async () => {
    const { openThread } = await connect(app.standIn);
    const id = String((await openThread(place)).body.activityId);
    done(await app.standIn.gestures.react({ user: kim, channel: place, id, emoji: 'like' }));
    expect(app.heard[0]).toMatchObject({
      type: 'messageReaction',
      replyToId: id,
      reactionsAdded: [{ type: 'like' }],
    });
  });

  it('may be moderated away at the root; the app hears of it and can post there no more', async () => {
    const { openThread, post } = await connect(app.standIn);
    const { id, activityId } = (await openThread(place)).body;
    done(await app.standIn.gestures.remove({ user: kim, channel: place, id: String(activityId) }));
    expect(app.heard[0]).toMatchObject({ type: 'messageDelete', id: activityId, conversation: { id } });
    expect((await post(String(id))).status).toBe(404);
  });
});

describe('the personal chat', () => {
  it('brings the app at the first words, and words each time', async () => {
    const { gestures, world } = app.standIn;
    done(await gestures.say({ user: gus, text: 'hello' }));
    done(await gestures.say({ user: gus, text: 'again' }));
    expect(app.heard.map(({ type }) => type).sort()).toEqual([
      'conversationUpdate',
      'installationUpdate',
      'message',
      'message',
    ]);
    expect(app.heard.at(-1)).toMatchObject({
      conversation: { conversationType: 'personal', id: people().get(gus)?.personalChat },
      from: { userRole: 'guest' },
    });
    expect(world.personalOf(gus).map(({ typed }) => typed)).toEqual(['hello', 'again']);
  });

  it('takes no words of the app once it was removed', async () => {
    const { gestures } = app.standIn;
    done(await gestures.say({ user: kim, text: 'home' }));
    const { post } = await connect(app.standIn);
    const chat = people().get(kim)?.personalChat ?? '';
    expect((await post(chat, words('hi'))).status).toBe(201);
    done(await gestures.personalUninstall({ user: kim }));
    expect(app.heard.at(-1)).toMatchObject({ conversation: { id: chat } });
    expect((await post(chat, words('hi'))).status).toBe(403);
  });
});

describe('a command after a slash', () => {
  it('is seen by its author and the app alone', async () => {
    const { gestures, world } = app.standIn;
    done(await gestures.slash({ user: kim, channel: place, text: 'queue' }));
    expect(app.heard[0]).toMatchObject({ text: 'queue', recipient: { isTargeted: true } });
    expect(world.targetedOf(kim)).toHaveLength(1);
    expect(world.posts(place)).toEqual([]);
  });
});

describe('a team', () => {
  it('loses the app and gets it back', async () => {
    const { gestures } = app.standIn;
    const { openThread } = await connect(app.standIn);
    done(await gestures.uninstall({ team: acme().id }));
    expect((await openThread(place)).status).toBe(403);
    done(await gestures.post({ user: kim, channel: place, text: 'unheard', mention: true }));
    done(await gestures.install({ team: acme().id }));
    expect((await openThread(place)).status).toBe(201);
    const told = app.heard.filter(({ type }) => type === 'installationUpdate');
    expect(told.map(({ action }) => action)).toEqual(['remove', 'add']);
    expect(app.heard.filter(({ type }) => type === 'message')).toEqual([]);
  });

  it('tells who joined and left', async () => {
    const { gestures } = app.standIn;
    done(await gestures.removeMember({ team: acme().id, user: ben }));
    expect(app.heard[0]).toMatchObject({ membersRemoved: [{ aadObjectId: ben }] });
    expect(await gestures.post({ user: ben, channel: place, text: 'x' })).toMatchObject({
      error: 'not_a_member',
    });
  });
});
