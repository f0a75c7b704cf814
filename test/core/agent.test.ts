// Proves what each role may do, and that sight of a chatbot and deactivation count before any role.

import { describe, expect, it } from 'vitest';
import { type Agent, agentMay, type Permission, type Role, roleMay, roles } from '../../src/core/agent.js';
import type { AgentId, ChatbotId, OrganizationId } from '../../src/core/id.js';

const acme = 'acme' as ChatbotId;
const other = 'other' as ChatbotId;
const permissions: readonly Permission[] = [
  'see',
  'work',
  'annotate',
  'transfer',
  'transfer-all',
  'steer',
  'watch',
  'manage',
];
/** The table of design §6, in the order of `permissions`. */
const table: Record<Role, string> = {
  'support agent': 'yyynnnnn',
  agent: 'yyynnnnn',
  'account manager': 'yyyynnnn',
  supervisor: 'yyyyyyyn',
  admin: 'yyyyyyyy',
  owner: 'yyyyyyyy',
};

function agentOf(role: Role, change: Partial<Agent> = {}): Agent {
  return {
    organizationId: 'o' as OrganizationId,
    id: 'a' as AgentId,
    name: 'Kim',
    role,
    presence: 'online',
    chatLimit: 3,
    skills: [],
    languages: [],
    pictureUrl: null,
    deactivatedAt: null,
    chatbotIds: [acme],
    ...change,
  };
}

describe('what an agent may', () => {
  it.each(roles)('%s: exactly what the table says, on their chatbot (A14)', (role) => {
    const may = permissions.map((one) => (roleMay(role, one) ? 'y' : 'n')).join('');
    expect(may).toBe(table[role]);
    const here = permissions.map((one) => (agentMay(agentOf(role), one, acme) ? 'y' : 'n')).join('');
    expect(here).toBe(table[role]);
  });

  it.each(roles)('%s: nothing on a chatbot they do not see; admins and owners see all (A14)', (role) => {
    const there = permissions.map((one) => (agentMay(agentOf(role), one, other) ? 'y' : 'n')).join('');
    expect(there).toBe(role === 'admin' || role === 'owner' ? table[role] : 'nnnnnnnn');
  });

  it.each(roles)('%s: nothing at all once deactivated', (role) => {
    const gone = agentOf(role, { deactivatedAt: new Date(0) });
    expect(permissions.some((one) => agentMay(gone, one, acme))).toBe(false);
  });
});
