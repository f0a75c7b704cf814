// WhatsApp's pace: so many messages a second for a number, and few in a row to the same customer.

import { Failure } from '../../core/errors.js';
import { type Budget, createBudget } from '../meta/budget.js';
import { waitTurn } from '../meta/pace.js';
import type { WhatsAppDoor } from './door.js';

export interface Pace {
  /**
   * Takes a turn before a send to this customer.
   * @throws Failure class `retry` with the wait: only this customer's lane waits, nothing was sent.
   */
  takeTurn(door: WhatsAppDoor, address: string): Promise<void>;
  /** The platform itself asked to slow down with this customer; how many times in a row it did by now. */
  slowDown(door: WhatsAppDoor, address: string): number;
  /** A send went through: nobody asks to slow down any more. */
  wentOut(door: WhatsAppDoor, address: string): void;
}

interface Budgets {
  /** The settings they were made for. */
  readonly rates: string;
  readonly number: Budget;
  readonly pair: Budget;
}

const mostStrikes = 5_000;

/** Creates the pace of all doors; `now` in milliseconds. */
export function createPace(now: () => number): Pace {
  const byPhone = new Map<string, Budgets>();
  const strikes = new Map<string, number>();

  const budgetsOf = ({ phone, settings }: WhatsAppDoor): Budgets => {
    const { perSecond, pairSeconds, pairBurst } = settings;
    const rates = `${perSecond} ${pairSeconds} ${pairBurst}`;
    const known = byPhone.get(phone);
    if (known?.rates === rates) return known;
    const made = {
      rates,
      number: createBudget({ perSecond, burst: perSecond }, now),
      pair: createBudget({ perSecond: 1 / pairSeconds, burst: pairBurst }, now),
    };
    byPhone.set(phone, made);
    return made;
  };

  return {
    async takeTurn(door, address) {
      const { number, pair } = budgetsOf(door);
      const waitMs = pair.take(address);
      if (waitMs > 0)
        throw new Failure(
          'Many messages went to this customer in a short time; WhatsApp takes one every few seconds now. This one is sent by itself.',
          { class: 'retry', code: 'own-rate', retryAfterMs: waitMs },
        );
      try {
        await waitTurn(number, door.phone, 'WhatsApp');
      } catch (error) {
        pair.putBack(address);
        throw error;
      }
    },
    slowDown({ phone }, address) {
      const key = `${phone} ${address}`;
      const times = (strikes.get(key) ?? 0) + 1;
      if (strikes.size >= mostStrikes) strikes.clear();
      strikes.set(key, times);
      return times;
    },
    wentOut: ({ phone }, address) => void strikes.delete(`${phone} ${address}`),
  };
}
