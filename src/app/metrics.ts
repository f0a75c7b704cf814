// What Baton counts about itself, for Prometheus.

import { Counter, collectDefaultMetrics, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  observe(lane: string, outcome: string): void;
}

/** Creates the counters of one house; tests may run several in one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const deliveries = new Counter({
    name: 'baton_deliveries_total',
    help: 'Deliveries by lane and by what became of the attempt.',
    labelNames: ['lane', 'outcome'],
    registers: [registry],
  });
  return { registry, observe: (lane, outcome) => deliveries.inc({ lane, outcome }) };
}
