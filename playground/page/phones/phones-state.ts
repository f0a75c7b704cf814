// What the phones show, and how each event changes it.
import type { MetaChannel, PhoneCustomer, PhoneEvent, PhoneLine } from '../../meta/protocol.js';

export interface PhonesState {
  /** Undefined until they were read once. */
  customers: readonly PhoneCustomer[] | undefined;
  /** The customer whose phone is shown, for each channel. */
  shown: Partial<Record<MetaChannel, string>>;
  lines: Readonly<Record<string, readonly PhoneLine[]>>;
}

export const NO_PHONES: PhonesState = { customers: undefined, shown: {}, lines: {} };

/** The state after one event of the stream. Lines of phones that were never opened are read when they are. */
export function applyPhoneEvent(state: PhonesState, event: PhoneEvent): PhonesState {
  if (event.type === 'customer') return { ...state, customers: putCustomer(state.customers, event.customer) };
  if (event.type !== 'line') return state;
  const known = state.lines[event.customer];
  if (!known) return state;
  return { ...state, lines: { ...state.lines, [event.customer]: putLine(known, event.line) } };
}

/** The customer whose phone this channel shows: the chosen one, else the first. */
export function shownCustomer(state: PhonesState, channel: MetaChannel): PhoneCustomer | undefined {
  const mine = state.customers?.filter((customer) => customer.channel === channel);
  return mine?.find((customer) => customer.id === state.shown[channel]) ?? mine?.[0];
}

/** The quick replies to offer: those of the very last message. */
export function offeredReplies(lines: readonly PhoneLine[]): PhoneLine | undefined {
  const last = lines.findLast((line) => line.side === 'business');
  return last?.quickReplies?.length ? last : undefined;
}

function putLine(lines: readonly PhoneLine[], line: PhoneLine): readonly PhoneLine[] {
  const at = lines.findIndex((other) => other.id === line.id);
  return at < 0 ? [...lines, line] : lines.with(at, line);
}

function putCustomer(
  customers: readonly PhoneCustomer[] | undefined,
  customer: PhoneCustomer,
): readonly PhoneCustomer[] | undefined {
  if (!customers) return customers;
  const at = customers.findIndex((other) => other.id === customer.id);
  return at < 0 ? [...customers, customer] : customers.with(at, customer);
}
