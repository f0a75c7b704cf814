// A customer waits: when the queue has moved since they were told, they are told again.

import type { Conversation } from '../../core/conversation.js';
import type { Tx } from '../../store/store.js';
import type { Timer } from '../../store/timers.js';
import { beginWriting } from '../../store/writing.js';
import { paceOf } from '../policy/news-pace.js';
import { isBetter, sameWait, type Wait } from '../policy/wait.js';
import { lookAgain, lookAtQueue, tellWait } from './tell-queue.js';

/** Looks at the queue for one who waits in it; silent when nothing changed that is worth their channel's words. */
export async function turnQueueNews(
  tx: Tx,
  { conversation, timer }: { readonly conversation: Conversation; readonly timer: Timer },
): Promise<void> {
  if (conversation.status !== 'pending' || conversation.waiting !== 'live') return;
  const writing = await beginWriting(tx, conversation);
  const { wait, now } = await lookAtQueue(tx, writing);
  const told = (timer.data.wait ?? null) as Wait | null;
  const { onlyBetter } = paceOf(writing.customer.channelKind);
  const isNews = told === null || (onlyBetter ? isBetter(wait, told) : !sameWait(wait, told));
  if (!isNews) {
    await lookAgain(tx, writing, told);
    return;
  }
  await tellWait(writing, { wait, now });
  await lookAgain(tx, writing, wait);
  await writing.finish();
}
