// How the tests run: in Node, two workers at most, real servers started by the first test that asks for one.
import { defineConfig } from 'vitest/config';

const inContinuousIntegration = process.env.CI === 'true';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    environment: 'node',
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Real browsers, servers and kills on a busy machine: what fails twice is broken, what fails once is reported as a retry.
    retry: process.env.CI ? 1 : 0,
    // A busy machine is slow, not wrong: what is waited for may take its time.
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    reporters: inContinuousIntegration ? ['default', 'json'] : ['default'],
    outputFile: { json: 'artifacts/test-report.json' },
  },
});
