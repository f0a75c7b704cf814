// Gestures of people in the stand-in, each with the answer the person sees.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card, Form } from '../../../src/bridge/cards/card.js';
import type { Gesture } from '../../../src/bridge/desk.js';
import { literal } from '../../../src/core/text/document.js';
import { lastOf, openScene, place, type Scene, team } from './scene.js';
import { callApi, pressButton, readText } from './stage.js';

let scene: Scene;
const user = 'U0KIM';

beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

function sayCard(text: string, label?: string): Card {
  const controls = label
    ? [
        {
          kind: 'controls' as const,
          controls: [{ kind: 'button' as const, label, ask: { word: 'held', args: 'send h1' } }],
        },
      ]
    : [];
  return { fallback: text, parts: [{ kind: 'text', text: literal(text) }, ...controls] };
}

const noteForm: Form = {
  title: 'Internal note',
  submit: 'Save',
  ask: { word: 'note', conversationId: 'c-42', epoch: 2 },
  fields: [
    { kind: 'info', text: literal('Only agents see it.') },
    { kind: 'text', id: 'text', label: 'Note', multiline: true },
    {
      kind: 'choice',
      id: 'category',
      label: 'Category',
      optional: true,
      options: [{ label: 'Billing', value: 'Billing' }],
    },
    { kind: 'files', id: 'files', label: 'Files', optional: true, max: 3 },
  ],
};

/** What the house answers to invocations. */
function answer(how: (gesture: Extract<Gesture, { type: 'invocation' }>) => Promise<void>): void {
  scene.onHear = async (gesture) => {
    if (gesture.type === 'invocation') await how(gesture);
  };
}

const whispers = (): string[] =>
  scene.standIn.world.whispersOf(user, place).map((message) => readText(message.blocks));

describe('slash commands', () => {
  it('answers the person alone', async () => {
    answer((gesture) => gesture.mouth.whisper(sayCard(`word ${gesture.word}, args ${gesture.args}`)));
    const done = await scene.standIn.gestures.command({
      user,
      channel: place,
      command: '/livechat',
      text: 'claim 42',
    });
    expect(done.ok).toBe(true);
    expect(whispers()).toEqual(['word claim, args 42']);
  });

  it('answers a second time by the response url, and where the app is no member', async () => {
    answer(async (gesture) => {
      await gesture.mouth.whisper(sayCard('first'));
      await gesture.mouth.whisper(sayCard('second'));
    });
    await scene.standIn.gestures.command({ user, channel: place, command: '/livechat', text: 'help' });
    expect(whispers().sort()).toEqual(['first', 'second']);
  });
});

