// Timers: what is looked at later, by kind; when one is due, what is true then decides.

export const timerKinds = [
  /** An agent got the chat and has not replied. */
  'first-reply',
  /** It waits for a person. */
  'max-wait',
  /** Answered, and the customer is silent. */
  'idle-customer',
  /** Its agent went offline. */
  'agent-gone',
  /** The customer who waits is told how it stands. */
  'queue-news',
  /** The customer may be asked how it was. */
  'rating',
  /** A callback's opening. */
  'callback',
  /** People are told briefly what the customer wants; done beside the others, because it asks the assistant. */
  'brief',
] as const;
export type TimerKind = (typeof timerKinds)[number];
