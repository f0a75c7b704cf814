// Finds the command a mistyped word was meant to be, so that a slip of the finger is asked about and not acted on.

import { commands, findCommand } from './commands/registry.js';

const known = commands.flatMap((command) => (command.hidden ? [] : [command.name, ...command.aliases]));

/** How many letters were left out, added, changed or swapped with their neighbour between two words. */
function countSlips(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const here = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const slips = [
        (last[column] ?? 0) + 1,
        (here[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        ...(swapped && row > 1 && column > 1 ? [(beforeLast[column - 2] ?? 0) + 1] : []),
      ];
      here.push(Math.min(...slips));
    }
    beforeLast = last;
    last = here;
  }
  return last[b.length] ?? 0;
}

/** The known word that this one is a slip away from, two slips for long words; null when it is none or simply known. */
export function findNearWord(word: string): string | null {
  const asked = word.toLowerCase();
  if (asked.length < 3 || asked.length > 20 || findCommand(asked)) return null;
  const near = known
    .map((name) => ({ name, slips: countSlips(asked, name) }))
    .filter(({ name, slips }) => slips <= (name.length < 7 ? 1 : 2))
    .sort((one, other) => one.slips - other.slips);
  return near[0]?.name ?? null;
}

/** The word that a line beginning with `!` was most likely meant to ask, though it asks none; null for ordinary lines. */
export function findMeantWord(raw: string): string | null {
  // A space after the mark, or a colon after the word, is the habit of other systems.
  const [, word = '', after = ''] = /^\s*!\s?(\p{L}+)(\S?)/iu.exec(raw) ?? [];
  const command = findCommand(word);
  if (command) return command.hidden || (after !== ':' && !/^\s*!\s/u.test(raw)) ? null : word.toLowerCase();
  return findNearWord(word);
}

/** Neighbours swapped or one letter struck twice: slips of the hand that make no other word, as a wrong letter does. */
function isSlipOfHand(typed: string, name: string): boolean {
  const letters = [...typed];
  const without = letters.map((_, at) => letters.filter((_letter, other) => other !== at).join(''));
  if (typed.length === name.length + 1)
    return without.some((word, at) => word === name && letters[at] === letters[at - 1]);
  const swapped = letters.map((_, at) =>
    [...letters.slice(0, at), letters[at + 1] ?? '', letters[at] ?? '', ...letters.slice(at + 2)].join(''),
  );
  return swapped.includes(name);
}

/**
 * The word that a line said to our bot was most likely meant to ask, where everything said to a customer is said to it
 * too; null for ordinary lines. Only what is hardly a word of any language is taken for a slip.
 */
export function findSlippedWord(raw: string): string | null {
  const [, word = '', after = ''] = /^\s*[!/]?(\p{L}+)(\S?)/iu.exec(raw) ?? [];
  const asked = word.toLowerCase();
  const command = findCommand(asked);
  if (command) return command.hidden || after !== ':' ? null : asked;
  if (asked.length < 3 || asked.length > 20) return null;
  return known.find((name) => isSlipOfHand(asked, name)) ?? null;
}
