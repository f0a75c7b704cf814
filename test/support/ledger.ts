// The independent count of what was said: compares what the generator wrote with what each side shows.

import { expect } from 'vitest';
import type { Customer } from './customer.js';
import type { TestHouse } from './house.js';

/** How often each expected text is shown, and whether the shown ones stand in the expected order. */
export interface Tally {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly misordered: number;
}

/** Compares; texts that were never expected are left alone. */
export function tally(expected: readonly string[], shown: readonly string[]): Tally {
  const place = new Map(expected.map((text, index) => [text, index]));
  const relevant = shown.filter((text) => place.has(text));
  const counts = new Map<string, number>();
  for (const text of relevant) counts.set(text, (counts.get(text) ?? 0) + 1);
  let misordered = 0;
  for (let at = 1; at < relevant.length; at += 1) {
    const [before, after] = [place.get(relevant[at - 1] ?? ''), place.get(relevant[at] ?? '')];
    if (before !== undefined && after !== undefined && after < before) misordered += 1;
  }
  return {
    lost: expected.filter((text) => !counts.has(text)),
    doubled: expected.filter((text) => (counts.get(text) ?? 0) > 1),
    misordered,
  };
}

export const flawless: Tally = { lost: [], doubled: [], misordered: 0 };

/** Nothing lost, doubled or misordered in the thread. */
export function expectThread(house: TestHouse, thread: string, expected: readonly string[]): void {
  const shown = house.thread(thread).map((one) => one.text);
  expect(tally(expected, shown)).toEqual(flawless);
}

/** Nothing lost, doubled or misordered at the customer's, pushed and fetched anew alike. */
export async function expectCustomer(customer: Customer, expected: readonly string[]): Promise<void> {
  expect(tally(expected, customer.texts('agent'))).toEqual(flawless);
  const { messages } = await customer.snapshot();
  const fetched = messages.filter((one) => one.author === 'agent').map((one) => one.text);
  expect(tally(expected, fetched)).toEqual(flawless);
}
