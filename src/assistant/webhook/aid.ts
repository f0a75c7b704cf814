// What an outside bot is asked on the agents' behalf, and how its answer is read.

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readBrief } from '../../core/brief.js';
import type { AidFacts, AidTask, Ask } from '../assistant.js';
import { readSuggestion } from '../said.js';
import { type Question, showAsk } from './wire.js';

/** The question as the bot receives it: `type` tells it from a customer's. */
export function createAidQuestion(task: AidTask, ask: Ask & { readonly facts: AidFacts }): Question {
  const id = `aid_${randomUUID().replaceAll('-', '')}`;
  const body = { id, type: task, ...showAsk(ask), facts: ask.facts };
  return { id, body: Buffer.from(JSON.stringify(body)) };
}

const answerShape = z.object({ lines: z.array(z.string()).max(20).nullish(), text: z.string().nullish() });

/** The lines an answer's JSON means: four `lines` of a brief, or the `text` of a suggestion; none for anything else. */
export function readAid(task: AidTask, body: unknown): readonly string[] {
  const { lines, text } = answerShape.safeParse(body).data ?? {};
  if (task === 'brief') return readBrief(lines ?? []) ?? [];
  return readSuggestion(text ?? '');
}
