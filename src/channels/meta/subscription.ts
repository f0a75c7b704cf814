// Whether an account reports to us: which fields its platform would call our webhook for, and which are missing.

import { z } from 'zod';
import type { Finding } from '../channel.js';

const answerShape = z.object({
  data: z.array(
    z.object({ id: z.coerce.string().optional(), subscribed_fields: z.array(z.string()).default([]) }),
  ),
});

/** What must be subscribed, and how an admin does it. */
export interface Wanted {
  /** Messages do not arrive without the first; the others each lose something. */
  readonly fields: readonly string[];
  /** Our own application where it is known: another's subscription does not count. */
  readonly appId: string | undefined;
  /** The edge of `POST` that repairs it: `/111/subscribed_apps`. */
  readonly edge: string;
}

/** The finding from the answer to `GET /{id}/subscribed_apps`. */
export function findSubscription(answer: unknown, { fields, appId, edge }: Wanted): Finding {
  const read = answerShape.safeParse(answer);
  const apps = (read.success ? read.data.data : []).filter(
    (app) => appId === undefined || app.id === undefined || app.id === appId,
  );
  const subscribed = new Set(apps.flatMap((app) => app.subscribed_fields));
  const missing = fields.filter((field) => !subscribed.has(field));
  const repair = `POST ${edge}?subscribed_fields=${fields.join(',')}`;
  if (apps.length === 0) {
    const sentence = `No webhook arrives: our app is not subscribed. An admin calls ${repair}`;
    return { ok: false, what: 'subscription', sentence };
  }
  if (missing.length > 0) {
    const sentence = `Not subscribed to ${missing.join(', ')}: what these report is missed. An admin calls ${repair}`;
    return { ok: false, what: 'subscription', sentence };
  }
  return { ok: true, what: 'subscription', sentence: 'All fields that Baton reads are subscribed.' };
}

/** The finding when a look from outside failed. */
export function findTrouble(what: string, error: unknown): Finding {
  const why = error instanceof Error ? error.message : 'It failed.';
  return { ok: false, what, sentence: `It could not be looked at. ${why}` };
}
