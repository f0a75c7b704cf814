// Finds the best place to cut a text: between paragraphs, lines, sentences, words, at last between graphemes.

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const sentences = new Intl.Segmenter('und', { granularity: 'sentence' });
const words = new Intl.Segmenter('und', { granularity: 'word' });

/** Where graphemes end: every place where a text may be cut without breaking what a reader sees as one character. */
export function graphemeEnds(text: string): number[] {
  const ends: number[] = [];
  for (const { index, segment } of graphemes.segment(text)) ends.push(index + segment.length);
  return ends;
}

/** Where the first grapheme ends, however long it is. */
export function firstGraphemeEnd(text: string): number {
  return graphemes.segment(text).containing(0)?.segment.length ?? text.length;
}

/** How far around the end of the room words are looked for, in characters. */
const nearby = 200;

/** A coarser cut is taken only if it leaves at least this share of the room used. */
const worthwhile = 0.4;

/**
 * The best place to cut `window`, after at most its first `most` characters (`most` is one of `ends`, the
 * window's grapheme ends). Never inside an address, unless nothing else is left.
 */
export function findCut(window: string, most: number, ends: readonly number[]): number {
  const shielded = findAddresses(window);
  const usable = new Set(
    ends.filter((end) => end <= most && !shielded.some(([from, to]) => end > from && end < to)),
  );
  const candidates = [paragraphEnds, lineEnds, sentenceEnds, spaceEnds, wordEnds];
  for (const candidate of candidates) {
    const best = candidate(window, most).findLast((end) => usable.has(end));
    if (best !== undefined && best >= most * worthwhile) return best;
  }
  for (const candidate of [spaceEnds, wordEnds]) {
    const best = candidate(window, most).findLast((end) => usable.has(end));
    if (best !== undefined) return best;
  }
  return Math.max(...usable, 0) || most;
}

function findAddresses(window: string): [number, number][] {
  return [...window.matchAll(/(?:https?:\/\/|www\.)\S+/gi)].map((found) => [
    found.index,
    found.index + found[0].length,
  ]);
}

function endsOf(pattern: RegExp, window: string, most: number): number[] {
  return [...window.slice(0, most + 1).matchAll(pattern)]
    .map((found) => found.index + found[0].length)
    .filter((end) => end <= most);
}

function paragraphEnds(window: string, most: number): number[] {
  return endsOf(/\n{2,}/g, window, most);
}

function lineEnds(window: string, most: number): number[] {
  return endsOf(/\n/g, window, most);
}

function spaceEnds(window: string, most: number): number[] {
  return endsOf(/\s+/g, window, most);
}

function sentenceEnds(window: string, most: number): number[] {
  return [...sentences.segment(window.slice(0, most + nearby))]
    .map(({ index, segment }) => index + segment.length)
    .filter((end) => end <= most);
}

/** For scripts without spaces: the starts of words, looked for near the end of the room only. */
function wordEnds(window: string, most: number): number[] {
  const from = Math.max(0, most - nearby);
  const near = words.segment(window.slice(from, most + nearby));
  return [...near]
    .filter(({ isWordLike, index }) => isWordLike && index > 0)
    .map(({ index }) => from + index)
    .filter((end) => end <= most);
}
