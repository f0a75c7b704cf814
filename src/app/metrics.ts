// What Baton counts about itself, for Prometheus.

import { Counter, collectDefaultMetrics, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  observe(lane: string, outcome: string): void;
  /** What became of a channel's webhook, or of something in it. */
  countWebhook(channel: string, what: string): void;
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
  const webhooks = new Counter({
    name: 'baton_webhooks_total',
    help: 'Webhooks of customers’ channels by what became of them and of what they held.',
    labelNames: ['channel', 'what'],
    registers: [registry],
  });
  return {
    registry,
    observe: (lane, outcome) => deliveries.inc({ lane, outcome }),
    countWebhook: (channel, what) => webhooks.inc({ channel, what }),
  };
}
