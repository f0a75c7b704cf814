// What becomes of the chats of somebody who went offline, in one sentence each.

import { countOf } from './prose.js';

/** How many chats are kept, went back already, go back later, or go back when their customers write. */
export interface FateFacts {
  readonly kept: number;
  readonly returned: number;
  readonly returning: readonly { readonly minutes: number; readonly count: number }[];
  readonly draining: number;
}

/** `whose`: `your` for the agent themselves, `their` for whoever did it. Empty when they had no chats. */
export function fateSentences(fate: FateFacts, whose: 'your' | 'their'): string {
  const [stay, back] = whose === 'your' ? ['yours', 'you are'] : ['theirs', 'they are'];
  const of = (count: number, one: string, many: string) =>
    `${countOf(count, 'chat')} ${count === 1 ? one : many}`;
  const sentences = [
    fate.returned > 0 ? `${of(fate.returned, 'went', 'went')} back to the queue.` : '',
    ...fate.returning.map(
      ({ minutes, count }) =>
        `${of(count, 'goes', 'go')} back to the queue in ${countOf(minutes, 'minute')}, unless ${back} back by then.`,
    ),
    fate.draining > 0
      ? `${of(fate.draining, 'goes', 'go')} back to the queue as soon as the customer writes.`
      : '',
    fate.kept > 0 ? `${of(fate.kept, 'stays', 'stay')} ${stay} until ${back} back.` : '',
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}
