// The tables that the benchmark prints.

import { type Figures, median } from './report.js';
import type { Results } from './rounds.js';

const ms = (value: number) => value.toFixed(2);

/** A table for the terminal. */
export function showTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const widths = head.map((cell, index) =>
    Math.max(cell.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) =>
        index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0),
      )
      .join('  ');
  console.log(`\n${title}\n${line(head)}\n${widths.map((width) => '─'.repeat(width)).join('──')}`);
  for (const row of rows) console.log(line(row));
}

/** Times at a pace, beside the Bolt echo’s of the same round. */
export function showPaced(
  results: Results,
  plan: { perSecond: number; conversations: number; rounds: number },
): void {
  const echo = results.get('Bolt echo') ?? [];
  const ratio = (figures: readonly Figures[], key: 'p50' | 'p99') =>
    median(figures.map((one, index) => one[key] / (echo[index]?.[key] ?? Number.NaN))).toFixed(2);
  const rows = [...results].map(([name, figures]) => {
    const mid = (key: keyof Figures) => median(figures.map((one) => one[key]));
    const sum = (key: keyof Figures) => String(figures.reduce((total, one) => total + one[key], 0));
    return [
      name,
      ms(mid('p50')),
      ms(mid('p99')),
      ratio(figures, 'p50'),
      ratio(figures, 'p99'),
      ms(mid('ackP50')),
      ms(mid('ackP99')),
      `${sum('lost')}/${sum('doubled')}/${sum('misordered')}`,
    ];
  });
  showTable(
    `Paced: ${plan.perSecond}/s over ${plan.conversations} conversations, ${plan.rounds} rounds`,
    ['', 'p50 ms', 'p99 ms', '×Bolt p50', '×Bolt p99', 'ack p50', 'ack p99', 'lost/doubled/misordered'],
    rows,
  );
}

/** Messages per second of each round, by way. */
export function showClosed(rates: ReadonlyMap<string, readonly number[]>, width: number): void {
  const echo = rates.get('Bolt echo') ?? [];
  showTable(
    `Closed loop of ${width}`,
    ['', 'messages/s', '×Bolt'],
    [...rates].map(([name, own]) => [
      name,
      median(own).toFixed(0),
      median(own.map((rate, index) => rate / (echo[index] ?? Number.NaN))).toFixed(2),
    ]),
  );
}

/** What a burst lost, doubled or misordered. */
export function showBurst(results: Results, plan: { conversations: number; total: number }): void {
  showTable(
    `Burst: ${plan.conversations} conversations, ${plan.total} messages, Slack answering after 5–65 ms`,
    ['', 'lost', 'doubled', 'misordered', 'p50 ms', 'ack p99'],
    [...results].map(([name, [one]]) => [
      name,
      String(one?.lost),
      String(one?.doubled),
      String(one?.misordered),
      ms(one?.p50 ?? Number.NaN),
      ms(one?.ackP99 ?? Number.NaN),
    ]),
  );
}
