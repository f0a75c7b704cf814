// How long a customer will wait: a range from who is really there, never finer than what can be known. Pure.

/** How the queue is for one who waits in it. */
export interface QueueFacts {
  /** How many are served before; counted up to a bound. */
  readonly before: number;
  /** Agents who may take it at all. */
  readonly assigned: number;
  /** Those of them who are online. */
  readonly online: number;
  /** The chats those can hold together, and how many more of them they can take now. */
  readonly slots: number;
  readonly free: number;
  /** How long a chat of this chatbot is usually with a person; null without history. */
  readonly handlingMs: number | null;
}

export type Wait =
  /** Nobody works for it, or nobody of them is online. */
  | { readonly kind: 'unmanned' | 'nobody-online' }
  /** Somebody is free for it now. */
  | { readonly kind: 'soon' }
  /** Its turn will come; nothing is known of how long that takes. */
  | { readonly kind: 'position'; readonly before: number }
  | {
      readonly kind: 'range';
      readonly before: number;
      readonly fromMinutes: number;
      readonly untilMinutes: number;
    }
  /** Longer than anybody could promise. */
  | { readonly kind: 'long'; readonly before: number; readonly overMinutes: number };

/** The only figures that are named: a range between two of them promises no more than is known. */
const steps = [1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120] as const;
const longest = 120;

/** From here on a position is not counted out. */
export const mostBefore = 100;

/**
 * What may be promised. Whoever is `before` those free is next to somebody; else as many chats must end as stand between
 * them and a slot, and all slots together end one every `handlingMs / slots`.
 */
export function estimateWait(facts: QueueFacts): Wait {
  const { before, assigned, online, slots, free, handlingMs } = facts;
  if (assigned === 0) return { kind: 'unmanned' };
  if (online === 0) return { kind: 'nobody-online' };
  if (before < free) return { kind: 'soon' };
  if (handlingMs === null || slots <= 0 || before >= mostBefore) return { kind: 'position', before };
  const minutes = ((before - free + 1) * handlingMs) / slots / 60_000;
  const from = steps.findLast((step) => step <= minutes * 0.6) ?? steps[0];
  if (from >= longest) return { kind: 'long', before, overMinutes: longest };
  const until =
    steps.find((step) => step >= minutes * 1.3 && step > from) ?? (minutes > longest ? null : longest);
  return until === null
    ? { kind: 'long', before, overMinutes: from }
    : { kind: 'range', before, fromMinutes: from, untilMinutes: until };
}

/** Whether anybody is there who could come. */
export function isSomebodyThere(wait: Wait): boolean {
  return wait.kind !== 'unmanned' && wait.kind !== 'nobody-online';
}

/** What can be compared of two waits: whether the later one says something else. */
export function sameWait(one: Wait, other: Wait): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether the later one is good news: a place further, or somebody is there again. */
export function isBetter(later: Wait, earlier: Wait): boolean {
  return rank(later) < rank(earlier);
}

/** Behind every place in a queue that moves. */
const nobodyThere = 10_000;

function rank(wait: Wait): number {
  if (wait.kind === 'soon') return -1;
  return 'before' in wait ? wait.before : nobodyThere;
}
