// Buttons, modals and triggers work with a real Bolt app as they do in Slack.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BoltApp, refusalOf, startBolt, until } from '../start-bolt.js';

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
    let late = 0;
    const quick = await startBolt({ now: () => Date.now() + late });
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
      late = 4000;
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
