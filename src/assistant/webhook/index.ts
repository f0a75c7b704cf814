// The assistant that lives elsewhere: asked by a signed POST, answers in the response or calls in later.

import { Failure } from '../../core/errors.js';
import type { AidTask, Answer, AssistantKind } from '../assistant.js';
import { findEgressTarget, type Resolve } from '../egress.js';
import { describeProblem } from '../settings-problem.js';
import { createAidQuestion, readAid } from './aid.js';
import { listenForAnswers } from './answers.js';
import { connectionFailure, statusFailure, timeoutFailure, unreadableFailure } from './errors.js';
import { type Posted, post } from './post.js';
import { type WebhookSettings, webhookSettings } from './settings.js';
import { sign } from './signature.js';
import { createQuestion, type Question, readAnswer } from './wire.js';

export interface WebhookParts {
  readonly now?: () => Date;
  /** How hosts are found; the system's way unless told otherwise. */
  readonly resolve?: Resolve;
}

const answerLimitBytes = 256 * 1024;

/** The kind `webhook`: settings `{ url, secret, timeoutSeconds?, aids?, allowInsecure? }`. */
export function createWebhookKind({ now = () => new Date(), resolve }: WebhookParts = {}): AssistantKind {
  return {
    kind: 'webhook',
    check(given) {
      const read = webhookSettings.safeParse(given);
      return read.success ? null : describeProblem(read.error);
    },
    create(chatbot) {
      const settings = webhookSettings.parse(chatbot.assistant);
      const postQuestion = async (question: Question, signal: AbortSignal): Promise<Posted> => {
        signal.throwIfAborted();
        const timeout = AbortSignal.timeout(settings.timeoutSeconds * 1000);
        const either = AbortSignal.any([signal, timeout]);
        const call = {
          ...signedCall(question, settings, now()),
          signal: either,
          limitBytes: answerLimitBytes,
        };
        const policy = { allowInsecure: settings.allowInsecure, ...(resolve ? { resolve } : {}) };
        const target = untilAborted(findEgressTarget(settings.url, policy), either);
        return target
          .then((found) => post(found, call))
          .catch((cause: unknown) => {
            signal.throwIfAborted();
            if (timeout.aborted) throw timeoutFailure(settings.timeoutSeconds);
            throw asFailure(cause);
          });
      };
      return {
        kind: 'webhook',
        answer: async (ask, signal) => readPosted(await postQuestion(createQuestion(ask), signal), now()),
        ...(settings.aids
          ? {
              assist: async (task, ask, signal) =>
                readPostedAid(task, await postQuestion(createAidQuestion(task, ask), signal), now()),
            }
          : {}),
      };
    },
    listen: (mount, ears) => listenForAnswers(mount, ears, now),
  };
}

/** A look-up cannot be cancelled, but need not be waited for. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([work, aborted]);
}

function asFailure(cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  return cause instanceof RangeError ? unreadableFailure() : connectionFailure(cause);
}

function signedCall(
  { id, body }: Question,
  { secret }: WebhookSettings,
  now: Date,
): { readonly headers: Record<string, string>; readonly body: Buffer } {
  const timestamp = Math.floor(now.getTime() / 1000);
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'baton-livechat',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': sign(secret, { id, timestamp, body }),
    },
  };
}

function readPosted({ status, retryAfter, body }: Posted, now: Date): Answer {
  if (status === 202) return { messages: [], requestHuman: null, failed: false, deferred: true };
  if (status < 200 || status > 299) throw statusFailure(status, retryAfter, now);
  const answer = readAnswer(parseJson(body));
  if (!answer) throw unreadableFailure();
  return answer;
}

/** A bot that does not know such questions says so, or says nothing: it has no aid to give. */
function readPostedAid(task: AidTask, { status, retryAfter, body }: Posted, now: Date): readonly string[] {
  if (status === 202 || status === 204 || status === 404 || status === 501) return [];
  if (status < 200 || status > 299) throw statusFailure(status, retryAfter, now);
  return readAid(task, parseJson(body));
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
