// Marks tests that need a program npm can't bring: absent, they are reported as skipped by name, or fail with CI=true.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from 'vitest';

const programs = {
  redis: ['redis-server'],
  chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
} as const;

/** A program that some tests need. */
export type Tool = keyof typeof programs;

/** The path of a tool's program, found on the PATH; undefined when it is not there. */
export function findTool(tool: Tool, path = process.env.PATH ?? ''): string | undefined {
  const folders = path.split(delimiter).filter(Boolean);
  return programs[tool].flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

/** How tests are declared: `needs('redis').describe('journeys', () => { … })`, `needs('redis').it('…', async () => { … })`. */
export interface Declared {
  describe(name: string, tests: () => void): void;
  it(name: string, test: () => Promise<void> | void, limitMs?: number): void;
}

/** Declares tests that need `tool`. */
export function needs(
  tool: Tool,
  surroundings = { path: process.env.PATH ?? '', ci: process.env.CI === 'true' },
): Declared {
  if (findTool(tool, surroundings.path)) {
    return {
      describe: (name, tests) => void describe(name, tests),
      it: (name, test, limitMs) => void it(name, test, limitMs),
    };
  }
  const reason = `${programs[tool][0]} is not on the PATH`;
  if (surroundings.ci) {
    const fail = (name: string) =>
      it(name, () => {
        throw new Error(`${reason}, and with CI=true no test may be left out`);
      });
    return { describe: (name) => fail(name), it: (name) => fail(name) };
  }
  return {
    describe: (name, tests) => void describe.skipIf(true)(`${name} (skipped: ${reason})`, tests),
    it: (name, test) => void it.skipIf(true)(`${name} (skipped: ${reason})`, test),
  };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
