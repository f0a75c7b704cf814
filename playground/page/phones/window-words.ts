// Says in words how long the company may write to a customer.
import type { PhoneCustomer } from '../../meta/protocol.js';

const HOUR_MS = 3_600_000;

/** For the platform's own clock, which the drawer can move. */
export function describeWindow(customer: PhoneCustomer, now: number): string {
  const { openUntil, humanUntil } = customer;
  if (openUntil === null) return 'Window closed: nothing written yet';
  if (openUntil > now) return `Window open for ${describeSpan(openUntil - now)}`;
  if (humanUntil !== null && humanUntil > now) return `Only people, for ${describeSpan(humanUntil - now)}`;
  return 'Window closed';
}

function describeSpan(ms: number): string {
  if (ms < HOUR_MS) return `${Math.max(1, Math.ceil(ms / 60_000))} min`;
  const hours = Math.ceil(ms / HOUR_MS);
  return hours <= 48 ? `${hours} h` : `${Math.ceil(hours / 24)} days`;
}
