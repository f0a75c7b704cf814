// Keeps Microsoft's SDK from printing: what it says of a forged token is pages of keys, and anyone may send one.

/** What it prints of a token that it refuses; it throws as well, and that is ours to log. */
function isOfToken(first: unknown): boolean {
  if (first instanceof Error) return first.name === 'TokenExpiredError';
  return typeof first === 'string' && first.startsWith('Error finding key for token.');
}

let isSet = false;

/** From now on what the SDK prints of refused tokens goes nowhere; all else is printed as before. */
export function hush(): void {
  if (isSet) return;
  const print = console.error;
  console.error = (...words: unknown[]) => {
    if (!isOfToken(words[0])) print(...words);
  };
  isSet = true;
}
