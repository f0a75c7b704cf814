// What an assistant lets the customer choose: few and short, and told apart by their titles, because titles are also typed.

import { z } from 'zod';
import type { Option } from '../core/message.js';

/** The most characters of a title; what a channel cannot show on a button it prints as a numbered line. */
const longestTitle = 80;
/** The most characters of an id that every channel brings back whole. */
const longestId = 200;
const mostOptions = 13;

const title = z
  .string()
  .transform((words) => words.replace(/\s+/g, ' ').trim())
  .pipe(z.string().min(1, 'must not be empty').max(longestTitle));

const option = z.preprocess(
  // A title alone is its own id.
  (written) => (typeof written === 'string' ? { title: written } : written),
  z
    .object({ id: z.string().trim().min(1, 'must not be empty').max(longestId).optional(), title })
    .transform((read): Option => ({ id: read.id ?? read.title, title: read.title })),
);

/** Options as bots and scripts write them: `"Yes"` or `{ "id": "refund:yes", "title": "Yes" }`. */
export const writtenOptions = z
  .array(option)
  .max(mostOptions)
  .refine((options) => allDiffer(options.map(({ title }) => title.toLowerCase())), 'must differ')
  .refine((options) => allDiffer(options.map(({ id }) => id)), 'must have different ids')
  .default([]);

function allDiffer(words: readonly string[]): boolean {
  return new Set(words).size === words.length;
}
