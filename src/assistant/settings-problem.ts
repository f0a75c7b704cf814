// Says in one sentence which key of a chatbot's settings is wrong.

import type { z } from 'zod';

/** `model: is missing`, from the first issue of a failed check. */
export function describeProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'the settings are wrong';
  if (issue.code === 'unrecognized_keys')
    return `${showPath([...issue.path, issue.keys[0] ?? ''])}: is not a known key`;
  const where = showPath(issue.path);
  const missing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return `${where === '' ? 'the settings' : where}: ${missing ? 'is missing' : issue.message}`;
}

function showPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${String(step)}`))
    .join('');
}
