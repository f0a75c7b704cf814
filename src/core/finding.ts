// What was found when the house was looked at: one thing, how it stands, and what to do where it is not well.

/** `warning` wants attention; `bad` does not work. */
export type FindingLevel = 'good' | 'warning' | 'bad';

export interface HouseFinding {
  readonly level: FindingLevel;
  /** What part of the house it is about: `Database`, `Slack`, `WhatsApp · Acme Support`. */
  readonly part: string;
  /** What was looked at there: `version`, `token`. */
  readonly what: string;
  /** What was seen, and the remedy; never a secret, never what people wrote. */
  readonly sentence: string;
}
