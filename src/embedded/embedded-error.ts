// The one error the embedded database throws: a single line that a person can act on.

/** Start trouble that its reader can remedy: shown as it is, without a stack. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
}

/** The short reason inside an unknown error: a system code (`EACCES`) where there is one, else its first line. */
export function readReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code ?? error.message.split('\n', 1)[0] ?? 'unknown';
}
