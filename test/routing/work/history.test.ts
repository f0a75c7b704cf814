// What an assistant is told of how a conversation came back to it: by whom, so that it neither claims nor promises a person.

import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/core/actor.js';
import type { Event } from '../../../src/core/event.js';
import { toHistory } from '../../../src/routing/work/history.js';

const restoredBy = (actor: Actor, fromName: string | null = null): string => {
  const event = {
    kind: 'conversation.restored',
    sequence: 7,
    actor,
    data: { fromName },
    at: new Date('2026-11-23T09:00:00Z'),
  } as unknown as Event;
  return toHistory([], [event])[0]?.text ?? '';
};

describe('a conversation that comes back to the assistant', () => {
  it('tells who gave it back', () => {
    const kim = { kind: 'agent', agentId: 'a', name: 'Kim' } as unknown as Actor;
    expect(restoredBy(kim, 'Kim')).toContain('Kim gave the conversation back');
  });

  it('tells that the customer chose so, or that nobody came in time', () => {
    expect(restoredBy({ kind: 'contact', contactId: 'c' } as unknown as Actor)).toContain(
      'did not want to wait',
    );
    expect(restoredBy({ kind: 'system', cause: 'timer' })).toContain('Do not promise a person');
  });
});
