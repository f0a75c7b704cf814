// The settings of an outside bot: where it listens and the secret both sides sign with.

import { z } from 'zod';
import { describeBadAddress } from '../egress.js';

export const webhookSettings = z
  .strictObject({
    kind: z.literal('webhook'),
    url: z.string().min(1),
    /** Shared by both directions; `whsec_` and base64, or any text. */
    secret: z.string().min(16, 'must have at least 16 characters'),
    timeoutSeconds: z.number().min(1).max(120).default(20),
    /** True for a bot that also helps the agents: it is asked for briefs and suggestions. */
    aids: z.boolean().default(false),
    /** Lets http, other ports and addresses of one's own network through: for a bot beside Baton, and for tests. */
    allowInsecure: z.boolean().default(false),
  })
  .superRefine((given, context) => {
    const wrong = describeBadAddress(given.url, given.allowInsecure);
    if (wrong !== null) context.addIssue({ code: 'custom', path: ['url'], message: wrong });
  });

export type WebhookSettings = z.infer<typeof webhookSettings>;
