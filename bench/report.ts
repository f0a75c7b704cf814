// From a ledger to figures: percentiles, and what was lost, doubled or out of order.

import type { Ledger, Sent } from './ledger.js';

export interface Figures {
  readonly p50: number;
  readonly p99: number;
  readonly ackP50: number;
  readonly ackP99: number;
  readonly ackMax: number;
  readonly lost: number;
  readonly doubled: number;
  readonly misordered: number;
}

/** The value below which this share of them lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

function countMisordered(sent: readonly Sent[]): number {
  const last = new Map<number, number>();
  let misordered = 0;
  for (const one of sent) {
    const at = one.arrivals[0];
    if (at === undefined) continue;
    if (at < (last.get(one.conversation) ?? 0)) misordered += 1;
    last.set(one.conversation, Math.max(at, last.get(one.conversation) ?? 0));
  }
  return misordered;
}

/** Reads a ledger; the first `warmUp` messages do not count towards times. */
export function measure({ sent }: Ledger, warmUp = 0): Figures {
  const timed = sent.slice(warmUp);
  const ends = timed.flatMap((one) => (one.arrivals[0] === undefined ? [] : [one.arrivals[0] - one.sentAt]));
  const acks = timed.map((one) => one.ackAt - one.sentAt);
  return {
    p50: percentile(ends, 0.5),
    p99: percentile(ends, 0.99),
    ackP50: percentile(acks, 0.5),
    ackP99: percentile(acks, 0.99),
    ackMax: Math.max(...acks),
    lost:
      sent.filter((one) => one.status === 200 && one.arrivals.length === 0).length +
      sent.filter((one) => one.status !== 200).length,
    doubled: sent.filter((one) => one.arrivals.length > 1).length,
    misordered: countMisordered(sent),
  };
}
