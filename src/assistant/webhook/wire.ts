// The shapes that travel between Baton and an outside bot.

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { looksLikeId } from '../../core/id.js';
import { messageLimit } from '../../core/message.js';
import type { Answer, Ask, HistoryLine, Reach } from '../assistant.js';
import { writtenOptions } from '../options.js';
import { sayCommonmark } from '../said.js';

/** One question to the bot; the same question, asked again, has the same id. */
export interface Question {
  readonly id: string;
  readonly body: Buffer;
}

/** The question an ask means, as the bot receives it. */
export function createQuestion(ask: Ask): Question {
  const last = ask.history.findLast((line) => line.author === 'contact');
  const facts = [
    ask.conversationId,
    ask.epoch,
    ask.history.length,
    last?.at.toISOString() ?? '',
    last?.text ?? '',
  ];
  const id = `ask_${createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32)}`;
  const body = { id, ...showAsk(ask), message: last ? showLine(last) : null };
  return { id, body: Buffer.from(JSON.stringify(body)) };
}

/** What every question to the bot tells. */
export function showAsk({ chatbot: { key, name, humanSupport }, ...ask }: Ask) {
  return {
    chatbot: { key, name, humanSupport },
    conversation: { id: ask.conversationId, reference: ask.reference, epoch: ask.epoch },
    contact: ask.contact,
    history: ask.history.map(showLine),
    ...(ask.reach ? { people: showReach(ask.reach) } : {}),
  };
}

function showReach({ people, opensAt }: Reach) {
  return { now: people, opensAt: opensAt?.toISOString() ?? null };
}

function showLine({ author, name, text, at, choice }: HistoryLine) {
  return { author, name, text, at: at.toISOString(), ...(choice ? { choice } : {}) };
}

const said = z
  .object({ text: z.string().max(messageLimit), options: writtenOptions })
  .refine(({ text, options }) => options.length === 0 || text.trim() !== '', 'options need a text');

const answerShape = z.object({
  messages: z.array(said).max(20).default([]),
  requestHuman: z.object({ reason: z.string().max(1000).default('') }).nullish(),
  failed: z.boolean().default(false),
});

const lateShape = answerShape.extend({
  conversationId: z.string().refine(looksLikeId),
  epoch: z.int().min(0),
});

const reasonLimit = 200;

function toAnswer(read: z.infer<typeof answerShape>): Answer {
  const messages = read.messages.flatMap((message) => sayCommonmark(message.text, message.options));
  const reason = read.requestHuman?.reason.replace(/\s+/g, ' ').trim().slice(0, reasonLimit);
  const requestHuman = read.requestHuman ? { reason: reason || 'The assistant asked for a person' } : null;
  return {
    messages,
    requestHuman,
    failed: read.failed || (messages.length === 0 && requestHuman === null),
    deferred: false,
  };
}

/** The answer a response's JSON means; null when it is none. */
export function readAnswer(body: unknown): Answer | null {
  const read = answerShape.safeParse(body);
  return read.success ? toAnswer(read.data) : null;
}

export interface LateAnswer {
  readonly conversationId: string;
  readonly epoch: number;
  readonly answer: Answer;
}

/** The late answer a call's JSON means; null when it is none. */
export function readLateAnswer(body: unknown): LateAnswer | null {
  const read = lateShape.safeParse(body);
  return read.success
    ? { conversationId: read.data.conversationId, epoch: read.data.epoch, answer: toAnswer(read.data) }
    : null;
}
