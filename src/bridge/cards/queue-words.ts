// How a queue is counted in words: who stands there waiting, and beside them whose words are kept for later.

import type { QueueCounts } from '../../core/conversation.js';
import { numberOf } from './spans.js';

const times = (count: number, one: string, many: string) => `${numberOf(count)} ${count === 1 ? one : many}`;

/** `📨 2 messages left · 📅 1 callback booked`; nothing where nothing is kept. */
export function keptWords({ messages, callbacks }: QueueCounts): string {
  return [
    ...(messages > 0 ? [`📨 ${times(messages, 'message left', 'messages left')}`] : []),
    ...(callbacks > 0 ? [`📅 ${times(callbacks, 'callback booked', 'callbacks booked')}`] : []),
  ].join(' · ');
}

/** `4 waiting`, and what is kept beside them. */
export function queueWords(queue: QueueCounts): string {
  const kept = keptWords(queue);
  return `${numberOf(queue.waiting)} waiting${kept === '' ? '' : ` · ${kept}`}`;
}
