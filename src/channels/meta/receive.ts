// From a platform's webhook to the house: read, placed on its doors, kept in one commit.

import type { Router } from 'express';
import type { Ears } from '../channel.js';
import type { MetaChannelOptions } from './channel-options.js';
import { placeReading } from './place.js';
import type { Reading } from './unplaced.js';
import { listenWebhook } from './webhook.js';

export interface ReceiveOptions extends Omit<MetaChannelOptions, 'appId' | 'media'> {
  /** The channel's kind in baton.yaml; its webhook is `/webhooks/<kind>`. */
  readonly kind: string;
  /** What the platform calls what it reports on: `whatsapp_business_account`, `page`, `instagram`. */
  readonly object: string;
  /** Reads a body that arrived `at`; never throws. */
  readonly read: (body: unknown, at: Date) => Reading;
}

/** Names of what concerns the account itself rather than a customer: an error of its own, a limit, a policy. */
const tellsOfHealth = /^error\.|policy|account_|quality|alert/;

/** Mounts a platform's webhook: what is not ours is counted and answered politely, all else is one batch. */
export function receiveWebhooks(mount: Router, ears: Ears, options: ReceiveOptions): void {
  const { kind, object, secrets, verifyToken, log, count, read, now = () => new Date() } = options;
  listenWebhook(mount, {
    path: `/webhooks/${kind}`,
    object,
    secrets,
    verifyToken,
    log,
    count,
    async take(body) {
      const reading = read(body, now());
      for (const _ of reading.ignored) count?.('ignored');
      const health = reading.ignored.filter((name) => tellsOfHealth.test(name));
      if (health.length > 0)
        log?.warn({ channel: kind, health }, 'the platform says something about an account');
      const unknownAccount = () => count?.('unknown-account');
      const batch = await placeReading(reading, { kind, ears, unknownAccount });
      if (batch.items.length > 0 || batch.unreadable.length > 0) await ears.keep(batch);
    },
  });
}
