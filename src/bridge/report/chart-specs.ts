// What a report's pictures are drawn from, in Vega's words: chats by who resolved them, first replies, volumes.

import type { Data, Mark, Spec } from 'vega';
import { fillSlots, type Report, showDays, subjectOf } from '../../core/report.js';
import { channelName, excerpt } from '../cards/prose.js';
import {
  chartHeight,
  colours,
  frame,
  gridMarks,
  ink,
  labelMarks,
  legendMarks,
  roundTicks,
  slotScales,
  textMark,
} from './chart-ground.js';
import { type ChartName, chartTitle } from './describe.js';

const countSteps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1_000, 2_000, 5_000, 10_000, 50_000];
const minute = 60;
const hour = 60 * minute;
const timeSteps = [
  5,
  10,
  15,
  30,
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 4, 6, 12, 24, 48, 120, 240].map((count) => count * hour),
];

const specs: Record<ChartName, (report: Report) => Spec> = {
  chats: chatsSpec,
  'first-reply': firstReplySpec,
  volumes: volumesSpec,
};

/** The picture's specification, whole: 800 points wide, on a ground of its own. */
export function chartSpec(name: ChartName, report: Report): Spec {
  return specs[name](report);
}

const headOf = (name: ChartName, report: Report) => ({
  title: chartTitle(name, report),
  about: excerpt(`${subjectOf(report)} · ${showDays(report)}`, 54),
});

/** `90 s`, `15 min`, `1.5 h`, `2 d`: short, beside a line. */
function showTick(seconds: number): string {
  if (seconds < 2 * minute) return seconds === 0 ? '0' : `${seconds} s`;
  if (seconds < hour) return `${seconds / minute} min`;
  return seconds < 48 * hour ? `${seconds / hour} h` : `${seconds / (24 * hour)} d`;
}

function chatsSpec(report: Report): Spec {
  const slots = fillSlots(report);
  const names = slots.map(({ slot }) => slot);
  const kinds = ['assistant', 'people', 'open'] as const;
  const most = Math.max(...slots.map((slot) => slot.assistant + slot.people + slot.open));
  const ticks = roundTicks(most, countSteps);
  const values = slots.flatMap((slot) => {
    let from = 0;
    return kinds.map((kind) => {
      const piece = { slot: slot.slot, from, to: from + slot[kind], colour: colours[kind] };
      from = piece.to;
      return piece;
    });
  });
  const data: Data[] = [{ name: 'pieces', values: values.filter(({ from, to }) => to > from) }];
  return frame(headOf('chats', report), chartHeight, {
    data,
    scales: slotScales(names, ticks),
    marks: [
      ...legendMarks([
        { word: 'Assistant', colour: colours.assistant },
        { word: 'People', colour: colours.people },
        { word: 'Not yet resolved', colour: colours.open },
      ]),
      ...gridMarks(ticks),
      {
        type: 'rect',
        from: { data: 'pieces' },
        encode: {
          enter: {
            x: { scale: 'x', field: 'slot' },
            width: { scale: 'x', band: 1 },
            y: { scale: 'y', field: 'to' },
            y2: { scale: 'y', field: 'from' },
            fill: { field: 'colour' },
            stroke: { value: '#ffffff' },
            strokeWidth: { value: 1 },
          },
        },
      },
      ...labelMarks(names, ticks, String),
    ],
  });
}

function firstReplySpec(report: Report): Spec {
  const slots = fillSlots(report);
  const names = slots.map(({ slot }) => slot);
  const most = Math.max(...slots.map(({ firstReply }) => firstReply.p90 ?? 0));
  const ticks = roundTicks(most, timeSteps);
  const values = slots.flatMap(({ slot, firstReply: { median, p90 } }) =>
    median === null || p90 === null ? [] : [{ slot, median, p90 }],
  );
  const bar = (field: string, colour: string): Mark => ({
    type: 'rect',
    from: { data: 'times' },
    encode: {
      enter: {
        x: { scale: 'x', field: 'slot' },
        width: { scale: 'x', band: 1 },
        y: { scale: 'y', field },
        y2: { scale: 'y', value: 0 },
        fill: { value: colour },
      },
    },
  });
  return frame(headOf('first-reply', report), chartHeight, {
    data: [{ name: 'times', values }],
    scales: slotScales(names, ticks),
    marks: [
      ...legendMarks([
        { word: 'Half within', colour: colours.assistant },
        { word: 'Nine in ten within', colour: colours.p90 },
      ]),
      ...gridMarks(ticks),
      bar('p90', colours.p90),
      bar('median', colours.assistant),
      ...labelMarks(names, ticks, showTick),
      ...(values.length === 0 ? [textMark('No replies yet', 434, 300, { align: 'center' })] : []),
    ],
  });
}

interface Volume {
  readonly name: string;
  readonly count: number;
}

const volumesShown = 6;

/** The largest ones; what is left is one row at the end. */
function foldVolumes(volumes: readonly Volume[]): Volume[] {
  if (volumes.length <= volumesShown) return [...volumes];
  const rest = volumes.slice(volumesShown - 1);
  const folded = { name: `${rest.length} others`, count: rest.reduce((sum, { count }) => sum + count, 0) };
  return [...volumes.slice(0, volumesShown - 1), folded];
}

const rowHeight = 44;

function volumesSpec(report: Report): Spec {
  const { channels, categories } = report.figures;
  const groups = [
    {
      head: 'By channel',
      colour: colours.assistant,
      rows: foldVolumes(channels.map(({ name, count }) => ({ name: channelName(name), count }))),
    },
    {
      head: 'By category',
      colour: colours.people,
      rows: foldVolumes(categories.map(({ name, count }) => ({ name: name ?? 'No category', count }))),
    },
  ];
  const most = Math.max(1, ...groups.flatMap(({ rows }) => rows.map(({ count }) => count)));
  let y = 138;
  const marks = groups.flatMap(({ head, colour, rows }) => {
    const drawn: Mark[] = [textMark(head, 24, y, { bold: true, colour: ink })];
    y += 40;
    for (const { name, count } of rows) {
      drawn.push(...volumeRow({ name, count, width: (count / most) * 400, y, colour }));
      y += rowHeight;
    }
    y += 28;
    return drawn;
  });
  return frame(headOf('volumes', report), y - 10, { marks });
}

function volumeRow(row: Volume & { width: number; y: number; colour: string }): Mark[] {
  const width = Math.max(4, row.width);
  return [
    textMark(excerpt(row.name, 18), 264, row.y, { align: 'right' }),
    {
      type: 'rect',
      encode: {
        enter: {
          x: { value: 280 },
          width: { value: width },
          y: { value: row.y - 14 },
          height: { value: 28 },
          cornerRadius: { value: 4 },
          fill: { value: row.colour },
        },
      },
    },
    textMark(String(row.count), 280 + width + 12, row.y, { colour: ink }),
  ];
}
