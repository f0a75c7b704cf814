// Forms on Teams: their fields as inputs, their memory in the one action, what was wrong under its field.

import { describe, expect, it } from 'vitest';
import type { Form } from '../../../src/bridge/cards/card.js';
import { unpackMemory } from '../../../src/bridge/desk-kit/packed-ask.js';
import { renderDialog, renderForm } from '../../../src/bridge/teams/render-form.js';
import { asRecord, recordAt, recordsAt } from '../../../src/core/payload.js';
import { literal } from '../../../src/core/text/document.js';
import { actionsOf, judgeCard, piecesOf, readLines } from './card-shape.js';
import { everyForm } from './every-card.js';

const forms = Object.entries(everyForm());
const memory = { ask: { word: 'note' }, place: '19:x', threadRef: '1', postRef: null };
const formOf = (name: string): Form => everyForm()[name] as Form;
const inputsOf = (card: unknown) => piecesOf(card).filter((piece) => String(piece.type).startsWith('Input.'));

describe('forms on Teams', () => {
  it.each(forms)('%s: is taken, in a dialog and inline', (_, form) => {
    const dialog = renderDialog(form, memory);
    expect(judgeCard(recordAt(recordAt(dialog, 'card'), 'content'))).toEqual([]);
    expect(judgeCard(renderForm(form, memory, { inline: true }))).toEqual([]);
    expect(dialog).toMatchObject({ title: form.title, width: 'medium' });
  });

  it('carry their ask and where they were opened, however they are shown', () => {
    const form = formOf('category');
    const [dialogAction] = actionsOf(renderForm(form, memory));
    const [inlineAction] = actionsOf(renderForm(form, memory, { inline: true }));
    expect([dialogAction?.type, inlineAction?.type]).toEqual(['Action.Submit', 'Action.Execute']);
    for (const action of [dialogAction, inlineAction])
      expect(unpackMemory(recordAt(action ?? null, 'data').form)).toEqual({ ...memory, ask: form.ask });
  });

  it('ask for what is needed and leave the rest open', () => {
    const [to, comment] = inputsOf(renderForm(formOf('transfer'), memory));
    expect(to).toMatchObject({ id: 'agent', isRequired: true, errorMessage: expect.stringMatching(/./) });
    expect(comment).toMatchObject({ id: 'comment', isMultiline: true });
    expect(comment).not.toHaveProperty('isRequired');
  });

  it('show their first values, and what was typed instead when they are shown again', () => {
    const first = inputsOf(renderForm(formOf('reply'), memory))[0];
    expect(first?.value).toBe('Dear Maria,');
    const again = inputsOf(renderForm(formOf('reply'), memory, { values: { text: 'Dear' } }))[0];
    expect(again?.value).toBe('Dear');
  });

  it('say under its field what was wrong, and above all what belongs to none', () => {
    const errors = { agent: 'Ann is away.', other: 'It was closed meanwhile.' };
    const card = renderForm(formOf('transfer'), memory, { errors });
    expect(readLines(card)[0]).toBe('⚠️ It was closed meanwhile.');
    const body = recordsAt(card, 'body');
    const at = body.findIndex((element) => element.id === 'agent');
    expect(recordsAt(body[at + 1] ?? null, 'inlines')[0]?.text).toBe('⚠️ Ann is away.');
  });

  it('say how files go, because they take none', () => {
    expect(readLines(renderForm(formOf('note'), memory)).join('\n')).toContain('Files cannot be added here');
  });

  it('have no button where nothing can be filled in or confirmed', () => {
    const form: Form = {
      title: 'To read',
      submit: 'Send',
      ask: { word: 'note' },
      fields: [{ kind: 'info', text: literal('**x**') }],
    };
    expect(renderForm(form, memory).actions).toBeUndefined();
    expect(asRecord(renderForm({ ...form, confirms: true }, memory))?.actions).toHaveLength(1);
  });

  it('stay below 25 KB with the longest words', () => {
    const form = everyForm({ name: '漢'.repeat(200), text: '漢'.repeat(10_000) }).reply as Form;
    expect(judgeCard(renderForm(form, memory, { values: { text: '漢'.repeat(3000) } }))).toEqual([]);
  });
});
