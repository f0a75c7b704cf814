// Tells agents briefly what a conversation they get is about: asks the assistant apart from everything else, and never blocks.

import type { Assistant } from '../../assistant/assistant.js';
import { type Brief, readBrief } from '../../core/brief.js';
import type { Chatbot } from '../../core/chatbot.js';
import type { Conversation } from '../../core/conversation.js';
import { Failure } from '../../core/errors.js';
import { findAgent } from '../../store/agents.js';
import { findConversation } from '../../store/conversations.js';
import { listEvents } from '../../store/events.js';
import { type Timer, takeDueTimers } from '../../store/timers.js';
import type { Routing } from '../routing.js';
import { keepBrief } from '../verbs/brief.js';
import { readQuestion } from './question.js';

export interface BrieferOptions {
  readonly routing: Routing;
  /** The chatbot's assistant, made from its settings; may throw Failure when they do not work. */
  readonly assistantOf: (chatbot: Chatbot) => Assistant;
}

export interface Briefer {
  /** Looks whether briefs are due; returns at once. */
  wake(): void;
  /** Withdraws what is asked; resolves when nothing is under way. */
  stop(): Promise<void>;
}

/** How many assistants are asked at the same time by one process. */
const atOnce = 4;
/** A brief that takes longer comes too late to help; the hold is longer, so that nobody asks beside us. */
const patienceMs = 45_000;
const holdMs = 60_000;

/** Creates the briefer of one process. */
export function createBriefer(options: BrieferOptions): Briefer {
  const { store, log } = options.routing;
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  let looking: Promise<void> | null = null;
  let again = false;

  const begin = (timer: Timer) => {
    const work: Promise<void> = brief(options, timer, stopping.signal)
      .catch((error: unknown) => log.warn({ err: error }, 'a brief could not be made'))
      .finally(() => {
        running.delete(work);
        wake();
      });
    running.add(work);
  };
  const look = async (): Promise<void> => {
    do {
      again = false;
      const limit = atOnce - running.size;
      if (limit <= 0) return;
      for (const timer of await takeDueTimers(store, { kinds: ['brief'], limit, holdMs })) begin(timer);
    } while (again && !stopping.signal.aborted);
  };
  const wake = (): void => {
    again = true;
    if (looking || stopping.signal.aborted) return;
    looking = look()
      .catch((error: unknown) => log.warn({ err: error }, 'briefs could not be looked for'))
      .finally(() => {
        looking = null;
      });
  };

  return {
    wake,
    async stop() {
      stopping.abort();
      await looking;
      await Promise.allSettled(running);
    },
  };
}

async function brief(options: BrieferOptions, timer: Timer, signal: AbortSignal): Promise<void> {
  const { routing } = options;
  const patient = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  try {
    await keepBrief(routing, { timer, lines: await askFor(options, timer, patient) });
  } catch (error) {
    const failed = error instanceof Failure;
    // Withdrawn because this process stops: it is due again after the hold, for whoever is there then.
    if (!failed && signal.aborted) return;
    if (!failed && !patient.aborted) throw error;
    const { conversationId, attempts } = timer;
    routing.log.debug(
      { conversationId, code: failed ? error.code : 'timeout' },
      'the assistant made no brief',
    );
    const mayTryAgain = attempts === 0 && failed && error.class === 'retry';
    if (!mayTryAgain) await keepBrief(routing, { timer, lines: null });
  }
}

/** The brief; null where there is nobody to make one, or none is needed any more. */
async function askFor(
  { routing, assistantOf }: BrieferOptions,
  timer: Timer,
  signal: AbortSignal,
): Promise<Brief | null> {
  const { store } = routing;
  const { organizationId, conversationId: id } = timer;
  const conversation = await findConversation(store, { organizationId, id });
  if (!conversation) return null;
  const question = await readQuestion(store, conversation);
  const last = question?.messages.at(-1);
  if (!question || !last) return null;
  const assistant = assistantOf(question.chatbot);
  if (!assistant.assist) return null;
  if (timer.data.always !== true && !(await isNewer(routing, conversation, last.sequence))) return null;
  const owner = conversation.ownerId
    ? await findAgent(store, { organizationId, id: conversation.ownerId })
    : null;
  const facts = {
    agentName: owner?.name ?? null,
    category: conversation.category,
    requestReason: conversation.requestReason,
    instead: null,
  };
  return readBrief(await assistant.assist('brief', { ...question.ask, facts }, signal));
}

/** True when something was said since the last brief. */
async function isNewer({ store }: Routing, conversation: Conversation, saidAt: number): Promise<boolean> {
  const briefs = await listEvents(store, conversation, { kinds: ['conversation.briefed'], limit: 1 });
  return saidAt > (briefs.at(-1)?.sequence ?? 0);
}
