// What is done when a timer is due: one line per kind, from the verbs that set them.

import { turnCallback } from '../routing/verbs/book-callback.js';
import { turnRating } from '../routing/verbs/rate.js';
import { turnAgentGone } from '../routing/verbs/turn-agent-gone.js';
import { turnFirstReply } from '../routing/verbs/turn-first-reply.js';
import { turnIdleCustomer } from '../routing/verbs/turn-idle-customer.js';
import { turnMaxWait } from '../routing/verbs/turn-max-wait.js';
import { turnQueueNews } from '../routing/verbs/turn-queue-news.js';
import type { TimerTurns } from '../routing/work/timers.js';

/** The turns of all kinds of timers. */
export function createTimerTurns(): TimerTurns {
  return {
    'first-reply': turnFirstReply,
    'max-wait': turnMaxWait,
    'idle-customer': turnIdleCustomer,
    'agent-gone': turnAgentGone,
    'queue-news': turnQueueNews,
    callback: turnCallback,
    rating: turnRating,
  };
}
