// Telephone numbers as WhatsApp writes them, and the business-scoped ids that stand in where it keeps them to itself.

/** A user's id within one business portfolio: `DE.9081…`, or `DE.ENT.9081…` within a company's portfolios together. */
export function isBsuid(text: string): boolean {
  return /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/.test(text);
}

/** The digits of a number that came with or without its plus; null for anything else. */
export function readPhone(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return /^\+?(\d{5,20})$/.exec(value)?.[1] ?? null;
}

/**
 * The spellings under which WhatsApp may know one number, the given one first: Brazil's mobiles with and without
 * their leading 9, Mexico's with and without 1, Argentina's with and without 9. Only for telling who someone is:
 * answers go to the number as it came.
 */
export function phoneVariants(digits: string): string[] {
  return [digits, ...spellings.flatMap(([pattern, other]) => respell(digits, pattern, other))];
}

// Brazil: eight digits that begin with 2 to 5 are a landline, which never had a 9 and is someone else's.
const spellings: readonly (readonly [RegExp, string])[] = [
  [/^55(\d\d)([6-9]\d{7})$/, '55$19$2'],
  [/^55(\d\d)9([6-9]\d{7})$/, '55$1$2'],
  [/^52([2-9]\d{9})$/, '521$1'],
  [/^521([2-9]\d{9})$/, '52$1'],
  [/^54([1-8]\d{9})$/, '549$1'],
  [/^549([1-8]\d{9})$/, '54$1'],
];

function respell(digits: string, pattern: RegExp, other: string): string[] {
  return pattern.test(digits) ? [digits.replace(pattern, other)] : [];
}
