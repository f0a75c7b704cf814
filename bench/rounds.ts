// One round: every way that a message can take, one after the other, each with a ledger of its own.

import { createLedger, type Ledger } from './ledger.js';
import { type Figures, measure } from './report.js';
import type { Sink } from './sink.js';
import type { BatonTarget, Target } from './targets.js';
import type { TeamsCloud } from './teams-cloud.js';
import type { Write } from './writers.js';

export interface Way {
  readonly name: string;
  readonly write: Write;
  /** Where arrivals are seen; returns how to stop looking. */
  readonly watch: (ledger: Ledger) => () => void;
}

const atSink = (sink: Sink) => (ledger: Ledger) => {
  sink.onPost = (text) => ledger.arrive(text);
  return () => {
    sink.onPost = () => undefined;
  };
};

/** Peers have one way; Baton has one in each direction. */
export function waysOf(sink: Sink, peers: readonly Target[], batons: readonly BatonTarget[]): Way[] {
  return [
    ...peers.map((peer) => ({ name: peer.name, write: peer.write, watch: atSink(sink) })),
    ...batons.flatMap((baton) => [
      { name: `${baton.name}: customer → thread`, write: baton.write, watch: atSink(sink) },
      {
        name: `${baton.name}: agent → customer`,
        write: baton.writeLine,
        watch: (ledger: Ledger) => baton.watch((text) => ledger.arrive(text)),
      },
    ]),
  ];
}

/** Baton on Teams: paced only, because what Teams allows in one thread is less than the other loads write. */
export function waysOfTeams(cloud: TeamsCloud, baton: BatonTarget): Way[] {
  const atCloud = (ledger: Ledger) => {
    cloud.onPost = (body) => ledger.arrive(body);
    return () => {
      cloud.onPost = () => undefined;
    };
  };
  const toCustomer = (ledger: Ledger) => baton.watch((text) => ledger.arrive(text));
  return [
    { name: `${baton.name}: customer → thread`, write: baton.write, watch: atCloud },
    { name: `${baton.name}: agent → customer`, write: baton.writeLine, watch: toCustomer },
  ];
}

/** Figures of each round, by the way's name. */
export type Results = Map<string, Figures[]>;

/** Runs `work` on each way and adds its figures to `results`; the first `warm` messages are not timed. */
export async function runRound(
  ways: readonly Way[],
  results: Results,
  work: (ledger: Ledger, way: Way) => Promise<void>,
  warm = 0,
): Promise<void> {
  for (const way of ways) {
    const ledger = createLedger();
    const unwatch = way.watch(ledger);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await work(ledger, way);
    await ledger.settled(15_000);
    unwatch();
    results.set(way.name, [...(results.get(way.name) ?? []), measure(ledger, warm)]);
  }
}
