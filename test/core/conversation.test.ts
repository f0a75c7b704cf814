// Proves the rules of who may move a conversation where: each refusal by its code, with the way on.

import { describe, expect, it } from 'vitest';
import type { Agent, Role } from '../../src/core/agent.js';
import {
  type Conversation,
  mayAnnotate,
  mayClaim,
  mayReply,
  maySteer,
  mayTransfer,
  mustHaveRoom,
  showReference,
} from '../../src/core/conversation.js';
import { Refusal } from '../../src/core/errors.js';

const kim = agentOf('agent');
const owned = conversationOf({ status: 'active', ownerId: 'ben' });
const mine = conversationOf({ status: 'active', ownerId: 'kim' });
const waiting = conversationOf({ status: 'pending' });
const withAi = conversationOf({ status: 'ai' });
const closed = conversationOf({ status: 'closed' });

function agentOf(role: Role, change: object = {}): Agent {
  return {
    id: 'kim',
    name: 'Kim',
    role,
    chatLimit: 2,
    chatbotIds: ['acme'],
    deactivatedAt: null,
    ...change,
  } as never;
}

function conversationOf(change: object): Conversation {
  return { reference: 1042, chatbotId: 'acme', ownerId: null, epoch: 3, ...change } as never;
}

/** The code of the refusal and the commands it offers; `fine` when nothing is refused. */
function refused(work: () => void): string {
  try {
    work();
    return 'fine';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [
      error.code,
      ...error.remedies.map((one) => [one.command, one.args].filter(Boolean).join(' ')),
    ].join(' → ');
  }
}

const at = (conversation: Conversation, agent = kim) => ({
  conversation,
  agent,
  ownerName: conversation.ownerId ? 'Ben' : null,
});

describe('who may claim', () => {
  const claim = (conversation: Conversation, load = 0, takeover = false, agent = kim) =>
    refused(() => mayClaim({ ...at(conversation, agent), load, takeover }));

  it('takes what waits, what the AI has, and by saying so what another has', () => {
    expect([claim(waiting), claim(withAi), claim(owned, 0, true)]).toEqual(['fine', 'fine', 'fine']);
  });

  it('refuses with the reason and the way on (A12)', () => {
    expect(claim(owned)).toBe('owned-by-other');
    expect(claim(mine)).toBe('already-yours');
    expect(claim(closed)).toBe('closed → reopen');
    expect(claim(waiting, 2)).toBe('limit-reached → mine');
    expect(claim(waiting, 0, false, agentOf('agent', { chatbotIds: [] }))).toBe('other-chatbot');
    expect(claim(waiting, 0, false, agentOf('owner', { chatbotIds: [] }))).toBe('fine');
  });

  it('names the owner in the sentence', () => {
    expect(() => mayClaim({ ...at(owned), load: 0 })).toThrow('Ben already has this conversation.');
  });
});

describe('who may speak, steer, transfer and annotate', () => {
  it('lets only the owner reply (design §3.8)', () => {
    expect(refused(() => mayReply(at(mine)))).toBe('fine');
    expect(refused(() => mayReply(at(owned)))).toBe('not-owner → claim over');
    expect(refused(() => mayReply(at(owned, agentOf('owner'))))).toBe('not-owner → claim over');
    expect(refused(() => mayReply(at(waiting)))).toBe('not-owner → claim over');
    expect(refused(() => mayReply(at(closed)))).toBe('closed → reopen');
    // Whoever helps out works exactly what they were given, and nothing else of that chatbot.
    expect(refused(() => mayReply(at(mine, agentOf('agent', { chatbotIds: [] }))))).toBe('fine');
    expect(refused(() => mayReply(at(waiting, agentOf('agent', { chatbotIds: [] }))))).toBe('other-chatbot');
  });

  it('lets owners, supervisors, and for what nobody owns any agent steer', () => {
    expect(refused(() => maySteer(at(mine)))).toBe('fine');
    expect(refused(() => maySteer(at(waiting)))).toBe('fine');
    expect(refused(() => maySteer(at(owned)))).toBe('not-owner → claim over');
    expect(refused(() => maySteer(at(owned, agentOf('account manager'))))).toBe('not-owner → claim over');
    expect(refused(() => maySteer(at(owned, agentOf('supervisor'))))).toBe('fine');
    expect(refused(() => maySteer(at(closed, agentOf('owner'))))).toBe('closed → reopen');
  });

  it('lets owners hand on their own, account managers and above anyone’s', () => {
    expect(refused(() => mayTransfer(at(mine)))).toBe('fine');
    expect(refused(() => mayTransfer(at(owned)))).toBe('not-owner');
    expect(refused(() => mayTransfer(at(owned, agentOf('account manager'))))).toBe('fine');
    expect(refused(() => mayTransfer(at(closed)))).toBe('closed → reopen');
  });

  it('lets everyone who sees the chatbot annotate, closed ones too', () => {
    expect(refused(() => mayAnnotate(at(closed)))).toBe('fine');
    expect(refused(() => mayAnnotate(at(owned, agentOf('agent', { chatbotIds: [] }))))).toBe('other-chatbot');
  });

  it('tells whose limit is reached', () => {
    expect(() => mustHaveRoom(kim, 2)).toThrow('You already have 2 of 2 chats.');
    expect(() => mustHaveRoom(kim, 2, 'Kim')).toThrow('Kim already has 2 of 2 chats.');
    expect(() => mustHaveRoom(kim, 1)).not.toThrow();
  });

  it('shows its reference', () => {
    expect(showReference(mine)).toBe('#1042');
  });
});
