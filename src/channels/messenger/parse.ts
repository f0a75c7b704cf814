// Reads Messenger's webhooks into what the house understands; pure, and calm about whatever it is given.

import { readMessaging } from '../meta/messaging.js';
import type { Reading } from '../meta/unplaced.js';

/**
 * Reads one body of `POST /webhooks/messenger`, which arrived `at`; each item's `account` is the id of the page.
 * `appId` is our own application's, by which its echoes are known. Never throws.
 */
export function readMessenger(body: unknown, at: Date, { appId }: { readonly appId?: string } = {}): Reading {
  return readMessaging(body, { object: 'page', via: 'Facebook', at, appId: appId ?? null });
}
