// What is done when a timer is due: one line per kind, from the verbs that set them.

import { turnAgentGone } from '../routing/verbs/turn-agent-gone.js';
import { turnFirstReply } from '../routing/verbs/turn-first-reply.js';
import { turnIdleCustomer } from '../routing/verbs/turn-idle-customer.js';
import { turnMaxWait } from '../routing/verbs/turn-max-wait.js';
import type { TimerTurns } from '../routing/work/timers.js';

/** The turns of all kinds of timers. */
export function createTimerTurns(): TimerTurns {
  return {
    'first-reply': turnFirstReply,
    'max-wait': turnMaxWait,
    'idle-customer': turnIdleCustomer,
    'agent-gone': turnAgentGone,
  };
}
