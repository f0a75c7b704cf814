// Buttons and dialogs through the real door: what the house is told, and the shape in which their user is answered.

import { describe, expect, it } from 'vitest';
import type { Card, Form } from '../../../src/bridge/cards/card.js';
import type { Gesture } from '../../../src/bridge/desk.js';
import type { Made } from '../../../src/bridge/teams/hearing.js';
import type { Json } from '../../../src/core/payload.js';
import { activity, dialog, execute, personalChat, rootId } from './activities.js';
import { ben, kim, openGate } from './gate.js';
import { keepGate, say } from './kept-gate.js';
import { place } from './wire.js';

const { gate, send, whispers } = await keepGate();

const withButton: Card = {
  fallback: 'choose',
  parts: [
    { kind: 'heading', text: 'Choose' },
    { kind: 'controls', controls: [{ kind: 'button', label: 'Go', ask: { word: 'next' } }] },
  ],
};
const form: Form = {
  title: 'Note',
  submit: 'Save',
  ask: { word: 'note', conversationId: 'c1', epoch: 2 },
  fields: [{ kind: 'text', id: 'text', label: 'Text', multiline: true }],
};
const answerBy = (answer: (gesture: Made) => Promise<void> | void) => {
  gate.onHear = async (gesture: Gesture) => {
    if (gesture.type === 'invocation') await answer(gesture);
  };
};
describe('buttons', () => {
  const claim = { ask: { w: 'claim', c: 'c1', e: 3 } };

  it('are heard with what they carry, and confirmed where nothing was said', async () => {
    const { body } = await send(execute(claim));
    expect(gate.heard).toMatchObject([
      {
        type: 'invocation',
        via: 'button',
        word: 'claim',
        conversationId: 'c1',
        epoch: 3,
        user: kim,
        threadRef: rootId,
        postRef: rootId,
      },
    ]);
    expect(body).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'Done.',
    });
  });

  it('answer a sentence in passing, and a card with controls in a message of its own', async () => {
    answerBy(({ mouth }) => mouth.whisper(say('Bo has this conversation.')));
    expect((await send(execute(claim))).body).toMatchObject({ value: 'Bo has this conversation.' });
    expect(whispers()).toEqual([]);
    answerBy(({ mouth }) => mouth.whisper(withButton));
    expect((await send(execute(claim))).body).toMatchObject({
      value: expect.stringContaining('only you see'),
    });
    expect(whispers()).toHaveLength(1);
  });

  it('of a whisper are done with once one was used: the answer takes their place, unless it can be tried again', async () => {
    answerBy(({ mouth }) => mouth.whisper(withButton));
    await send(execute(claim));
    expect(JSON.stringify(whispers().at(-1))).toContain('"whisper":true');
    const pressed = { ...claim, whisper: true };
    answerBy(() => undefined);
    const cardType = 'application/vnd.microsoft.card.adaptive';
    expect((await send(execute(pressed))).body).toMatchObject({ type: cardType });
    answerBy(({ mouth }) => mouth.whisper(say('Saved as a note.')));
    const { body } = await send(execute(pressed));
    expect(body).toMatchObject({ type: cardType });
    expect(JSON.stringify(body)).toContain('Saved as a note.');
    expect(JSON.stringify(body)).not.toContain('Action.');
    answerBy(({ mouth }) => mouth.whisper(say('⚠️ You are at your chat limit.')));
    expect((await send(execute(pressed))).body).toMatchObject({ value: '⚠️ You are at your chat limit.' });
  });

  it('never show to others what could not be shown to one', async () => {
    gate.refusesWhispers = true;
    answerBy(({ mouth }) => mouth.whisper(withButton));
    await send(execute(claim, { from: { id: '29:ben', name: 'Ben', aadObjectId: ben } }));
    const posts = gate.calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/activities'));
    expect(posts.map(({ path }) => path)).toEqual(['/v3/conversations/a:personal/activities']);
  });

  it('with a menu take its choice as their last argument', async () => {
    await send(
      execute({ ask: { w: 'category', a: '#7' }, pick: 'menu-1-0', 'menu-1-0': 'billing', other: 'x' }),
    );
    expect(gate.heard).toMatchObject([{ word: 'category', args: '#7 billing', values: {} }]);
  });

  it('come as messages from older clients, and are answered apart', async () => {
    answerBy(({ mouth }) => mouth.whisper(say('Bo has it.')));
    await send(activity({ type: 'message', text: '', value: claim, replyToId: rootId }));
    expect(gate.heard).toMatchObject([{ type: 'invocation', via: 'button', word: 'claim' }]);
    expect(whispers()).toHaveLength(1);
  });

  it('of other apps’ cards do not prove that we may read along', async () => {
    const fresh = await openGate();
    const pressed = activity({ type: 'message', value: { verb: 'x' }, serviceUrl: fresh.serviceUrl });
    await fresh.send(pressed);
    await fresh.close();
    expect(fresh.memory.held.get(`place:${place}`)).toMatchObject({ reads: false });
  });

  it('of the home are known for what they are', async () => {
    gate.memory.held.set(`person:${kim}`, { id: '29:kim', name: 'Kim', chat: 'a:chat-of-kim', home: '77' });
    await send(execute({ ask: { w: 'online' } }, { ...personalChat, replyToId: '77' }));
    expect(gate.heard).toMatchObject([{ via: 'home', threadRef: null, place: 'a:chat-of-kim' }]);
  });

  it('that nobody here drew are told so', async () => {
    expect((await send(execute({ verb: 'x' }))).body).toMatchObject({
      value: expect.stringContaining('no longer'),
    });
    expect(gate.heard).toEqual([]);
  });

  it('that take long are answered before Teams gives up, and go on', async () => {
    let isDone = false;
    answerBy(async ({ mouth }) => {
      await new Promise((resolve) => setTimeout(resolve, 2700));
      await mouth.whisper(say('There it is.'));
      isDone = true;
    });
    expect((await send(execute(claim))).body).toMatchObject({ value: expect.stringContaining('moment') });
    await expect.poll(() => isDone).toBe(true);
    expect(whispers()).toHaveLength(1);
  });
});

