// Says what a message on a phone is, in a few words.
import type { PhoneLine } from '../../meta/protocol.js';

/** A line in a few words, for quotes. */
export function describeLine(line: PhoneLine): string {
  if (line.removed) return 'taken back';
  if (line.text !== '') return line.text;
  return line.about ?? line.media?.name ?? line.place?.name ?? line.cards?.[0]?.name ?? 'a message';
}
