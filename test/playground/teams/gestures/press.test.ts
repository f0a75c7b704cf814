// Using cards: buttons and their answers, dialogs and their pages, actions on messages, what invokes are sent again.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTitles } from '../../../../playground/teams/index.js';
import { connect, withCard } from '../connector-client.js';
import { type App, ben, done, kim, place, startApp } from '../start-app.js';

const card = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'Input.Text', id: 'reason', value: 'billing' },
    { type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title: 'Open', url: 'https://x.example/1' }] },
  ],
  actions: [
    { type: 'Action.Execute', title: 'Claim', verb: 'baton', data: { ask: { w: 'claim' } } },
    {
      type: 'Action.Submit',
      title: 'Note',
      data: { msteams: { type: 'task/fetch' }, ask: { w: 'note' } },
    },
    { type: 'Action.Submit', title: 'Plain', data: { ask: { w: 'plain' } } },
    {
      type: 'Action.ShowCard',
      title: 'Close',
      card: {
        type: 'AdaptiveCard',
        body: [{ type: 'TextBlock', text: 'Really?' }],
        actions: [{ type: 'Action.Execute', title: 'Yes, close', verb: 'baton', data: {} }],
      },
    },
  ],
};

const form = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'Input.Text', id: 'text', isRequired: true, errorMessage: 'Say something.' }],
  actions: [{ type: 'Action.Submit', title: 'Save', data: { form: { a: { w: 'note' } } } }],
};

const page = (content: object, title = 'Note'): object => ({
  task: {
    type: 'continue',
    value: {
      title,
      height: 'medium',
      width: 'medium',
      card: { contentType: 'application/vnd.microsoft.card.adaptive', content },
    },
  },
});

let app: App;
let id: string;
beforeEach(async () => {
  app = await startApp();
  const { openThread } = await connect(app.standIn);
  id = String((await openThread(place, withCard(card))).body.activityId);
});
afterEach(() => app.close());

const press = (action: string, more: object = {}) =>
  app.standIn.gestures.press({ user: kim, channel: place, id, action, ...more });
const post = () => {
  const found = app.standIn.world.post(place, id);
  if (!found) throw new Error('the card is gone');
  return found;
};

describe('a button', () => {
  it('sends its data with the inputs, from its thread', async () => {
    done(await press('Claim', { inputs: { reason: 'refund' } }));
    expect(app.heard[0]).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: id,
      conversation: { id: `${place};messageid=${id}` },
      value: {
        trigger: 'manual',
        action: { type: 'Action.Execute', verb: 'baton', data: { reason: 'refund', ask: { w: 'claim' } } },
      },
    });
  });

  it('is found by its path, and behind a question', async () => {
    done(await press('actions.0'));
    expect(done(await press('Close')).revealed).toMatchObject({ type: 'AdaptiveCard' });
    done(await press('actions.3.card.actions.0'));
    done(await press('Yes, close'));
    expect(app.heard).toHaveLength(3);
    expect(await press('Nothing')).toMatchObject({ ok: false, error: 'action_not_found' });
  });

  it('shows a card in answer to that person alone, until the shared one changes', async () => {
    const own = { ...card, actions: [{ type: 'Action.Submit', title: 'Mine' }] };
    app.answers = () => ({
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: own,
    });
    done(await press('Claim'));
    expect(readTitles(post(), kim)).toEqual(['Open', 'Mine']);
    expect(readTitles(post(), ben)).toContain('Claim');
    const { call, at } = await connect(app.standIn);
    await call('PUT', `${at(`${place};messageid=${id}`)}/activities/${id}`, withCard(card));
    expect(readTitles(post(), kim)).toContain('Claim');
  });

  it('says so when the app fails or refuses; an invoke sent again has a new id', async () => {
    app.statuses.push(500, 500, 500);
    expect(await press('Claim')).toMatchObject({ ok: false, error: 'http_500' });
    expect(app.heard).toHaveLength(3);
    expect(new Set(app.heard.map((one) => one.id)).size).toBe(3);
    app.answers = () => ({
      statusCode: 403,
      type: 'application/vnd.microsoft.error',
      value: { code: 'x', message: 'Not yours.' },
    });
    expect(await press('Claim')).toEqual({ ok: false, error: 'refused', text: 'Not yours.' });
  });

  it('of a plain submission is a message with a value', async () => {
    done(await press('Plain'));
    expect(app.heard[0]).toMatchObject({
      type: 'message',
      replyToId: id,
      value: { reason: 'billing', ask: { w: 'plain' } },
    });
    expect(app.heard[0]).not.toHaveProperty('text');
  });

  it('that leads away tells nobody', async () => {
    expect(done(await press('Open')).url).toBe('https://x.example/1');
    expect(app.heard).toEqual([]);
  });
});

describe('a dialog', () => {
  it('opens, asks again on the same page, and closes', async () => {
    const { gestures, dialogs } = app.standIn;
    app.answers = () => page(form);
    done(await press('Note'));
    expect(app.heard[0]).toMatchObject({
      name: 'task/fetch',
      value: { data: { type: 'task/fetch', ask: { w: 'note' } } },
    });
    expect(dialogs.of(kim)).toMatchObject([{ title: 'Note', card: form }]);
    expect(dialogs.of(ben)).toEqual([]);
    expect(await gestures.submitDialog({ user: kim, values: {} })).toEqual({
      ok: false,
      error: 'input_required',
      text: 'Say something.',
    });
    app.answers = () => page(form, 'Again');
    done(await gestures.submitDialog({ user: kim, values: { text: 'x' } }));
    expect(dialogs.of(kim)).toMatchObject([{ title: 'Again' }]);
    app.answers = () => undefined;
    done(await gestures.submitDialog({ user: kim, values: { text: 'x' }, action: 'Save' }));
    expect(dialogs.of(kim)).toEqual([]);
    expect(app.heard.at(-1)).toMatchObject({
      name: 'task/submit',
      replyToId: id,
      value: { data: { text: 'x', form: { a: { w: 'note' } } } },
    });
  });

  it('may only say something', async () => {
    const { gestures, dialogs } = app.standIn;
    app.answers = () => ({ task: { type: 'message', value: 'It is closed.' } });
    expect(await press('Note')).toEqual({ ok: true, message: 'It is closed.' });
    expect(dialogs.of(kim)).toMatchObject([{ text: 'It is closed.', card: null }]);
    done(await gestures.closeDialog({ user: kim }));
    expect(dialogs.of(kim)).toEqual([]);
  });
});

describe('an action on a message', () => {
  it('carries the message, and its dialog is submitted as that action', async () => {
    const { gestures } = app.standIn;
    const line = done(await gestures.post({ user: ben, channel: place, root: id, text: 'look' }));
    app.answers = () => page(form);
    done(await gestures.messageAction({ user: kim, channel: place, id: line.id, commandId: 'note' }));
    expect(app.heard.at(-1)).toMatchObject({
      name: 'composeExtension/fetchTask',
      value: {
        commandId: 'note',
        commandContext: 'message',
        messagePayload: { id: line.id, replyToId: id, from: { user: { id: ben } } },
      },
    });
    app.answers = () => undefined;
    done(await gestures.submitDialog({ user: kim, values: { text: 'x' } }));
    expect(app.heard.at(-1)).toMatchObject({
      name: 'composeExtension/submitAction',
      value: { commandId: 'note', data: { text: 'x' }, messagePayload: { id: line.id } },
    });
  });
});
