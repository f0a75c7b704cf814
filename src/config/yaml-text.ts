// From YAML text to plain values: syntax errors with their line, `${NAME}` filled in from the environment.

import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { ConfigError } from './config-error.js';

/**
 * Parses YAML and puts the environment's values in place of `${NAME}`; `$${` stands for a literal `${`.
 * @throws ConfigError naming `<file>:<line>` for bad syntax, or the path of a name that is not set.
 */
export function parseYaml(
  text: string,
  file: string,
  env: Readonly<Record<string, string | undefined>>,
): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error)
    throw new ConfigError(
      `${file}:${lines.linePos(error.pos[0]).line}`,
      `is not valid YAML: ${error.message}`,
    );
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 50 });
  } catch (cause) {
    throw new ConfigError(
      file,
      `is not valid YAML: ${cause instanceof Error ? cause.message : 'unreadable'}`,
    );
  }
  return fillIn(value, [], env);
}

function fillIn(
  value: unknown,
  path: readonly PropertyKey[],
  env: Readonly<Record<string, string | undefined>>,
): unknown {
  if (Array.isArray(value)) return value.map((item, index) => fillIn(item, [...path, index], env));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, fillIn(item, [...path, key], env)]),
    );
  }
  if (typeof value !== 'string') return value;
  return value.replace(/\$\$\{|\$\{([^}]*)\}/g, (whole, name: string | undefined) => {
    if (whole === '$${') return '${';
    const found = env[name?.trim() ?? ''];
    if (found === undefined || found === '') {
      throw new ConfigError(
        showPath(path),
        name?.trim() ? `needs ${name.trim()}, which is not set in the environment.` : 'names no variable.',
      );
    }
    return found;
  });
}

/** `chatbots[0].channels[1].siteKey`. */
export function showPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (shown, step) =>
      typeof step === 'number' ? `${shown}[${step}]` : `${shown}${shown === '' ? '' : '.'}${String(step)}`,
    '',
  );
}

/** The first thing a check found wrong, as a path and a sentence. `at` is where the checked value stands. */
export function complain(
  issues: readonly z.core.$ZodIssue[],
  at: readonly PropertyKey[],
  file: string,
): ConfigError {
  const issue = issues[0];
  if (!issue) return new ConfigError(file, 'is not valid.');
  // A union says only that nothing fitted; the last alternative is the fullest and complains best.
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.at(-1) ?? [];
    if (inner.length > 0 && inner[0]?.code !== 'invalid_type')
      return complain(inner, [...at, ...issue.path], file);
  }
  const path = [...at, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return new ConfigError(showPath([...path, issue.keys[0] ?? '?']), 'is not a known key.');
  }
  return new ConfigError(showPath(path) || file, `${describeIssue(issue)}.`);
}

function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' || issue.code === 'invalid_union') {
    if (/received undefined$/.test(issue.message)) return 'is missing';
    return issue.code === 'invalid_type' ? `must be ${withArticle(issue.expected)}` : 'has the wrong shape';
  }
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'too_small' && /^Too small/.test(issue.message))
    return `must be at least ${issue.minimum}`;
  if (issue.code === 'too_big' && /^Too big/.test(issue.message)) return `must be at most ${issue.maximum}`;
  if (issue.code === 'invalid_key')
    return issue.issues[0] ? describeIssue(issue.issues[0]) : 'is not a valid key';
  return issue.message;
}

const articles: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys and values',
  record: 'a map of keys and values',
};

function withArticle(expected: string): string {
  return articles[expected] ?? expected;
}
