// Proves the order of settings: ours, the version's, the caller's, and the port last.
import { expect, it } from 'vitest';
import { listArguments } from '../../src/embedded/settings.js';

const settings = { max_connections: '300', port: '1' };

it("lets the caller's settings win, but not over the port", () => {
  const words = listArguments({ binaries: { major: 15 }, port: 20_000, settings });
  expect(words).toContain('max_connections=300');
  expect(words).not.toContain('max_connections=60');
  expect(words.filter((word) => word.startsWith('port='))).toEqual(['port=20000']);
  expect(words).toContain('shared_buffers=64MB');
});

it('gives a version only the settings it knows', () => {
  expect(listArguments({ binaries: { major: 17 }, port: 1, settings })).not.toContain('io_method=sync');
  expect(listArguments({ binaries: { major: 18 }, port: 1, settings })).toContain('io_method=sync');
});
