// Event lines: every turn of a conversation is told in one sentence, and a failed reply with its ways out.

import { describe, expect, it } from 'vitest';
import { lineCard, lineSentence } from '../../../src/bridge/cards/line.js';
import { systemActor } from '../../../src/core/actor.js';
import { eventKinds } from '../../../src/core/event.js';
import type { AgentId } from '../../../src/core/id.js';
import { buttonsOf, livePieces } from '../../support/card-facts.js';

const kim = { kind: 'agent', agentId: 'a' as AgentId, name: 'Kim' } as const;
const line = (
  event: Parameters<typeof lineSentence>[0]['event'],
  data: Record<string, unknown> = {},
  actor: Parameters<typeof lineSentence>[0]['actor'] = kim,
) => lineSentence({ event, actor, data, conversationId: 'c' });

describe('event lines', () => {
  it.each(eventKinds.filter((kind) => kind.startsWith('conversation.')))(
    'tells %s in one sentence (A18)',
    (kind) => {
      expect(line(kind)).toMatch(/\S/u);
    },
  );

  it('names who did what to whom', () => {
    expect(line('conversation.claimed')).toBe('🙋 Kim claimed this conversation.');
    expect(line('conversation.claimed', { fromName: 'Ann' })).toBe('🙋 Kim took over from Ann.');
    expect(line('conversation.assigned', { agentName: 'Ann' })).toContain(
      'Kim assigned this conversation to Ann',
    );
    expect(line('conversation.assigned', { agentName: 'Ann' }, systemActor('routing'))).toBe(
      '👉 Given to Ann.',
    );
    expect(line('conversation.transferred', { agentName: 'Ann', comment: 'VIP' })).toContain(
      'to Ann · “VIP”',
    );
    expect(line('conversation.closed', { category: 'Billing' })).toContain('Billing');
    expect(line('conversation.categorized', { category: null })).toContain('removed the category');
    expect(line('thread.renewed', {}, systemActor('root deleted'))).toContain('continues here');
  });

  it('says why the house took, closed or restored a conversation by itself (B8)', () => {
    const by = (cause: string) => systemActor(cause);
    expect(line('conversation.released', { fromName: 'Ben' }, by('unanswered'))).toBe(
      '↩️ Baton took this conversation from Ben and put it back in the queue · there was no first reply in time',
    );
    expect(line('conversation.released', { fromName: 'Ben' }, by('offline'))).toContain(
      '· the agent is offline',
    );
    expect(line('conversation.released', { fromName: 'Ben' })).toBe(
      '↩️ Kim put this conversation back in the queue',
    );
    expect(line('conversation.restored', {}, by('waited too long'))).toBe(
      '🤖 Baton restored this conversation to the assistant · nobody took it in time',
    );
    expect(line('conversation.closed', { category: 'Billing' }, by('idle'))).toBe(
      '☑️ Baton closed this conversation · the customer was answered and has been silent since · Billing',
    );
  });

  it('is silent about what is shown by its own post or mark', () => {
    expect(line('message.sent')).toBeNull();
    expect(line('message.receipt')).toBeNull();
  });

  it('gives a failed reply its reason, Retry and a way to give up (B2)', () => {
    const card = lineCard({
      event: 'delivery.dead',
      actor: systemActor('deliver'),
      data: {
        messageId: 'm1',
        error: { class: 'recipient', code: '131026', sentence: 'The number is not on WhatsApp.' },
      },
      conversationId: 'c',
    });
    expect(card.fallback).toContain('The number is not on WhatsApp.');
    expect(buttonsOf(card).map(({ label, ask }) => [label, ask.word, ask.args])).toEqual([
      ['Retry', 'retry', 'send m1'],
      ['Give up', 'retry', 'discard m1'],
    ]);
  });

  it('keeps a comment literal', () => {
    const card = lineCard({
      event: 'conversation.transferred',
      actor: kim,
      data: { comment: '[x](https://evil.example) <!here>' },
      conversationId: 'c',
    });
    expect(livePieces(card)).toEqual([]);
    expect(card.fallback).toContain('<!here>');
  });
});
