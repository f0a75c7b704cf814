// The dialogs: fields by id, the right ask, nothing live in what they quote.

import { describe, expect, it } from 'vitest';
import { categoryForm, closeForm, handOnForm, noteForm, replyForm } from '../../../src/bridge/cards/forms.js';
import { factsWith, livePieces } from '../../support/card-facts.js';

const ids = (form: ReturnType<typeof replyForm>) =>
  form.fields.flatMap((field) => (field.kind === 'info' ? [] : [field.id]));

describe('forms', () => {
  it('ask for what the command needs, about their conversation and epoch', () => {
    const facts = factsWith();
    const colleagues = [{ id: 'a1', name: 'Ann', hint: '🟢 online' }];
    expect(ids(replyForm(facts))).toEqual(['text', 'files']);
    expect(ids(noteForm(facts))).toEqual(['text', 'files']);
    expect(ids(categoryForm(facts))).toEqual(['category']);
    expect(ids(handOnForm(facts, 'transfer', colleagues))).toEqual(['agent', 'comment']);
    expect(ids(handOnForm(facts, 'assign', colleagues))).toEqual(['agent']);
    expect(ids(handOnForm(facts, 'assign', []))).toEqual([]);
    for (const form of [replyForm(facts), noteForm(facts), categoryForm(facts), closeForm(facts)]) {
      expect(form.ask).toMatchObject({ conversationId: facts.conversation.id, epoch: 3 });
      expect(form.title.length).toBeLessThanOrEqual(24);
    }
  });

  it('may be sent with words or with files alone', () => {
    for (const form of [replyForm(factsWith()), noteForm(factsWith())])
      expect(form.fields.filter((field) => field.kind !== 'info' && field.optional !== true)).toEqual([]);
  });

  it('keep the customer’s words literal', () => {
    expect(livePieces(replyForm(factsWith({ lastCustomerText: '[x](https://evil.example) <@U1>' })))).toEqual(
      [],
    );
  });

  it('offer to clear the category, and preselect the present one', () => {
    const field = categoryForm(factsWith({ conversation: { category: 'Billing' } })).fields[1];
    expect(field).toMatchObject({ kind: 'choice', initial: 'Billing' });
    expect(field?.kind === 'choice' ? field.options.map((option) => option.label) : []).toEqual([
      'Billing',
      'Shipping',
      'No category',
    ]);
  });
});
