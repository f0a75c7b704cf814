// Speaks to Baton as Slack would, request by request: what was sent before, sent again, changed or forged.

import { type SlackStandIn, signBody } from '../../playground/slack/index.js';
import type { Json } from '../../playground/slack/records.js';

const secret = 'playground-signing-secret';

/** The newest request of this name that the stand-in sent, such as `event message` or `block_actions`. */
export function lastSent(
  slack: SlackStandIn,
  name: string,
  fits: (payload: Json) => boolean = () => true,
): Json {
  const entry = slack.log
    .read()
    .findLast((one) => one.direction === 'send' && one.name === name && fits(one.request as Json));
  if (!entry) throw new Error(`nothing of the name ${name} was sent`);
  return structuredClone(entry.request) as Json;
}

/** Posts an event or an interaction to Baton, signed with Slack's secret or another; resolves with the status. */
export async function sendSigned(
  batonUrl: string,
  kind: 'event' | 'interactive',
  payload: Json,
  signingSecret = secret,
): Promise<number> {
  const body =
    kind === 'event'
      ? JSON.stringify(payload)
      : new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const seconds = Math.floor(Date.now() / 1_000);
  const response = await fetch(`${batonUrl}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': kind === 'event' ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': signBody(signingSecret, seconds, body),
    },
    body,
  });
  await response.text();
  return response.status;
}
