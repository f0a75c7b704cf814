// Proves that a pass filters by skills and refusals, goes to helpers only when nobody at home can, and counts loads up.

import { describe, expect, it } from 'vitest';
import { defaultRouting } from '../../../src/core/chatbot.js';
import type { AgentId, ConversationId } from '../../../src/core/id.js';
import { type PlanPolicy, planPass, type Reaching, type Waiting } from '../../../src/routing/policy/plan.js';

const agent = (id: string, change: Partial<Reaching> = {}): Reaching => ({
  id: id as AgentId,
  load: 0,
  chatLimit: 3,
  lastAssignedAt: null,
  idleSince: new Date(0),
  tier: 0,
  skills: [],
  languages: [],
  ...change,
});
const chat = (id: string, change: Partial<Waiting> = {}): Waiting => ({
  id: id as ConversationId,
  category: null,
  language: null,
  skippedAgentIds: [],
  lastAgentId: null,
  hasThread: true,
  ...change,
});
const plan = (waiting: readonly Waiting[], agents: readonly Reaching[], policy: Partial<PlanPolicy> = {}) =>
  planPass({ ...defaultRouting, ...policy }, waiting, agents).choices.map(
    ({ conversationId, agentId, helps, again }) =>
      `${conversationId}>${agentId}${helps ? ' helps' : ''}${again ? ' again' : ''}`,
  );
const ids = (...all: string[]) => all as AgentId[];

it('counts up as it goes: equals get equally much, and nobody too much', () => {
  const many = Array.from({ length: 9 }, (_, at) => chat(`c${at}`));
  const given = plan(many, [agent('a'), agent('b', { chatLimit: 2 }), agent('c', { load: 3 })]);
  expect(given.map((one) => one.slice(-1)).sort()).toEqual(['a', 'a', 'a', 'b', 'b']);
  expect(given[0]?.startsWith('c0')).toBe(true);
});

describe('skills', () => {
  const ann = agent('ann', { skills: ['billing'], load: 2 });
  const ben = agent('ben', { languages: ['de'] });
  const billing = chat('c', { category: 'Billing' });

  it('that are required leave out everybody else, and a chat without a category goes to anyone', () => {
    const skills = { category: 'require', language: 'ignore' } as const;
    expect(plan([billing, billing, chat('d')], [ann, ben], { skills })).toEqual(['c>ann', 'd>ben']);
  });

  it('that are preferred come first, and anyone else next', () => {
    const skills = { category: 'prefer', language: 'ignore' } as const;
    expect(plan([billing, billing], [ann, ben], { skills })).toEqual(['c>ann', 'c>ben']);
  });

  it('of languages count likewise', () => {
    const skills = { category: 'ignore', language: 'require' } as const;
    expect(
      plan([chat('c', { language: 'de' }), chat('d', { language: 'fr' })], [ann, ben], { skills }),
    ).toEqual(['c>ben']);
  });
});

describe('whoever refused or missed it', () => {
  it('is left out while somebody else is there, even a busy one', () => {
    const skipped = chat('c', { skippedAgentIds: ids('a') });
    expect(plan([skipped], [agent('a'), agent('b', { load: 2 })])).toEqual(['c>b']);
    expect(plan([skipped], [agent('a'), agent('b', { load: 3 })])).toEqual([]);
  });

  it('gets it again rather than nobody', () => {
    const skipped = chat('c', { skippedAgentIds: ids('a', 'b') });
    expect(plan([skipped], [agent('a'), agent('b', { load: 1 })])).toEqual(['c>a again']);
  });
});

it('asks helpers only when nobody at home has room, the nearest first', () => {
  const home = agent('home', { load: 2 });
  const [near, far] = [agent('near', { tier: 1, load: 2 }), agent('far', { tier: 2 })];
  expect(plan([chat('1'), chat('2'), chat('3')], [far, near, home])).toEqual([
    '1>home',
    '2>near helps',
    '3>far helps',
  ]);
});

it('gives those who come back whom they had', () => {
  const agents = [agent('a', { load: 2 }), agent('b')];
  const back = chat('c', { lastAgentId: 'a' as AgentId });
  expect(plan([back, back], agents, { strategy: 'last-agent-first' })).toEqual(['c>a', 'c>b']);
});
