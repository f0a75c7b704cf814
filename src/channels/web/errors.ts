// How the web channel says no: every refusal becomes a status and {error: {code, message}}; a failed store becomes 503.

import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { ZodError } from 'zod';
import { Failure, Refusal, type RefusalCode } from '../../core/errors.js';

/** A refusal of the channel itself, before the house is asked: no such site, no token, too many streams. */
export class WebRefusal extends Error {
  override readonly name = 'WebRefusal';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

const statusOf: Partial<Record<RefusalCode, number>> = {
  duplicate: 409,
  closed: 409,
  'human-support-off': 403,
  'unknown-conversation': 404,
  'file-refused': 415,
  'too-long': 413,
  rate: 429,
};

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/**
 * Decides the answer to an error: 4xx for refusals and unreadable bodies, 503 for everything else, because then
 * nothing is known to be stored and the client must come again.
 */
export function answerFor(error: unknown): Answer {
  if (error instanceof WebRefusal) return { status: error.status, code: error.code, message: error.message };
  if (error instanceof Refusal) {
    return { status: statusOf[error.code] ?? 400, code: error.code, message: error.message };
  }
  if (error instanceof ZodError) {
    const issue = error.issues[0];
    const where = issue?.path.join('.') ?? '';
    return { status: 400, code: 'bad-input', message: `${where === '' ? 'body' : where}: ${issue?.message}` };
  }
  return answerForBody(error) ?? unavailable;
}

const unavailable: Answer = {
  status: 503,
  code: 'unavailable',
  message: 'This cannot be done right now; please try again.',
};

/** Errors of Express's body parsers carry a status and a type. */
function answerForBody(error: unknown): Answer | null {
  if (!(error instanceof Error) || !('type' in error) || !('status' in error)) return null;
  if (error.type === 'entity.too.large')
    return { status: 413, code: 'too-large', message: 'That is too large.' };
  const status = typeof error.status === 'number' ? error.status : 400;
  if (status < 400 || status > 499) return null;
  return { status, code: 'bad-input', message: 'The body could not be read.' };
}

/** The channel's last middleware. Logs codes only, never content. */
export function createErrorAnswer(log: Pick<Logger, 'warn' | 'error'> | undefined): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const answer = answerFor(error);
    const facts = { path: req.path, status: answer.status, code: answer.code };
    if (answer.status === 503) log?.error({ ...facts, err: describe(error) }, 'web request failed');
    else log?.warn(facts, 'web request refused');
    if (answer.status === 503) res.setHeader('Retry-After', '2');
    if (answer.status === 413) {
      // Whoever sends too much is still sending: without this they would send all of it.
      res.setHeader('Connection', 'close');
      res.on('finish', () => req.destroy());
    }
    res.status(answer.status).json({ error: { code: answer.code, message: answer.message } });
  };
}

/** Name, code and place of an error: its message may quote a customer. */
function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = error instanceof Failure || 'code' in error ? error.code : undefined;
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  return { name: error.name, code, stack: frames.slice(0, 5).join('\n') };
}
