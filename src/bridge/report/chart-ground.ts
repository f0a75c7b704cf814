// The ground of a report's pictures: their frame, letters, scales and lines; large letters, calm colours, no measuring of text.

import type { Mark, Scale, Spec } from 'vega';
import { showSlot } from '../../core/report.js';

export const chartWidth = 800;
export const chartFont = 'DejaVu Sans';

export const ink = '#1f2933';
const quiet = '#616e7c';
const faint = '#e4e7eb';
/** Told apart by lightness too, for those who do not see the hues. */
export const colours = { assistant: '#2b6cb0', people: '#38a89d', open: '#cbd2d9', p90: '#a3bfdb' } as const;
const labelSize = 22;
const titleSize = 28;
const box = { left: 116, right: 752, top: 172, bottom: 432 } as const;
const legendAt = 130;
export const chartHeight = 500;

/** A picture under its title, on a ground of its own: it reads the same on a light and a dark desk. */
export function frame(
  { title, about }: { readonly title: string; readonly about: string },
  height: number,
  parts: Pick<Spec, 'data' | 'scales' | 'marks'>,
): Spec {
  return {
    width: chartWidth,
    height,
    padding: 0,
    autosize: 'none',
    background: '#ffffff',
    ...parts,
    marks: [
      textMark(title, 24, 42, { size: titleSize, bold: true, colour: ink }),
      textMark(about, 24, 82),
      ...(parts.marks ?? []),
    ],
  };
}

interface Lettering {
  readonly size?: number;
  readonly bold?: boolean;
  readonly colour?: string;
  readonly align?: 'left' | 'center' | 'right';
}

/** A word at a place. */
export function textMark(text: string, x: number, y: number, how: Lettering = {}): Mark {
  const { size = labelSize, bold = false, colour = quiet, align = 'left' } = how;
  return {
    type: 'text',
    encode: {
      enter: {
        x: { value: x },
        y: { value: y },
        text: { value: text },
        font: { value: chartFont },
        fontSize: { value: size },
        fontWeight: { value: bold ? 'bold' : 'normal' },
        fill: { value: colour },
        align: { value: align },
        baseline: { value: 'middle' },
      },
    },
  };
}

/** A legend in one line: a patch of colour and its word, by the widths that letters of this size have. */
export function legendMarks(entries: readonly { readonly word: string; readonly colour: string }[]): Mark[] {
  let x = 24;
  return entries.flatMap(({ word, colour }): Mark[] => {
    const at = x;
    x += 34 + word.length * labelSize * 0.6 + 20;
    return [
      {
        type: 'rect',
        encode: {
          enter: {
            x: { value: at },
            y: { value: legendAt - 11 },
            width: { value: 22 },
            height: { value: 22 },
            cornerRadius: { value: 4 },
            fill: { value: colour },
          },
        },
      },
      textMark(word, at + 32, legendAt),
    ];
  });
}

/** Lines across, behind everything. */
export function gridMarks(values: readonly number[]): Mark[] {
  return values.map((value) => ({
    type: 'rule',
    encode: {
      enter: {
        x: { value: box.left },
        x2: { value: box.right },
        y: { scale: 'y', value },
        stroke: { value: faint },
        strokeWidth: { value: 2 },
      },
    },
  }));
}

/** The scales of slots side by side: `x` for the slots, `y` from nothing to the highest line. */
export function slotScales(slots: readonly string[], ticks: readonly number[]): Scale[] {
  return [
    {
      name: 'x',
      type: 'band',
      domain: [...slots],
      range: [box.left, box.right],
      paddingInner: 0.28,
      paddingOuter: 0.14,
    },
    { name: 'y', type: 'linear', domain: [0, ticks.at(-1) ?? 1], range: [box.bottom, box.top] },
  ];
}

/** Steps of round numbers from nothing to the highest value. */
export function roundTicks(highest: number, units: readonly number[]): number[] {
  const most = Math.max(highest, units[0] ?? 1);
  const step = units.find((unit) => most / unit <= 4) ?? Math.ceil(most / 4);
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** Labels of the axes as marks: their place is ours, whoever measures letters. */
export function labelMarks(
  slots: readonly string[],
  ticks: readonly number[],
  show: (tick: number) => string,
) {
  const step = Math.ceil(slots.length / 7);
  // A day's hours are read from its beginning, days from the newest.
  const first = slots[0]?.length === 2 ? 0 : (slots.length - 1) % step;
  const shown = slots.filter((_, index) => index % step === first % step);
  const below: Mark[] = shown.map((slot) => ({
    type: 'text',
    encode: {
      enter: {
        x: { scale: 'x', value: slot, band: 0.5 },
        y: { value: box.bottom + 32 },
        text: { value: showSlot(slot) },
        font: { value: chartFont },
        fontSize: { value: labelSize },
        fill: { value: quiet },
        align: { value: 'center' },
        baseline: { value: 'middle' },
      },
    },
  }));
  const beside: Mark[] = ticks.map((tick) => ({
    type: 'text',
    encode: {
      enter: {
        x: { value: box.left - 14 },
        y: { scale: 'y', value: tick },
        text: { value: show(tick) },
        font: { value: chartFont },
        fontSize: { value: labelSize },
        fill: { value: quiet },
        align: { value: 'right' },
        baseline: { value: 'middle' },
      },
    },
  }));
  return [...below, ...beside];
}
