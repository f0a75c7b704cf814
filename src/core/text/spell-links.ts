// Links for markups that have none: the words, then the address in full, free of any formatting.

import { characterAt, characterBefore, isSpace, isWord } from './characters.js';
import { type Leaf, noMarks, wordsOfLeaf } from './inline-leaves.js';
import { readBareUrl, safeUrl } from './safe-url.js';

/** The leaves with every link as `words: address`, or the address alone where the words say the same; only addresses stay links. */
export function spellLinks(leaves: readonly Leaf[]): Leaf[] {
  const row: Leaf[] = [];
  let at = 0;
  while (at < leaves.length) {
    const url = leaves[at]?.marks.url ?? null;
    const end = url === null ? at + 1 : endOfLink(leaves, at, url);
    const piece = leaves.slice(at, end);
    const spelt = url === null ? piece : spellLink(piece, url, { before: row.at(-1), after: leaves[end] });
    for (const leaf of spelt) row.push(leaf);
    at = end;
  }
  return row;
}

/** A link whose words are broken into lines is still one link. */
function endOfLink(leaves: readonly Leaf[], from: number, url: string): number {
  let end = from + 1;
  while (
    leaves[end]?.marks.url === url ||
    (leaves[end]?.content.kind === 'break' && leaves[end + 1]?.marks.url === url)
  )
    end += 1;
  return end;
}

interface Neighbours {
  readonly before: Leaf | undefined;
  readonly after: Leaf | undefined;
}

function spellLink(label: readonly Leaf[], url: string, { before, after }: Neighbours): Leaf[] {
  const safe = safeUrl(url);
  const address = (safe ?? url).replace(/^(?:mailto|tel):/i, '');
  const words = label.map(wordsOfLeaf).join('');
  const alone = words.trim() === '' || sameAddress(words, url);
  const lead = alone ? gapBefore(before) : ': ';
  const row: Leaf[] = alone ? [] : label.map((leaf) => ({ ...leaf, marks: { ...leaf.marks, url: null } }));
  if (lead !== '') row.push(text(lead, null));
  row.push(text(address, safe === null ? null : address));
  if (needsGap(address, after)) row.push(text(' ', null));
  return row;
}

/** Tells whether a link's words are its own address, however it is spelt. */
export function sameAddress(words: string, url: string): boolean {
  return core(words) === core(url);
}

/** What two spellings of one address have in common. */
function core(address: string): string {
  return address
    .trim()
    .replace(/^(?:https?:\/\/|mailto:|tel:)/i, '')
    .replace(/\/$/, '');
}

function gapBefore(before: Leaf | undefined): string {
  const words = before ? wordsOfLeaf(before) : '';
  return isWord(characterBefore(words, words.length)) ? ' ' : '';
}

/** Would the reader's program take what follows for a part of the address? */
function needsGap(address: string, after: Leaf | undefined): boolean {
  const next = after ? wordsOfLeaf(after) : '';
  const first = characterAt(next, 0);
  if (isSpace(first)) return false;
  return /^https?:/i.test(address) ? readBareUrl(address + next, 0) !== address : isWord(first);
}

function text(words: string, url: string | null): Leaf {
  return { content: { kind: 'text', text: words }, marks: { ...noMarks, url } };
}