describe('dialogs', () => {
  it('opens a form from a command and hears what was filled in', async () => {
    answer(async (gesture) => {
      if (gesture.via === 'slash') await gesture.mouth.openForm?.(noteForm);
    });
    await scene.standIn.gestures.command({ user, channel: place, command: '/livechat', text: 'note' });
    const [view] = scene.standIn.views.stackOf(user);
    const values = {
      text: { value: { value: 'VIP' } },
      category: { value: { selected_option: { value: 'Billing' } } },
    };
    const submitted = await scene.standIn.gestures.submitView({
      user,
      viewId: view?.id ?? '',
      values: values as never,
    });
    expect(submitted).toMatchObject({ ok: true, outcome: 'closed' });
    expect(lastOf(scene.heard, 'invocation')).toMatchObject({
      via: 'form',
      word: 'note',
      conversationId: 'c-42',
      epoch: 2,
      place,
      values: { text: 'VIP' },
    });
  });

  it('marks fields wrong and keeps the form open; an error without a field goes to the first', async () => {
    answer(async (gesture) => {
      if (gesture.via === 'slash') await gesture.mouth.openForm?.(noteForm);
      else gesture.mouth.refuseForm?.({ category: 'Unknown.', '': 'Too long.' });
    });
    await scene.standIn.gestures.command({ user, channel: place, command: '/livechat', text: 'note' });
    const [view] = scene.standIn.views.stackOf(user);
    const values = { text: { value: { value: 'VIP' } } };
    const submitted = await scene.standIn.gestures.submitView({
      user,
      viewId: view?.id ?? '',
      values: values as never,
    });
    expect(submitted).toEqual({
      ok: true,
      outcome: 'errors',
      errors: { category: 'Unknown.', text: 'Too long.' },
    });
    expect(scene.standIn.views.stackOf(user)).toHaveLength(1);
  });

  it('answers a submitted form with the next one, which is sent even with nothing to fill in', async () => {
    const next: Form = {
      title: 'reopen_chat',
      submit: 'Send',
      ask: { word: 'template', args: 'reopen_chat:en_GB' },
      confirms: true,
      fields: [{ kind: 'info', text: literal('Hello again') }],
    };
    answer(async (gesture) => {
      if (gesture.via === 'slash') await gesture.mouth.openForm?.(noteForm);
      else if (gesture.args === '') await gesture.mouth.openForm?.(next);
    });
    await scene.standIn.gestures.command({ user, channel: place, command: '/livechat', text: 'note' });
    const submit = async (values: Record<string, unknown>) => {
      const view = scene.standIn.views.stackOf(user).at(-1);
      return scene.standIn.gestures.submitView({ user, viewId: view?.id ?? '', values: values as never });
    };
    expect(await submit({ text: { value: { value: 'VIP' } } })).toMatchObject({ outcome: 'updated' });
    expect(scene.standIn.views.stackOf(user)).toHaveLength(1);
    expect(await submit({})).toMatchObject({ outcome: 'closed' });
    expect(lastOf(scene.heard, 'invocation')).toMatchObject({
      via: 'form',
      word: 'template',
      args: 'reopen_chat:en_GB',
      place,
    });
  });

  it('opens a form from a message shortcut, with the thread it was used in', async () => {
    answer(async (gesture) => gesture.mouth.openForm?.(noteForm));
    const ts = await scene.startThread();
    await scene.standIn.gestures.shortcut({ user, callbackId: 'baton:note', channel: place, ts });
    expect(scene.standIn.views.stackOf(user)).toHaveLength(1);
    expect(lastOf(scene.heard, 'invocation')).toMatchObject({
      via: 'shortcut',
      word: 'note',
      threadRef: ts,
      postRef: ts,
    });
  });
});

describe('whispers', () => {
  it('hold buttons, and are gone once one was used', async () => {
    const threadRef = await scene.startThread();
    await scene.desk.whisper?.({ team, place, threadRef, user }, sayCard('Held.', 'Send'));
    const [whisper] = scene.standIn.world.whispersOf(user, place);
    expect(whisper?.threadTs).toBe(threadRef);
    await pressButton(scene, whisper?.ts ?? '', 'Send', { ephemeral: true });
    expect(lastOf(scene.heard, 'invocation')).toMatchObject({ word: 'held', args: 'send h1', threadRef });
    expect(whispers()).toEqual([]);
  });

  it('are replaced by the answer to their button', async () => {
    answer((gesture) => gesture.mouth.whisper(sayCard('Sent.')));
    await scene.desk.whisper?.({ team, place, threadRef: null, user }, sayCard('Held.', 'Send'));
    const [whisper] = scene.standIn.world.whispersOf(user, place);
    await pressButton(scene, whisper?.ts ?? '', 'Send', { ephemeral: true });
    expect(whispers()).toEqual(['Sent.']);
  });

  it('reach someone who is not in the place directly', async () => {
    await scene.desk.whisper?.({ team, place: 'C0OTHER', threadRef: null, user }, sayCard('psst'));
    const direct = [...(scene.standIn.world.channels.get('D0KIM')?.messages.values() ?? [])];
    expect(direct.map((message) => readText(message.blocks))).toEqual(['psst']);
  });

  it('answer a line typed in a thread inside that thread', async () => {
    const threadTs = await scene.startThread();
    scene.onHear = async (gesture) => {
      if (gesture.type === 'line') await gesture.mouth.whisper(sayCard('You do not have this conversation.'));
    };
    await scene.standIn.gestures.post({ user, channel: place, threadTs, text: 'hello' });
    await scene.standIn.whenIdle();
    expect(scene.standIn.world.whispersOf(user, place)[0]?.threadTs).toBe(threadTs);
  });

  it('that fail do not undo what was stored', async () => {
    answer((gesture) => gesture.mouth.whisper(sayCard('lost')));
    const ts = await scene.startThread();
    scene.standIn.faults.add({ kind: 'api_error', method: 'chat.postEphemeral', error: 'internal_error' });
    await scene.standIn.gestures.shortcut({ user, callbackId: 'baton:actions', channel: place, ts });
    expect(scene.heard).toHaveLength(1);
    expect(scene.logged.some((line) => line.message === 'A whisper could not be shown')).toBe(true);
  });
});

