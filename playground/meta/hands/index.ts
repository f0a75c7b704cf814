// Everything one customer can do, and what their phone shows.
import type { Customer, PhoneLine } from '../records.js';
import type { Ground } from './ground.js';
import { createPhone } from './phone.js';
import { createTalk } from './talk.js';
import { createTouch } from './touch.js';

export { GestureRefused } from './ground.js';
export type CustomerHands = ReturnType<typeof createHands>;

/** Creates the hands of a customer. */
export const createHands = (ground: Ground, customer: Customer) => {
  const lines = (): PhoneLine[] => [...customer.lines.values()];
  return {
    id: customer.id,
    /** The customer as the platform knows them; read only. */
    customer,
    /** Where answers go: the number, or the id when there is none. */
    address: customer.waId ?? customer.scopedId,
    ...createTalk(ground, customer),
    ...createTouch(ground, customer),
    ...createPhone(ground, customer),
    lines,
    /** What the company sent, oldest first. */
    received: (): PhoneLine[] => lines().filter((line) => line.side === 'business'),
    isTyping: (): boolean => customer.typingUntil > ground.settings.now(),
  };
};
