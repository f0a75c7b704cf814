// Draws what is wanted again: cards, marks, homes and boards, coalesced, at most one drawing of a subject at a time.

import { Failure } from '../../core/errors.js';
import type { AgentId, ChatbotId, ConversationId, MessageId } from '../../core/id.js';
import { type Drawn, type DueRedraw, failRedraw, finishRedraws, takeRedraws } from '../../store/redraws.js';
import { backoffMs } from '../policy/retry.js';
import type { Routing } from '../routing.js';
import type { RedrawSubject, ThreadSender } from '../sender.js';

export interface Redrawer {
  wake(): void;
  stop(): Promise<void>;
}

/** How many drawings go out at once: few, because lines go first. */
const width = 8;
/** How many are taken and recorded at once. */
const batch = 32;
/** Marks are asked for a moment before they are due, so that quick successions become one drawing. */
const lookAgainMs = 750;
/** How often a drawing that fails by our own fault is tried. */
const mostAttempts = 8;

/** Creates the redrawer of one process. */
export function createRedrawer(routing: Routing, sender: Pick<ThreadSender, 'redraw'>): Redrawer {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;

  const drawAll = async (): Promise<void> => {
    for (;;) {
      again = false;
      const due = await takeRedraws(routing.store, batch);
      await finishRedraws(routing.store, await drawBatch(routing, sender, due));
      if (stopped || (due.length === 0 && !again)) return;
    }
  };

  const start = () => {
    running = drawAll()
      .catch((error: unknown) => routing.log.warn({ err: error }, 'redraws could not be taken'))
      .finally(() => {
        running = null;
      });
  };

  return {
    wake() {
      if (stopped) return;
      again = true;
      if (!running) start();
      timer ??= setTimeout(() => {
        timer = null;
        again = true;
        if (!running && !stopped) start();
      }, lookAgainMs).unref();
    },
    async stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}

function subjectOf(due: DueRedraw): RedrawSubject {
  const { organizationId } = due;
  if (due.subject === 'card') return { organizationId, subject: 'card', id: due.subjectId as ConversationId };
  if (due.subject === 'mark') return { organizationId, subject: 'mark', id: due.subjectId as MessageId };
  if (due.subject === 'board') return { organizationId, subject: 'board', id: due.subjectId as ChatbotId };
  if (due.subject === 'old-board') return { organizationId, subject: 'old-board', id: due.subjectId };
  return { organizationId, subject: 'home', id: due.subjectId as AgentId };
}

/** Draws a batch, so many at a time; resolves with what could be drawn. */
async function drawBatch(
  routing: Routing,
  sender: Pick<ThreadSender, 'redraw'>,
  due: readonly DueRedraw[],
): Promise<Drawn[]> {
  const drawn: Drawn[] = [];
  const left = due.values();
  const drawOneByOne = async () => {
    for (const one of left) {
      const done = await draw(routing, sender, one);
      if (done) drawn.push(done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, due.length) }, drawOneByOne));
  return drawn;
}

async function draw(
  routing: Routing,
  sender: Pick<ThreadSender, 'redraw'>,
  due: DueRedraw,
): Promise<Drawn | null> {
  try {
    const { shown } = await sender.redraw(subjectOf(due), due.shown);
    return { due, shown };
  } catch (error) {
    const failure = error instanceof Failure ? error : null;
    // A desk that is away or revoked is waited for: the card is drawn once it is repaired (A28).
    const giveUp = failure
      ? failure.class === 'content' || failure.class === 'recipient'
      : due.attempts >= mostAttempts;
    // That it was drawn a moment ago is no trouble: it comes again as late as the desk asks.
    const isEarly = failure?.class === 'retry' && !failure.ambiguous && failure.retryAfterMs !== null;
    routing.log[isEarly ? 'debug' : 'warn'](
      {
        subject: due.subject,
        subjectId: due.subjectId,
        code: failure?.code,
        giveUp,
        ...(failure ? {} : { err: error }),
      },
      'redraw failed',
    );
    const delayMs = failure?.retryAfterMs ?? backoffMs(due.attempts, Math.random());
    await failRedraw(routing.store, due, { delayMs, sentence: failure?.message ?? 'internal', giveUp });
    return null;
  }
}
