// A real Bolt app runs unchanged against the stand-in: every flow it must pass.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BoltApp, refusalOf, startBolt, until } from './start-bolt.js';

const modal = (more: object = {}) => ({
  type: 'modal' as const,
  callback_id: 'note_modal',
  title: { type: 'plain_text' as const, text: 'Note' },
  submit: { type: 'plain_text' as const, text: 'Save' },
  private_metadata: '{"c":"conv_42"}',
  blocks: [
    {
      type: 'input' as const,
      block_id: 'note',
      label: { type: 'plain_text' as const, text: 'Note' },
      element: { type: 'plain_text_input' as const, action_id: 'text' },
    },
  ],
  ...more,
});

const buttons = [
  {
    type: 'actions' as const,
    block_id: 'acts',
    elements: [
      {
        type: 'button' as const,
        action_id: 'claim',
        text: { type: 'plain_text' as const, text: 'Claim' },
        value: 'conv_42',
      },
    ],
  },
];

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

describe('commands', () => {
  it('sends a slash command without thread, shows its acknowledgement and what respond() says later', async () => {
    bolt.app.command('/livechat', async ({ command, ack, respond }) => {
      expect(command).not.toHaveProperty('thread_ts');
      await ack(`got ${command.text}`);
      await respond({ text: 'later', response_type: 'in_channel' });
    });
    const answer = await bolt.standIn.gestures.command({
      user: 'U0KIM',
      channel: 'C0SUP',
      command: '/livechat',
      text: 'assign @ann',
    });
    expect(answer).toEqual({ ok: true });
    const whispers = bolt.standIn.world.whispersOf('U0KIM', 'C0SUP');
    expect(whispers.map((message) => message.text)).toEqual(['got assign <@U0ANN>']);
    const posted = await until(() =>
      [...(bolt.standIn.world.channels.get('C0SUP')?.history.values() ?? [])].find(
        (message) => message.text === 'later',
      ),
    );
    expect(posted.ephemeralFor).toBeNull();
  });

  it('refuses a command in a thread and an unknown one without asking the app', async () => {
    const before = bolt.standIn.log.read().at(-1)?.number ?? 0;
    const inThread = { user: 'U0KIM', channel: 'C0SUP', threadTs: '1.1', command: '/livechat', text: '' };
    expect(await bolt.standIn.gestures.command(inThread)).toMatchObject({
      ok: false,
      error: 'slash_in_thread',
      text: expect.stringContaining('not supported in threads'),
    });
    const unknown = { user: 'U0KIM', channel: 'C0SUP', command: '/nope', text: '' };
    expect(await bolt.standIn.gestures.command(unknown)).toMatchObject({
      ok: false,
      error: 'unknown_command',
    });
    expect(bolt.standIn.log.read(before)).toEqual([]);
  });

  it('tells the user when the app does not answer', async () => {
    const quick = await startBolt({ answerTimeoutMs: 50 });
    quick.app.command('/livechat', async ({ ack }) => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      await ack();
    });
    const answer = await quick.standIn.gestures.command({
      user: 'U0KIM',
      channel: 'C0SUP',
      command: '/livechat',
      text: '',
    });
    expect(answer).toMatchObject({
      ok: false,
      error: 'operation_timeout',
      text: expect.stringContaining('operation_timeout'),
    });
    await quick.close();
  });

  it('gives a response_url five uses', async () => {
    const statuses: number[] = [];
    bolt.app.command('/plain', async ({ ack, command }) => {
      await ack();
      for (let use = 0; use < 6; use += 1) {
        const body = JSON.stringify({ text: `use ${use}` });
        statuses.push(
          (
            await fetch(command.response_url, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body,
            })
          ).status,
        );
      }
    });
    await bolt.standIn.gestures.command({ user: 'U0KIM', channel: 'C0SUP', command: '/plain', text: '@ann' });
    await until(() => statuses.length === 6);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
  });
});

