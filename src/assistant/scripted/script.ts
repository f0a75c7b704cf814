// The shape of a script: questions with their answers, and what to say around them.

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { writtenOptions } from '../options.js';
import { describeProblem } from '../settings-problem.js';

const text = z.string().trim().min(1, 'must not be empty').max(10_000);

const question = z
  .strictObject({
    /** Phrases or single words; the question with the longest match answers. */
    when: z.array(text).default([]),
    answer: text.optional(),
    /** What the customer may answer with one press, shown below the answer. */
    buttons: writtenOptions,
    requestHuman: z.boolean().default(false),
    /** Said first when people have just handed the conversation back. */
    afterHandBack: z.boolean().default(false),
  })
  .refine((one) => one.answer !== undefined || one.requestHuman, { path: ['answer'], message: 'is missing' })
  .refine((one) => one.when.length > 0 || one.afterHandBack, { path: ['when'], message: 'is missing' });

const script = z.strictObject({
  greeting: text.optional(),
  questions: z.array(question).min(1, 'must hold at least one question'),
  fallback: text.default('Sorry, I do not know that. You can ask for a person at any time.'),
  handOff: text.default('Of course: I am asking a colleague to join.'),
  humanOff: text.default(
    'I am sorry: there is nobody here who could take over. I will help as well as I can.',
  ),
});

export type Script = z.infer<typeof script>;
export type Question = Script['questions'][number];

/** The script a YAML text means; throws an Error whose message names the wrong key. */
export function parseScript(yaml: string): Script {
  const read = script.safeParse(parse(yaml));
  if (!read.success) throw new Error(describeProblem(read.error));
  return read.data;
}

/** Reads a script's file; throws an Error that says what is wrong with it. */
export function readScript(path: string): Script {
  return parseScript(readFileSync(path, 'utf8'));
}
