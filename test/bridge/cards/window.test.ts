// The reply window on the card and in the thread: the moment in the reader's own time, what is left, and what to do.

import { describe, expect, it } from 'vitest';
import { lineCard } from '../../../src/bridge/cards/line.js';
import { rootCard } from '../../../src/bridge/cards/root.js';
import { systemActor } from '../../../src/core/actor.js';
import { buttonsOf, factsWith, labelsOf, readCard } from '../../support/card-facts.js';

const at = (time: string) => new Date(`2026-11-${time}:00Z`);
const openUntil = at('23T09:00');
const day = { openUntil, replyUntil: openUntil };
const week = { openUntil, replyUntil: at('29T09:00') };
const draw = (
  window: typeof day,
  now: Date,
  facts: { status?: 'ai' | 'active' | 'closed'; hasTemplates?: boolean } = {},
) =>
  rootCard(
    factsWith({
      channelKind: 'whatsapp',
      hasTemplates: facts.hasTemplates ?? true,
      conversation: { status: facts.status ?? 'active', ...window },
    }),
    now,
  );

describe('the card of a channel with a reply window (B3)', () => {
  it('shows until when it is open and what is left', () => {
    const card = draw(day, at('23T03:30'));
    expect(card.parts).toContainEqual({
      kind: 'since',
      label: '⏳ Reply window: until',
      at: openUntil,
      after: '(5 h left)',
    });
    expect(labelsOf(card)).toContain('Reply');
    expect(labelsOf(card)).not.toContain('Template');
  });

  it('says in the last hour that it is closing', () => {
    expect(readCard(draw(day, at('23T08:20')))).toContain('closing soon (40 min left)');
  });

  it('offers a template instead of a reply once it is closed', () => {
    const card = draw(day, openUntil);
    expect(readCard(card)).toContain('Reply window: closed — template only');
    expect(labelsOf(card)).toContain('Template');
    expect(labelsOf(card)).not.toContain('Reply');
  });

  it('promises nothing where the channel has no templates', () => {
    const card = draw(day, openUntil, { hasTemplates: false });
    expect(readCard(card)).toContain('closed until the customer writes again');
    expect(labelsOf(card)).not.toContain('Template');
    expect(labelsOf(card)).not.toContain('Reply');
  });

  it('says until when an agent’s own words still go out (A5)', () => {
    const card = draw(week, at('23T09:00'), { hasTemplates: false });
    expect(card.parts).toContainEqual({
      kind: 'since',
      label: '⏳ Reply window: your own words until',
      at: week.replyUntil,
      after: '(human agent tag, 6 d left)',
    });
    expect(labelsOf(card)).toContain('Reply');
  });

  it('says nothing on channels without one, nor once the chat is closed', () => {
    expect(readCard(rootCard(factsWith()))).not.toContain('Reply window');
    expect(readCard(draw(day, openUntil, { status: 'closed' }))).not.toContain('Reply window');
  });
});

const warn = (event: 'window.closing' | 'window.closed', data: Record<string, unknown>, now: Date) =>
  lineCard({ event, actor: systemActor('window'), data, conversationId: 'c' }, now);
const iso = (window: { openUntil: Date; replyUntil: Date }, closing: boolean) => ({
  at: (closing ? window.openUntil : window.replyUntil).toISOString(),
  replyUntil: window.replyUntil.toISOString(),
});

describe('the warnings in the thread', () => {
  it('name the moment in the reader’s own time and what to do before it', () => {
    const card = warn('window.closing', { ...iso(day, true), hasTemplates: true }, at('23T08:00'));
    expect(card.parts[0]).toEqual({ kind: 'since', label: '⏳ The reply window closes', at: openUntil });
    expect(readCard(card)).toContain('afterwards only a template');
    expect(card.fallback).toBe('⏳ The reply window closes 2026-11-23 09:00 UTC.');
  });

  it('offer the template once it is closed', () => {
    const card = warn('window.closed', { ...iso(day, false), hasTemplates: true }, openUntil);
    expect(readCard(card)).toContain('Only a template reaches the customer now');
    expect(buttonsOf(card).map(({ label, ask }) => [label, ask])).toEqual([
      ['Template', { word: 'template', conversationId: 'c' }],
    ]);
  });

  it('say that people may go on where the channel lets them, and when that ends (A5)', () => {
    const closing = warn('window.closing', iso(week, true), at('23T08:00'));
    expect(closing.parts[1]).toMatchObject({ kind: 'since', at: week.replyUntil });
    const closed = warn('window.closed', iso(week, false), openUntil);
    expect(closed.parts[1]).toMatchObject({ kind: 'since', at: week.replyUntil });
    expect(readCard(closed)).toContain('The assistant can no longer write');
    const ended = warn('window.closed', iso(week, false), at('29T09:00'));
    expect(readCard(ended)).toContain('Nothing can be sent until the customer writes again');
  });

  it('survive data without a moment', () => {
    expect(readCard(warn('window.closing', { at: 'soon' }, openUntil))).toContain('closes within an hour');
  });
});
