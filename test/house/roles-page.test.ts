// The page about roles says what the table in core says, role by role.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Permission, roleMay, roles } from '../../src/core/agent.js';

const page = readFileSync(new URL('../../docs/roles.md', import.meta.url), 'utf8');
const cellsOf = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

it('docs/roles.md shows every role with exactly the permissions it has (design §6)', () => {
  const [head, , ...rows] = page.split('\n').filter((line) => line.startsWith('|'));
  const [, ...permissions] = cellsOf(head ?? '');
  expect(permissions).toEqual([
    'see',
    'work',
    'annotate',
    'transfer',
    'transfer all',
    'steer',
    'watch',
    'manage',
  ]);
  const shown = rows.map(cellsOf).map(([role, ...cells]) => [role, ...cells.map((cell) => cell === 'yes')]);
  const kept = roles.map((role) => [
    role,
    ...permissions.map((permission) => roleMay(role, permission.replace(' ', '-') as Permission)),
  ]);
  expect(shown).toEqual(kept);
});