describe('other doors', () => {
  it('answers a control nobody here drew', async () => {
    const block = {
      type: 'actions',
      block_id: 'old',
      elements: [
        { type: 'button', action_id: 'approve', text: { type: 'plain_text', text: 'Old' }, value: 'x' },
      ],
    };
    const { ts } = await callApi(scene, 'chat.postMessage', { channel: place, text: 'old', blocks: [block] });
    expect(await pressButton(scene, String(ts), 'Old')).toMatchObject({ ok: true });
    expect(scene.heard).toHaveLength(0);
    expect(whispers()[0]).toContain('can no longer be used');
  });

  it('publishes a home and hears its buttons', async () => {
    await scene.standIn.gestures.openHome({ user, tab: 'home' });
    await scene.standIn.whenIdle();
    expect(lastOf(scene.heard, 'home-opened')).toEqual({ type: 'home-opened', desk: 'slack', team, user });
    await scene.desk.home?.(
      { team, user },
      {
        fallback: 'home',
        parts: [
          { kind: 'controls', controls: [{ kind: 'button', label: 'Go online', ask: { word: 'online' } }] },
        ],
      },
    );
    const view = scene.standIn.views.homeOf(user);
    const [block] = (view?.body.blocks ?? []) as { block_id: string; elements: { action_id: string }[] }[];
    await scene.standIn.gestures.click({
      user,
      viewId: view?.id ?? '',
      blockId: block?.block_id ?? '',
      actionId: block?.elements[0]?.action_id ?? '',
    });
    expect(lastOf(scene.heard, 'invocation')).toMatchObject({ via: 'home', word: 'online', place: null });
  });

  it('hears a direct message and answers it there', async () => {
    await scene.desk.direct?.({ team, user }, sayCard('hello'));
    scene.onHear = async (gesture) => {
      if (gesture.type === 'line') await gesture.mouth.whisper(sayCard('Nobody waits.'));
    };
    await scene.standIn.gestures.post({ user, channel: 'D0KIM', text: 'queue' });
    await scene.standIn.whenIdle();
    expect(lastOf(scene.heard, 'line')).toMatchObject({ direct: true, place: 'D0KIM', raw: 'queue' });
    const texts = [...(scene.standIn.world.channels.get('D0KIM')?.messages.values() ?? [])].map((message) =>
      readText(message.blocks),
    );
    expect(texts.at(-1)).toBe('Nobody waits.');
  });

  it('forgets the installation when the app is removed', async () => {
    await scene.close();
    const revoked: string[] = [];
    const found = { token: 'xoxb-playground', botUserId: 'U0BATON', botId: 'B0BATON' };
    const installations = {
      find: async () => found,
      save: async () => undefined,
      revoke: async (of: string) => void revoked.push(of),
    };
    scene = await openScene({ installations });
    scene.standIn.emit({ type: 'app_uninstalled' });
    await scene.standIn.whenIdle();
    expect(lastOf(scene.heard, 'installation-lost')).toMatchObject({ team, cause: 'app_uninstalled' });
    expect(revoked).toEqual([team]);
  });

  it('acknowledges a slow gesture in time and tells the person when it failed afterwards', async () => {
    let fail = (): void => undefined;
    scene.onHear = () =>
      new Promise((_, reject) => {
        fail = () => reject(new Error('too slow'));
      });
    const done = await scene.standIn.gestures.command({
      user,
      channel: place,
      command: '/livechat',
      text: 'claim',
    });
    expect(done.ok).toBe(true);
    fail();
    await expect.poll(whispers).toEqual(['That did not work just now. Please try again.']);
  });
});
