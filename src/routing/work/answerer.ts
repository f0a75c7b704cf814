// Lets the assistant answer: asks it, withdraws the question when people take over, stores what it said.

import type { Answer, Assistant } from '../../assistant/assistant.js';
import { asksForPerson, type Chatbot } from '../../core/chatbot.js';
import { Failure, Refusal } from '../../core/errors.js';
import type { ConversationId, Scoped } from '../../core/id.js';
import { type DueAnswer, peekAnswer, putOffAnswer, takeAnswer } from '../../store/answers.js';
import { wordsFor } from '../policy/customer-words.js';
import type { Routing } from '../routing.js';
import { answer, awaitLateAnswer } from '../verbs/answer.js';
import { requestHuman } from '../verbs/request-human.js';
import { keepWhile } from './keep.js';
import { readQuestion } from './question.js';

export interface AnswererOptions {
  readonly routing: Routing;
  /** The chatbot's assistant, made from its settings; may throw Failure when they do not work. */
  readonly assistantOf: (chatbot: Chatbot) => Assistant;
  /** Shows the customer that an answer is being written. */
  readonly onThinking?: (due: DueAnswer & Scoped<ConversationId>, chatbot: Chatbot) => void;
  readonly wakeLater: (scope: Scoped<ConversationId>, delayMs: number) => void;
}

export interface Answerer {
  /** Looks whether an answer is due, or whether the one under way still is. */
  wake(scope: Scoped<ConversationId>): void;
  consider(scope: Scoped<ConversationId>): Promise<void>;
  stop(): Promise<void>;
}

/** Renewed while the assistant thinks: a process that dies with a question leaves it due again after this. */
const leaseMs = 9_000;
const mostTries = 3;

interface Running {
  readonly due: DueAnswer;
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

/** Creates the answerer of one process. */
export function createAnswerer(options: AnswererOptions): Answerer {
  const { routing } = options;
  const running = new Map<string, Running>();
  const tries = new Map<string, number>();
  const considering = new Set<Promise<void>>();
  let stopped = false;

  const consider = async (scope: Scoped<ConversationId>): Promise<void> => {
    if (stopped) return;
    const due = await takeAnswer(routing.store, scope, leaseMs);
    const before = running.get(scope.id);
    if (before && (due || (await isStale(routing, scope, before.due)))) before.controller.abort();
    if (!due) return;
    const controller = new AbortController();
    const done = ask(options, scope, due, controller.signal, tries).finally(() => {
      if (running.get(scope.id)?.controller === controller) running.delete(scope.id);
    });
    running.set(scope.id, { due, controller, done });
    await done;
  };

  return {
    consider,
    wake(scope) {
      const work = consider(scope).catch((error: unknown) => {
        routing.log.warn({ conversationId: scope.id, err: error }, 'the assistant could not be asked');
      });
      considering.add(work);
      void work.finally(() => considering.delete(work));
    },
    async stop() {
      stopped = true;
      for (const one of running.values()) one.controller.abort();
      await Promise.allSettled([...considering, ...[...running.values()].map((one) => one.done)]);
    },
  };
}

async function isStale(routing: Routing, scope: Scoped<ConversationId>, asked: DueAnswer): Promise<boolean> {
  const now = await peekAnswer(routing.store, scope);
  return now?.epoch !== asked.epoch || now.dueSequence !== asked.dueSequence;
}

async function ask(
  options: AnswererOptions,
  scope: Scoped<ConversationId>,
  due: DueAnswer,
  signal: AbortSignal,
  tries: Map<string, number>,
): Promise<void> {
  const { routing } = options;
  const { store } = routing;
  const asked = await readQuestion(store, { ...due, ...scope });
  if (!asked) return;
  const { chatbot, messages, ask: question } = asked;
  const lastLine = messages.findLast((message) => message.author === 'contact');
  if (chatbot.humanSupport && lastLine && asksForPerson(lastLine.text, chatbot.handOff.phrases)) {
    await requestHuman(routing, {
      ...scope,
      epoch: due.epoch,
      actor: { kind: 'contact', contactId: due.contactId },
      reason: 'phrase',
    }).catch(ignoreOvertaken);
    return;
  }
  try {
    options.onThinking?.({ ...due, ...scope }, chatbot);
    const said = await keepWhile(
      leaseMs,
      () => putOffAnswer(store, scope, due.dueSequence, leaseMs),
      () => options.assistantOf(chatbot).answer(question, signal),
    );
    if (said.deferred) await awaitLateAnswer(routing, { ...scope, dueSequence: due.dueSequence });
    else
      await answer(routing, {
        ...scope,
        chatbot,
        epoch: due.epoch,
        dueSequence: due.dueSequence,
        answer: said,
      });
    tries.delete(scope.id);
  } catch (error) {
    if (signal.aborted) {
      // What is asked next is another question: it has its own tries.
      tries.delete(scope.id);
      return;
    }
    await afterFailure(options, { scope, due, chatbot, locale: question.contact.locale, tries }, error);
  }
}

function ignoreOvertaken(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
}

interface FailedQuestion {
  readonly scope: Scoped<ConversationId>;
  readonly due: DueAnswer;
  readonly chatbot: Chatbot;
  readonly locale: string | null;
  readonly tries: Map<string, number>;
}

/**
 * Tries again a little later; then says sorry in the customer's language and, where there are people, asks for one,
 * which tells whether anybody is there. Never silence.
 */
async function afterFailure(
  options: AnswererOptions,
  { scope, due, chatbot, locale, tries }: FailedQuestion,
  error: unknown,
): Promise<void> {
  const { routing } = options;
  const failure =
    error instanceof Failure
      ? error
      : new Failure('The assistant failed.', { class: 'content', code: 'internal' }, { cause: error });
  const tried = (tries.get(scope.id) ?? 0) + 1;
  routing.log.warn(
    {
      conversationId: scope.id,
      class: failure.class,
      code: failure.code,
      tried,
      err: failure.cause ?? failure,
    },
    'the assistant failed',
  );
  if (failure.class === 'retry' && tried < mostTries) {
    tries.set(scope.id, tried);
    const delayMs = failure.retryAfterMs ?? 1_000 * 4 ** (tried - 1);
    await putOffAnswer(routing.store, scope, due.dueSequence, delayMs);
    options.wakeLater(scope, delayMs);
    return;
  }
  tries.delete(scope.id);
  const sorry: Answer = {
    messages: [{ text: wordsFor(locale).apology, markup: 'plain' }],
    requestHuman: chatbot.humanSupport ? { reason: 'the assistant failed' } : null,
    failed: true,
    deferred: false,
  };
  await answer(routing, {
    ...scope,
    chatbot,
    epoch: due.epoch,
    dueSequence: due.dueSequence,
    answer: sorry,
    announce: true,
  });
}