describe('dialogs', () => {
  const open = () =>
    dialog('task/fetch', { msteams: { type: 'task/fetch' }, ask: { w: 'note', c: 'c1', e: 2 } });

  it('open as the form that was asked for, submit it, and come back with what was wrong', async () => {
    answerBy(({ mouth }) => mouth.openForm?.(form));
    const opened = await send(open());
    expect(opened.body).toMatchObject({ task: { type: 'continue', value: { title: 'Note' } } });
    const data = findData(opened.body);
    answerBy(({ mouth }) => mouth.refuseForm?.({ text: 'There is nothing to send.' }));
    const refused = await send(dialog('task/submit', { ...data, text: ' hm ' }));
    expect(gate.heard.at(-1)).toMatchObject({
      via: 'form',
      word: 'note',
      conversationId: 'c1',
      epoch: 2,
      values: { text: ' hm ' },
      threadRef: rootId,
      postRef: rootId,
    });
    const shown = JSON.stringify(refused.body);
    expect(shown).toContain('There is nothing to send.');
    expect(shown).toContain('" hm "');
    answerBy(() => undefined);
    const { status, body } = await send(dialog('task/submit', { ...data, text: 'ok' }));
    expect([status, body]).toEqual([200, null]);
  });

  it('close when their form was taken, and stay open for what went wrong', async () => {
    const data = { form: { a: { w: 'note' }, p: place, t: rootId, r: null }, text: 'x' };
    answerBy(({ mouth }) => mouth.whisper(say('🔒 Saved.')));
    expect((await send(dialog('task/submit', data))).body).toBeNull();
    expect(JSON.stringify(whispers()[0]?.body)).toContain('🔒 Saved.');
    answerBy(({ mouth }) => mouth.whisper(say('⚠️ It is closed.')));
    expect((await send(dialog('task/submit', data))).body).toMatchObject({
      task: { value: '⚠️ It is closed.' },
    });
  });

  it('say what is wrong also where the form is not known any more', async () => {
    answerBy(({ mouth }) => mouth.refuseForm?.({ text: 'There is nothing to send.' }));
    const data = { form: { a: { w: 'note' }, p: place, t: '1', r: null }, text: '' };
    expect((await send(dialog('task/submit', data))).body).toMatchObject({
      task: { type: 'message', value: expect.stringContaining('nothing to send') },
    });
  });

  it('show cards, whose buttons work inside, and sentences', async () => {
    answerBy(({ mouth }) => mouth.whisper(withButton));
    const { body } = await send(open());
    expect(body).toMatchObject({ task: { type: 'continue', value: { title: 'Choose' } } });
    answerBy(({ mouth }) => mouth.whisper(say('It is closed.')));
    const next = await send(dialog('task/submit', { ask: { w: 'next' } }));
    expect(next.body).toEqual({ task: { type: 'message', value: 'It is closed.' } });
    expect(gate.heard.at(-1)).toMatchObject({ via: 'button', word: 'next' });
  });

  it('become forms in a message where none can open', async () => {
    answerBy(({ mouth }) => mouth.openForm?.(form));
    await send(execute({ ask: { w: 'reply', a: 'x' } }));
    const [shown] = whispers();
    expect(JSON.stringify(shown?.body)).toContain('Action.Execute');
    const data = findData(shown?.body ?? null);
    answerBy(({ mouth }) => mouth.refuseForm?.({ text: 'Too long.' }));
    const { body } = await send(execute({ ...data, text: 'x' }));
    expect(body).toMatchObject({ type: 'application/vnd.microsoft.card.adaptive' });
    expect(JSON.stringify(body)).toContain('Too long.');
  });

  it('of a message’s own menu know that message', async () => {
    answerBy(({ mouth }) => mouth.openForm?.(form));
    const messagePayload = { id: '1776390300999', replyToId: rootId };
    const value = { commandId: 'note', commandContext: 'message', messagePayload };
    const { body } = await send(activity({ type: 'invoke', name: 'composeExtension/fetchTask', value }));
    expect(gate.heard).toMatchObject([
      { via: 'shortcut', word: 'note', threadRef: rootId, postRef: `${rootId}/1776390300999` },
    ]);
    const data = findData(body);
    answerBy(() => undefined);
    const submit = { commandId: 'note', data: { ...data, text: 'x' }, messagePayload };
    const done = await send(
      activity({ type: 'invoke', name: 'composeExtension/submitAction', value: submit }),
    );
    expect(done.body).toEqual({});
    expect(gate.heard.at(-1)).toMatchObject({ via: 'form', values: { text: 'x' } });
  });
});

/** The data of the first action that carries a form. */
function findData(json: unknown): Json {
  if (typeof json !== 'object' || json === null) return {};
  const { data } = json as { readonly data?: Json };
  if (data?.form !== undefined) return data;
  return (
    Object.values(json)
      .map(findData)
      .find((found) => found.form !== undefined) ?? {}
  );
}
