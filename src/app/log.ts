// The log: what happened, by ids and codes; errors without what hangs on them, because clients hold passwords and words.

import { type DestinationStream, type Logger, pino } from 'pino';

interface ShownError {
  readonly type: string;
  readonly message: string;
  readonly code?: unknown;
  readonly stack?: string;
  readonly cause?: ShownError;
}

/** An error as it may be logged: its name, sentence, code and place, and the same of its cause. */
function showError(error: unknown, depth = 0): ShownError | unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const { code } = error as { code?: unknown };
  return {
    type: name,
    message,
    ...(code === undefined ? {} : { code }),
    ...(stack === undefined ? {} : { stack }),
    ...(cause instanceof Error && depth < 3 ? { cause: showError(cause, depth + 1) } : {}),
  };
}

/** Creates the log of a process. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    serializers: { err: (error: unknown) => showError(error), error: (error: unknown) => showError(error) },
    redact: ['*.token', '*.secret', '*.authorization', '*.password'],
  };
  return destination ? pino(options, destination) : pino(options);
}
