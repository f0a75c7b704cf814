// Whether Messenger or Instagram may be written to now: freely, as a person after the window's end, or not at all.

import { Failure } from '../../core/errors.js';
import type { Outbound } from '../channel.js';

/**
 * Null while the window is open (or nobody ever said how long it is); the tag that agents' own words need after it.
 * It is never used earlier: Pages without the permission would fail for nothing.
 * @throws Failure class `window` for the assistant's and the house's words, which the tag is not for.
 */
export function decideTag(
  { openUntil, message }: Pick<Outbound, 'openUntil' | 'message'>,
  now: Date,
  platform: string,
): 'HUMAN_AGENT' | null {
  if (openUntil === null || now < openUntil) return null;
  if (message.author === 'agent') return 'HUMAN_AGENT';
  throw new Failure(
    `${platform} lets us write for 24 hours after the customer's last message, and that time is over. Only a person may still answer: claim the conversation and write.`,
    { class: 'window', code: 'window-closed' },
  );
}
