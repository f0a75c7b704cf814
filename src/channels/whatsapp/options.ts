// Shows what a customer may choose the way WhatsApp can: buttons, a list, or numbered lines.

import type { Option } from '../../core/message.js';
import type { WireInteractive } from './wire.js';

/** The most characters a button's or a list's own text may have. */
export const bodyLimits = { button: 1024, list: 4096 } as const;

/** How the options are shown; null means as numbered lines, which always works. */
export type Choosing = 'button' | 'list' | null;

/** Decides it: every title must be told apart, and every id must come back whole. */
export function chooseHow(options: readonly Option[]): Choosing {
  const titles = options.map(({ title }) => plainTitle(title));
  const ids = options.map(({ id }) => id);
  if (options.length === 0 || hasTwins(ids) || titles.includes('') || ids.includes('')) return null;
  const fits = (mostTitle: number, mostId: number): boolean =>
    titles.every((title) => title.length <= mostTitle) && ids.every((id) => id.length <= mostId);
  if (options.length <= 3 && fits(20, 256) && !hasTwins(titles)) return 'button';
  const shown = titles.map((title) => clip(title, 24));
  return options.length <= 10 && fits(72, 200) && !hasTwins(shown) ? 'list' : null;
}

/** The message that lets the customer choose; `text` within the limit of its kind. */
export function writeOptions(
  how: 'button' | 'list',
  { text, options, listButton }: { text: string; options: readonly Option[]; listButton: string },
): WireInteractive {
  if (how === 'button') {
    const buttons = options.map(({ id, title }) => ({
      type: 'reply' as const,
      reply: { id, title: plainTitle(title) },
    }));
    return { type: 'button', body: { text }, action: { buttons } };
  }
  const rows = options.map(({ id, title }) => {
    const whole = plainTitle(title);
    const shown = clip(whole, 24);
    return shown === whole ? { id, title: whole } : { id, title: shown, description: whole };
  });
  return {
    type: 'list',
    body: { text },
    action: { button: listButton, sections: [{ title: listButton, rows }] },
  };
}

function plainTitle(title: string): string {
  return title.replace(/\s+/g, ' ').trim();
}

function hasTwins(words: readonly string[]): boolean {
  return new Set(words).size < words.length;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function clip(title: string, most: number): string {
  if (title.length <= most) return title;
  let kept = '';
  for (const { segment } of graphemes.segment(title)) {
    if (kept.length + segment.length > most - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
