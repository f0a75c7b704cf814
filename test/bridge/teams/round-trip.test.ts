// People at work against the tenant's stand-in: what they press and fill in goes out and comes back as they see it.

import { afterEach, describe, expect, it } from 'vitest';
import type { Card, Form } from '../../../src/bridge/cards/card.js';
import type { Gesture } from '../../../src/bridge/desk.js';
import type { Made } from '../../../src/bridge/teams/hearing.js';
import { literal } from '../../../src/core/text.js';
import { guest, kim, openScene, place, type Scene } from './scene.js';
import { settled } from './stage.js';

let scene: Scene | null = null;
afterEach(async () => {
  await scene?.close();
  scene = null;
});

const root: Card = {
  fallback: 'Maria',
  parts: [
    {
      kind: 'controls',
      controls: [
        { kind: 'button', label: 'Claim', ask: { word: 'claim', conversationId: 'c1', epoch: 1 } },
        { kind: 'button', label: 'Note', ask: { word: 'note', conversationId: 'c1', epoch: 1 } },
        {
          kind: 'menu',
          placeholder: 'Category',
          ask: { word: 'category', conversationId: 'c1' },
          options: [{ label: 'Billing', value: 'billing' }],
        },
      ],
    },
  ],
};
const form: Form = {
  title: 'Internal note',
  submit: 'Save',
  ask: { word: 'note', conversationId: 'c1', epoch: 1 },
  fields: [{ kind: 'text', id: 'text', label: 'Text', multiline: true, optional: true }],
};

async function open(answer: (gesture: Made) => Promise<void> | void) {
  const current = await openScene();
  scene = current;
  current.onHear = async (gesture: Gesture) => {
    if (gesture.type === 'invocation') await answer(gesture);
  };
  const to = { team: current.team, place, threadRef: null };
  const { ref } = await current.desk.post(to, { kind: 'card', card: root, evidence: 'e' });
  const press = (action: string, user = kim, inputs = {}) =>
    current.standIn.gestures.press({ user, channel: place, id: ref, action, inputs });
  return { ...current, ref, press };
}

describe('a form', () => {
  it('opens as a dialog, comes back with what was wrong and what was typed, and closes', async () => {
    const { standIn, heard, press, ref } = await open(async ({ via, values, mouth }) => {
      if (via !== 'form') await mouth.openForm?.(form);
      else if (values.text === 'bad') mouth.refuseForm?.({ text: 'That is too long.' });
    });
    settled(await press('Note'));
    expect(standIn.dialogs.of(kim)).toMatchObject([{ title: 'Internal note' }]);
    settled(await standIn.gestures.submitDialog({ user: kim, values: { text: 'bad' } }));
    const again = JSON.stringify(standIn.dialogs.of(kim));
    expect(again).toContain('That is too long.');
    expect(again).toContain('"value":"bad"');
    settled(await standIn.gestures.submitDialog({ user: kim, values: { text: 'good' } }));
    expect(standIn.dialogs.of(kim)).toEqual([]);
    expect(heard.at(-1)).toMatchObject({
      via: 'form',
      values: { text: 'good' },
      threadRef: ref,
      postRef: ref,
    });
  });

  it('opens from a message’s own menu', async () => {
    const { standIn, heard, ref } = await open(({ mouth }) => mouth.openForm?.(form));
    const to = { user: kim, channel: place, id: ref, commandId: 'note' };
    settled(await standIn.gestures.messageAction(to));
    expect(standIn.dialogs.of(kim)).toMatchObject([{ title: 'Internal note' }]);
    expect(heard).toMatchObject([{ via: 'shortcut', word: 'note', threadRef: ref, postRef: ref }]);
  });
});

describe('a button', () => {
  it('is answered in passing, to whoever pressed it', async () => {
    const sentence = 'Bo has this conversation.';
    const { press } = await open(({ mouth }) =>
      mouth.whisper({ fallback: sentence, parts: [{ kind: 'text', text: literal(sentence) }] }),
    );
    expect(await press('Claim')).toMatchObject({ ok: true, toast: sentence });
  });

  it('with a menu carries the choice', async () => {
    const { press, heard } = await open(() => undefined);
    settled(await press('Choose', kim, { 'menu-0-2': 'billing', 'menu-1-2': 'billing' }));
    expect(heard).toMatchObject([{ word: 'category', args: 'billing', conversationId: 'c1' }]);
  });

  it('does nothing for a guest, who is told so', async () => {
    const { press, heard } = await open(() => undefined);
    expect(await press('Claim', guest)).toMatchObject({ toast: expect.stringContaining('Only members') });
    expect(heard).toEqual([]);
  });
});

describe('what claims to be from Teams', () => {
  it('is refused when its token is none of Teams’ for us', async () => {
    const { standIn, heard } = await open(() => undefined);
    const kims = standIn.world.people.get(kim);
    const chat = [...standIn.world.chats.values()].find(({ id }) => id === place);
    if (!kims || !chat) throw new Error('the scene has no Kim');
    const made = standIn.shapes.basis('message', '1', kims, { chat });
    for (const forgery of [
      'none',
      'expired',
      'wrong-audience',
      'wrong-issuer',
      'bad-signature',
      'other-service',
    ] as const)
      expect([forgery, (await standIn.emit({ ...made, text: 'claim' }, forgery)).status]).toEqual([
        forgery,
        401,
      ]);
    expect(heard).toEqual([]);
  });
});
