// Proves that a server's answers are told apart, and that making a database twice is no error.
import { expect, it } from 'vitest';
import { createDatabase, probeDatabase } from '../../src/store/probe.js';
import { createTestDatabase } from '../support/postgres.js';

it('tells ready, no database, refused and unreachable apart', async () => {
  const { url, drop } = await createTestDatabase();
  const other = new URL(url);
  expect(await probeDatabase(url)).toBe('ready');
  other.pathname = '/not_there';
  expect(await probeDatabase(other.href)).toBe('no-database');
  other.password = 'wrong';
  expect(await probeDatabase(other.href)).toBe('refused');
  other.port = '1';
  expect(await probeDatabase(other.href)).toBe('unreachable');
  await drop();
  expect(await probeDatabase(url)).toBe('no-database');
});

it('makes a database with any name, and accepts one that exists', async () => {
  const { url, drop } = await createTestDatabase();
  const name = `odd "name" ${Date.now()}`;
  await createDatabase(url, name);
  await createDatabase(url, name);
  const made = new URL(url);
  made.pathname = `/${encodeURIComponent(name)}`;
  expect(await probeDatabase(made.href)).toBe('ready');
  await drop();
});
