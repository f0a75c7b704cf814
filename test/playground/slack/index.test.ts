// A real Bolt app runs unchanged against the stand-in: messages, home tab, options, ephemerals, reactions.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BoltApp, refusalOf, startBolt, until } from './start-bolt.js';

let bolt: BoltApp;
beforeAll(async () => {
  bolt = await startBolt();
});
afterEach(() => bolt.standIn.faults.remove('all'));
afterAll(() => bolt.close());

describe('messages', () => {
  it('posts with name and metadata, updates, reads the thread back', async () => {
    const { client } = bolt.app;
    const metadata = { event_type: 'bridge_message', event_payload: { outbox_id: 'o1' } };
    const root = await client.chat.postMessage({ channel: 'C0SUP', text: 'Conversation', metadata });
    const reply = await client.chat.postMessage({
      channel: 'C0SUP',
      thread_ts: root.ts ?? '',
      text: 'Hi',
      username: 'Maria',
      icon_emoji: ':bust_in_silhouette:',
    });
    expect(reply.message).toMatchObject({
      subtype: 'bot_message',
      username: 'Maria',
      thread_ts: root.ts,
      bot_id: 'B0BATON',
    });
    await client.chat.update({ channel: 'C0SUP', ts: root.ts ?? '', text: 'Claimed' });
    const plain = await client.conversations.replies({ channel: 'C0SUP', ts: root.ts ?? '' });
    expect(plain.messages?.map((message) => message.text)).toEqual(['Claimed', 'Hi']);
    expect(plain.messages?.[0]).toMatchObject({ reply_count: 1 });
    expect(plain.messages?.[0]).not.toHaveProperty('metadata');
    const full = await client.conversations.replies({
      channel: 'C0SUP',
      ts: root.ts ?? '',
      include_all_metadata: true,
    });
    expect(full.messages?.[0]).toMatchObject({ metadata });
  });

  it('sends a line in a thread as a signed message event with rich text', async () => {
    const heard: unknown[] = [];
    bolt.app.message('parcel', ({ message }) => {
      heard.push(message);
      return Promise.resolve();
    });
    const root = await bolt.app.client.chat.postMessage({ channel: 'C0SUP', text: 'Conversation' });
    await bolt.standIn.gestures.post({
      user: 'U0KIM',
      channel: 'C0SUP',
      threadTs: root.ts ?? '',
      text: 'Your *parcel* & more: https://x.test/a',
    });
    const message = await until(() => heard[0]);
    expect(message).toMatchObject({
      type: 'message',
      channel: 'C0SUP',
      channel_type: 'channel',
      user: 'U0KIM',
      thread_ts: root.ts,
      parent_user_id: 'U0BATON',
      text: 'Your *parcel* &amp; more: <https://x.test/a>',
      client_msg_id: expect.any(String),
      blocks: [{ type: 'rich_text' }],
    });
  });

  it('answers 401 to the stand-in when it signs with another secret', async () => {
    await bolt.standIn.whenIdle();
    bolt.standIn.signWith('wrong');
    const before = bolt.standIn.log.read().at(-1)?.number ?? 0;
    await bolt.standIn.gestures.post({ user: 'U0KIM', channel: 'C0SUP', text: 'forged' });
    await bolt.standIn.whenIdle();
    bolt.standIn.signWith(bolt.standIn.settings.signingSecret);
    expect(bolt.standIn.log.read(before).map((entry) => entry.status)).toEqual([401, 401, 401, 401]);
  });
});

describe('home, options, ephemerals, reactions', () => {
  it('publishes a home tab after app_home_opened and guards it by its hash', async () => {
    const blocks = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'Queue' } }];
    let hash = '';
    bolt.app.event('app_home_opened', async ({ event, client }) => {
      hash =
        (await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } })).view?.hash ??
        '';
    });
    await bolt.standIn.gestures.openHome({ user: 'U0KIM' });
    await until(() => hash !== '');
    expect(bolt.standIn.views.homeOf('U0KIM')?.body.blocks).toMatchObject(blocks);
    const again = bolt.app.client.views.publish({
      user_id: 'U0KIM',
      view: { type: 'home', blocks },
      hash: 'old',
    });
    expect((await refusalOf(again)).error).toBe('hash_conflict');
  });

  it('asks for options while the user types', async () => {
    bolt.app.options('pick', ({ ack, payload }) =>
      ack({ options: [{ text: { type: 'plain_text', text: `for ${payload.value}` }, value: '1' }] }),
    );
    const element = { type: 'external_select' as const, action_id: 'pick', min_query_length: 0 };
    const root = await bolt.app.client.chat.postMessage({
      channel: 'C0SUP',
      text: 'Pick',
      blocks: [{ type: 'actions', block_id: 'a', elements: [element] }],
    });
    const answer = await bolt.standIn.gestures.suggest({
      user: 'U0KIM',
      channel: 'C0SUP',
      ts: root.ts ?? '',
      blockId: 'a',
      actionId: 'pick',
      value: 'mar',
    });
    expect(answer).toMatchObject({ ok: true, options: [{ text: { text: 'for mar' }, value: '1' }] });
  });

  it('shows an ephemeral to one user, replaces and deletes it through its response_url', async () => {
    bolt.app.action('whisper', async ({ ack, respond, body }) => {
      expect(body).not.toHaveProperty('message');
      await ack();
      await respond({ replace_original: true, text: 'replaced' });
    });
    const elements = [
      { type: 'button' as const, action_id: 'whisper', text: { type: 'plain_text' as const, text: 'Go' } },
    ];
    const { message_ts } = await bolt.app.client.chat.postEphemeral({
      channel: 'C0SUP',
      user: 'U0ANN',
      text: 'psst',
      blocks: [{ type: 'actions', block_id: 'w', elements }],
    });
    const place = { channel: 'C0SUP', ephemeralTs: message_ts ?? '', blockId: 'w', actionId: 'whisper' };
    expect(await bolt.standIn.gestures.click({ user: 'U0KIM', ...place })).toMatchObject({
      ok: false,
      error: 'message_not_found',
    });
    expect(await bolt.standIn.gestures.click({ user: 'U0ANN', ...place })).toEqual({ ok: true });
    await until(() => bolt.standIn.world.whispered('C0SUP', message_ts ?? '')?.text === 'replaced');
  });

  it('adds a reaction once and takes it back once', async () => {
    const { client } = bolt.app;
    const root = await client.chat.postMessage({ channel: 'C0SUP', text: 'React' });
    const target = { channel: 'C0SUP', timestamp: root.ts ?? '', name: 'eyes' };
    await client.reactions.add(target);
    expect((await refusalOf(client.reactions.add(target))).error).toBe('already_reacted');
    await client.reactions.remove(target);
    expect((await refusalOf(client.reactions.remove(target))).error).toBe('no_reaction');
  });
});
