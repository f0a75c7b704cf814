// The little of a logger that the embedded database uses; pino fits.

/** Facts first, then one sentence. */
export interface EmbeddedLog {
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
  error(facts: object, sentence: string): void;
}
