// What the AI tells agents is shown as plain text, whoever it read it from, with the ways on and nothing more.

import { describe, expect, it } from 'vitest';
import { briefCard, readBriefFacts } from '../../../src/bridge/cards/brief.js';
import { cannedListCard, pickCannedCard, pickCannedForm } from '../../../src/bridge/cards/canned.js';
import { opensSomething } from '../../../src/bridge/cards/card.js';
import { lineCard } from '../../../src/bridge/cards/line.js';
import { rootCard } from '../../../src/bridge/cards/root.js';
import { suggestionCard } from '../../../src/bridge/cards/suggestion.js';
import type { CannedReply } from '../../../src/core/canned.js';
import { buttonsOf, factsWith, kim, labelsOf, livePieces, readCard } from '../../support/card-facts.js';

const hostile = '<!channel> [pay](https://evil.example) <at>everyone</at>';
const lines = [`wants ${hostile}`, 'tried', 'facts', 'calm'];
const line = (data: Readonly<Record<string, unknown>>) =>
  lineCard({
    event: 'conversation.briefed',
    actor: { kind: 'system', cause: 'test' },
    data,
    conversationId: 'c',
  });
const replies = (count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      ({
        id: `id-${index}`,
        name: `Answer ${index}`,
        text: hostile,
        chatbotId: null,
      }) as never as CannedReply,
  );

describe('a brief', () => {
  it('says its four lines by their labels, all of them literal (B16)', () => {
    const card = line({ lines, again: false, forName: null });
    const words = readCard(card);
    for (const part of ['🧭 In short', 'Wants', 'Tried', 'Facts', 'Mood', hostile, 'only agents see it'])
      expect(words).toContain(part);
    expect(livePieces(card)).toEqual([]);
    expect(buttonsOf(card)).toEqual([]);
  });

  it('says for whom it is told again', () => {
    expect(readCard(line({ lines, again: true, forName: 'Ben' }))).toContain('In short, again, for Ben');
    expect(readCard(briefCard({ lines, again: { forName: null } }))).toContain('In short, again');
  });

  it('that cannot be read is only named', () => {
    expect(readBriefFacts({ lines: ['one'] })).toBeNull();
    expect(readCard(line({ lines: ['one', 2] }))).toContain('In short, for whoever takes it.');
  });
});

describe('a suggestion', () => {
  const card = suggestionCard({ conversation: factsWith().conversation, suggestionId: 's', text: hostile });

  it('is shown as it is written, with the ways on', () => {
    expect(readCard(card)).toContain(hostile);
    expect(livePieces(card)).toEqual([]);
    expect(buttonsOf(card).map(({ label, ask }) => [label, ask.args, opensSomething(ask)])).toEqual([
      ['Edit and send', 'edit s', true],
      ['Another one', 'not s', false],
    ]);
  });

  it('is offered on the card of an active chat alone, and where words may go out', () => {
    const offers = (change: Parameters<typeof factsWith>[0]) =>
      labelsOf(rootCard(factsWith(change))).includes('Suggest a reply');
    const active = { status: 'active' as const, ownerId: kim.id };
    expect(offers({ conversation: active, owner: kim, canSuggest: true })).toBe(true);
    expect(offers({ conversation: active, owner: kim })).toBe(false);
    for (const status of ['ai', 'pending', 'closed'] as const)
      expect(offers({ conversation: { status }, canSuggest: true })).toBe(false);
    const closed = { ...active, openUntil: new Date(0), replyUntil: new Date(0) };
    expect(offers({ conversation: closed, owner: kim, canSuggest: true })).toBe(false);
  });
});

describe('prepared answers', () => {
  it('are cut where a menu ends, which says how to find the rest', () => {
    const form = pickCannedForm(factsWith(), replies(120));
    const choice = form.fields.find((field) => field.kind === 'choice');
    expect(choice?.options).toHaveLength(100);
    expect(form.fields.at(-1)?.kind).toBe('info');
    expect(readCard(pickCannedCard(factsWith(), replies(120)))).toContain('The first 100 of 120');
    expect(pickCannedForm(factsWith(), replies(3)).fields).toHaveLength(1);
  });

  it('are listed for all, and kept by those who may', () => {
    const list = (count: number, manages: boolean) =>
      cannedListCard(replies(count), () => 'all chatbots', manages);
    expect(readCard(list(25, false))).toContain('and 5 more');
    expect(livePieces(list(25, true))).toEqual([]);
    expect(labelsOf(list(2, false))).toEqual([]);
    expect(labelsOf(list(2, true))).toContain('Add');
    expect(readCard(list(0, true))).toContain('no prepared answers yet');
  });
});
