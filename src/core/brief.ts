// The brief: what whoever takes a conversation over reads first, in four lines.

/** The lines of a brief in their order, by the labels agents see. */
export const briefLabels = ['Wants', 'Tried', 'Facts', 'Mood'] as const;

/** As many lines as there are labels, none empty. */
export type Brief = readonly string[];

/** The most characters of one line. */
const lineLimit = 280;

/**
 * Makes four calm lines of what an assistant wrote: each on one line, without its label, list mark or emphasis, and
 * cut. Returns null when it is no brief.
 */
export function readBrief(lines: readonly unknown[]): Brief | null {
  const written = lines
    .filter((line) => typeof line === 'string')
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .filter((line) => line !== '');
  const labelled = briefLabels.map((label) => written.find((line) => labelOf(line) === label));
  const found = labelled.every((line) => line !== undefined) ? labelled : written;
  if (found.length !== briefLabels.length) return null;
  const brief = found.map((line) => cutLine(bare(line ?? '')));
  return brief.every((line) => line !== '') ? brief : null;
}

const mark = String.raw`^(?:[-*•]|\d+[.)])?\s*[*_]{0,2}`;
const label = new RegExp(`${mark}(${briefLabels.join('|')})[^:]{0,20}:\\s*`, 'iu');

function labelOf(line: string): string | null {
  const word = label.exec(line)?.[1]?.toLowerCase();
  return briefLabels.find((known) => known.toLowerCase() === word) ?? null;
}

function bare(line: string): string {
  return line
    .replace(labelOf(line) === null ? /^(?:[-*•]|\d+[.)])\s+/u : label, '')
    .replaceAll('**', '')
    .trim();
}

function cutLine(line: string): string {
  const characters = Array.from(line);
  return characters.length <= lineLimit ? line : `${characters.slice(0, lineLimit - 1).join('')}…`;
}
