// The stand-in against Microsoft's own SDK: what it signs is let in, every forgery is not.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, withCard } from './connector-client.js';
import { type App, done, kim, place, startSdkApp } from './start-app.js';

describe('the real SDK behind its token checks', () => {
  let app: App;
  beforeAll(async () => {
    app = await startSdkApp();
  }, 30_000);
  afterAll(() => app.close());

  const forged = async (token?: Parameters<App['standIn']['emit']>[1]): Promise<number> => {
    const { standIn } = app;
    const person = standIn.world.people.get(kim);
    const chat = standIn.world.chats.get(place);
    if (!person || !chat) throw new Error('the tenant is empty');
    const activity = { ...standIn.shapes.basis('message', '1', person, { chat }), text: 'hello' };
    return (await standIn.emit(activity, token)).status;
  };

  it('lets in what is signed for it, with the words as they were typed', async () => {
    const { status } = done(
      await app.standIn.gestures.post({ user: kim, channel: place, text: 'note VIP', mention: true }),
    );
    expect(status).toBe(200);
    expect(app.heard.at(-1)).toMatchObject({
      type: 'message',
      text: expect.stringContaining('note VIP'),
      from: { aadObjectId: kim },
      conversation: { id: expect.stringContaining(`${place};messageid=`), conversationType: 'channel' },
    });
  });

  it.each(['none', 'expired', 'wrong-audience', 'wrong-issuer', 'other-service'] as const)(
    'is refused with a token that is %s',
    async (forgery) => {
      const before = app.heard.length;
      expect(await forged(forgery)).toBe(401);
      expect(app.heard).toHaveLength(before);
    },
  );

  it('is refused with a signature that is not ours', async () => {
    const before = app.heard.length;
    expect(await forged('bad-signature')).toBeGreaterThanOrEqual(400);
    expect(app.heard).toHaveLength(before);
    expect(await forged()).toBe(200);
  });

  it('brings a button to its handler and the answer back as a toast', async () => {
    const { standIn } = app;
    const { openThread } = await connect(standIn);
    const card = {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [],
      actions: [{ type: 'Action.Execute', title: 'Claim', verb: 'claim', data: { v: 1 } }],
    };
    const { body } = await openThread(place, withCard(card));
    const id = String(body.activityId);
    const answer = await standIn.gestures.press({ user: kim, channel: place, id, action: 'Claim' });
    expect(answer).toEqual({ ok: true, toast: 'It is yours.' });
    expect(standIn.world.toastsOf(kim)).toEqual(['It is yours.']);
  });
});
