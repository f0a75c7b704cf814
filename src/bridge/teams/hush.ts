// Keeps Microsoft's SDK from printing: what it says of a forged token is pages of keys, and anyone may send one.

import { AsyncLocalStorage } from 'node:async_hooks';

const hushed = new AsyncLocalStorage<true>();
let isSet = false;

/** Runs work whose own `console.error` goes nowhere; what it throws is still the caller's to log. */
export function hush<Result>(work: () => Promise<Result>): Promise<Result> {
  if (!isSet) {
    const print = console.error;
    console.error = (...words: unknown[]) => {
      if (!hushed.getStore()) print(...words);
    };
    isSet = true;
  }
  return hushed.run(true, work);
}