describe('buttons and modals', () => {
  it('runs button → modal → errors → submit', async () => {
    const seen: unknown[] = [];
    bolt.app.action('claim', async ({ ack, body, client }) => {
      seen.push(body);
      await ack();
      await client.views.open({ trigger_id: (body as { trigger_id: string }).trigger_id, view: modal() });
    });
    bolt.app.view('note_modal', async ({ ack, view }) => {
      const { value } = view.state.values.note?.text ?? {};
      seen.push(value);
      if (value === 'bad') await ack({ response_action: 'errors', errors: { note: 'Not that.' } });
      else await ack();
    });
    const root = await bolt.app.client.chat.postMessage({ channel: 'C0SUP', text: 'Card', blocks: buttons });
    const click = { user: 'U0KIM', channel: 'C0SUP', ts: root.ts ?? '', blockId: 'acts', actionId: 'claim' };
    expect(await bolt.standIn.gestures.click(click)).toEqual({ ok: true });
    expect(seen[0]).toMatchObject({
      type: 'block_actions',
      container: { type: 'message', message_ts: root.ts, channel_id: 'C0SUP', is_ephemeral: false },
      message: { ts: root.ts, text: 'Card' },
      state: { values: {} },
      actions: [
        {
          type: 'button',
          action_id: 'claim',
          block_id: 'acts',
          value: 'conv_42',
          action_ts: expect.any(String),
        },
      ],
      response_url: expect.stringContaining('/response/'),
    });
    const view = await until(() => bolt.standIn.views.stackOf('U0KIM')[0]);
    const submit = (value: string) =>
      bolt.standIn.gestures.submitView({
        user: 'U0KIM',
        viewId: view.id,
        values: { note: { text: { value } } },
      });
    expect(await submit('')).toMatchObject({
      outcome: 'errors',
      errors: { note: expect.stringContaining('required') },
    });
    expect(await submit('bad')).toEqual({ ok: true, outcome: 'errors', errors: { note: 'Not that.' } });
    expect(await submit('good')).toEqual({ ok: true, outcome: 'closed', modals: [] });
    expect(seen.slice(1)).toEqual(['bad', 'good']);
  });

  it('refuses a click on a control that is not in the message', async () => {
    const root = await bolt.app.client.chat.postMessage({ channel: 'C0SUP', text: 'Card', blocks: buttons });
    const forged = {
      user: 'U0KIM',
      channel: 'C0SUP',
      ts: root.ts ?? '',
      blockId: 'acts',
      actionId: 'forged',
    };
    expect(await bolt.standIn.gestures.click(forged)).toMatchObject({
      ok: false,
      error: 'element_not_found',
    });
  });

  it('updates and pushes on submission, stacks three, tells of closing when asked', async () => {
    const closed: unknown[] = [];
    bolt.app.view('first', ({ ack }) =>
      ack({ response_action: 'push', view: modal({ callback_id: 'second' }) }),
    );
    bolt.app.view('second', ({ ack }) =>
      ack({ response_action: 'update', view: modal({ callback_id: 'third', notify_on_close: true }) }),
    );
    bolt.app.view({ callback_id: 'third', type: 'view_closed' }, async ({ ack, body }) => {
      closed.push('is_cleared' in body && body.is_cleared);
      await ack();
    });
    bolt.standIn.views.open('U0ANN', modal({ callback_id: 'first' }));
    const top = () => bolt.standIn.views.stackOf('U0ANN').at(-1)?.id ?? '';
    const values = { note: { text: { value: 'x' } } };
    expect(await bolt.standIn.gestures.submitView({ user: 'U0ANN', viewId: top(), values })).toMatchObject({
      outcome: 'pushed',
    });
    expect(await bolt.standIn.gestures.submitView({ user: 'U0ANN', viewId: top(), values })).toMatchObject({
      outcome: 'updated',
    });
    expect(bolt.standIn.views.stackOf('U0ANN')).toHaveLength(2);
    expect(await bolt.standIn.gestures.closeView({ user: 'U0ANN', viewId: top() })).toEqual({ ok: true });
    expect(closed).toEqual([false]);
    expect(bolt.standIn.views.stackOf('U0ANN')).toHaveLength(1);
  });

  it('knows used, old and made-up triggers', async () => {
    const quick = await startBolt({ triggerLifeMs: 30 });
    const errors: string[] = [];
    quick.app.shortcut('sc_queue', async ({ ack, shortcut, client }) => {
      await ack();
      await client.views.open({ trigger_id: shortcut.trigger_id, view: modal() });
      errors.push(
        (await refusalOf(client.views.open({ trigger_id: shortcut.trigger_id, view: modal() }))).error,
      );
      errors.push((await refusalOf(client.views.open({ trigger_id: 'made.up', view: modal() }))).error);
    });
    quick.app.shortcut('sc_note', async ({ ack, shortcut, client }) => {
      await ack();
      await new Promise((resolve) => setTimeout(resolve, 60));
      errors.push(
        (await refusalOf(client.views.open({ trigger_id: shortcut.trigger_id, view: modal() }))).error,
      );
    });
    await quick.standIn.gestures.shortcut({ user: 'U0KIM', callbackId: 'sc_queue' });
    const line = await quick.standIn.gestures.post({ user: 'U0KIM', channel: 'C0SUP', text: 'note this' });
    await quick.standIn.gestures.shortcut({
      user: 'U0KIM',
      callbackId: 'sc_note',
      channel: 'C0SUP',
      ts: line.ok ? line.ts : '',
    });
    await until(() => errors.length === 3);
    expect(errors).toEqual(['exchanged_trigger_id', 'invalid_trigger_id', 'expired_trigger_id']);
    await quick.close();
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
