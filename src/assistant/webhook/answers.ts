// The door an outside bot calls to answer later: POST /assistants/:chatbotKey/answers.

import {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
  raw,
} from 'express';
import type { Chatbot } from '../../core/chatbot.js';
import { Refusal } from '../../core/errors.js';
import type { ConversationId } from '../../core/id.js';
import type { AssistantEars } from '../assistant.js';
import { webhookSettings } from './settings.js';
import { isSigned } from './signature.js';
import { readLateAnswer } from './wire.js';

const limitBytes = 256 * 1024;

/** Mounts the door. Answers 204 once stored, 401 · 404 · 400 · 413 · 409 otherwise, each without detail about secrets. */
export function listenForAnswers(mount: Router, ears: AssistantEars, now: () => Date): void {
  mount.post('/assistants/:chatbotKey/answers', readBody, async (request, response) => {
    const chatbot = await ears.findChatbot(String(request.params.chatbotKey));
    const settings = chatbot ? webhookSettings.safeParse(chatbot.assistant) : null;
    if (!chatbot || !settings?.success) return refuse(response, 404, 'unknown chatbot');
    const body: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const headers = {
      id: request.get('webhook-id'),
      timestamp: request.get('webhook-timestamp'),
      signature: request.get('webhook-signature'),
    };
    if (!isSigned(settings.data.secret, headers, { body, now: now() }))
      return refuse(response, 401, 'unauthorized');
    await hearLate({ chatbot, body, idempotencyKey: headers.id ?? null }, ears, response);
  });
}

interface Call {
  readonly chatbot: Chatbot;
  readonly body: Buffer;
  readonly idempotencyKey: string | null;
}

async function hearLate(
  { chatbot, body, idempotencyKey }: Call,
  ears: AssistantEars,
  response: Response,
): Promise<void> {
  const late = readLateAnswer(parseJson(body));
  if (!late) return refuse(response, 400, 'unreadable');
  try {
    const conversationId = late.conversationId as ConversationId;
    await ears.hear({
      chatbotId: chatbot.id,
      conversationId,
      epoch: late.epoch,
      answer: late.answer,
      idempotencyKey,
    });
    response.status(204).end();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refuse(response, error.code === 'unknown-conversation' ? 404 : 409, error.code);
  }
}

const readRaw = raw({ type: () => true, limit: limitBytes, inflate: false });

const readBody: RequestHandler = (request: Request, response: Response, next: NextFunction) => {
  // The house may have read the bytes already.
  if (Buffer.isBuffer(request.body)) {
    if (request.body.byteLength > limitBytes) return refuse(response, 413, 'too large');
    return next();
  }
  readRaw(request, response, (error?: unknown) => {
    if (error === undefined) return next();
    const tooLarge = error instanceof Error && 'type' in error && error.type === 'entity.too.large';
    refuse(response, tooLarge ? 413 : 400, tooLarge ? 'too large' : 'unreadable');
  });
};

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function refuse(response: Response, status: number, error: string): void {
  response.status(status).json({ error });
}
