// What customers may choose of us by a press or a word: how they wait, and how it was.

/** How somebody who asked for a person goes on: there, by a message they leave, or with the assistant. */
export const waitingChoices = ['wait', 'message', 'assistant'] as const;
export type WaitingChoice = (typeof waitingChoices)[number];

export const scores = [1, 2, 3, 4, 5] as const;
export type Score = (typeof scores)[number];

export type CustomerChoice =
  | { readonly kind: 'waiting'; readonly choice: WaitingChoice }
  | { readonly kind: 'rating'; readonly score: Score };

/** The id under which a channel shows a choice and brings it back. */
export function choiceId(of: CustomerChoice): string {
  return of.kind === 'waiting' ? `baton:waiting:${of.choice}` : `baton:rating:${of.score}`;
}

/** What a choice's id means; null for those of assistants. */
export function readChoiceId(id: string): CustomerChoice | null {
  const [, kind, value] = /^baton:(waiting|rating):(\w+)$/u.exec(id) ?? [];
  const choice = waitingChoices.find((one) => one === value);
  if (kind === 'waiting' && choice) return { kind, choice };
  const score = scores.find((one) => String(one) === value);
  return kind === 'rating' && score ? { kind, score } : null;
}

/** The score of a line that is nothing but one: `4`, `4/5`, `★★★★`; null for all others. */
export function readScore(text: string): Score | null {
  const plain = text.trim();
  const [, digit] = /^([1-5])(?:\s*\/\s*5)?[.!]?$/u.exec(plain) ?? [];
  const stars = /^(?:[★⭐]\ufe0f?){1,5}$/u.test(plain) ? [...plain.replaceAll('\ufe0f', '')].length : null;
  const wanted = digit === undefined ? stars : Number(digit);
  return scores.find((one) => one === wanted) ?? null;
}
