// The door Meta knocks at: the handshake, and signed bodies that are kept before they are answered.

import type { Request, Response, Router } from 'express';
import type { Logger } from 'pino';
import { readBody } from './read-body.js';
import { isSigned, isToken } from './signature.js';
import { isObject } from './untrusted.js';

export interface WebhookOptions {
  /** `/webhooks/whatsapp`. */
  readonly path: string;
  /** What the platform calls what it reports on: `whatsapp_business_account`, `page`, `instagram`. */
  readonly object: string;
  /** The app secrets of which one must have signed a body. */
  readonly secrets: readonly string[];
  /** What the handshake must bring. */
  readonly verifyToken: string;
  readonly log?: Pick<Logger, 'warn' | 'error'> | undefined;
  /** Counts what became of a request: `taken`, `not-kept`, `unsigned`, `unreadable`, `too-large`, `other-object`, … */
  readonly count?: ((what: string) => void) | undefined;
  /** Keeps what a body brought; throws only when the memory is away. */
  readonly take: (body: Record<string, unknown>) => Promise<void>;
}

/** The platform sends up to 3 MB. */
const limitBytes = 4 * 1024 * 1024;
const warnEveryMs = 60_000;
const lingerMs = 500;

/**
 * Mounts handshake and reception. Answers 200 once `take` has resolved, also to what is none of ours: the platform
 * repeats everything else for days. 503 asks for that, when nothing could be kept.
 */
export function listenWebhook(mount: Router, options: WebhookOptions): void {
  const door: Door = {
    ...options,
    count: options.count ?? (() => undefined),
    warn: createRareWarning(options),
  };
  mount.get(options.path, (request, response) => shakeHands(request, response, door));
  mount.post(options.path, (request, response) => receive(request, response, door));
}

interface Door extends WebhookOptions {
  readonly count: (what: string) => void;
  readonly warn: (what: string) => void;
}

function shakeHands(request: Request, response: Response, { verifyToken, count, warn }: Door): void {
  const { 'hub.mode': mode, 'hub.challenge': challenge, 'hub.verify_token': token } = request.query;
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', 'no-store');
  // A repeated parameter is a list and no text: it is refused like a wrong one.
  const isRight =
    mode === 'subscribe' && typeof challenge === 'string' && challenge !== '' && isToken(token, verifyToken);
  if (!isRight) {
    count('handshake-refused');
    warn('handshake');
    response.status(403).end();
    return;
  }
  count('handshake');
  response.status(200).type('text/plain').send(challenge);
}

async function receive(request: Request, response: Response, door: Door): Promise<void> {
  const raw = await readBody(request, limitBytes);
  if (raw === null) return;
  if (raw === 'too-large') {
    refuse(response, 413, 'too-large', door);
    endSoon(request);
    return;
  }
  if (!isSigned(raw, request.get('x-hub-signature-256'), door.secrets)) {
    refuse(response, 401, 'unsigned', door);
    return;
  }
  const body = parse(raw);
  if (body === null) {
    refuse(response, 400, 'unreadable', door);
    return;
  }
  if (body.object !== door.object) {
    door.count('other-object');
    response.status(200).end();
    return;
  }
  await keep(body, response, door);
}

async function keep(body: Record<string, unknown>, response: Response, door: Door): Promise<void> {
  try {
    await door.take(body);
    door.count('taken');
    response.status(200).end();
  } catch (error) {
    door.count('not-kept');
    door.log?.error({ err: error, path: door.path }, 'a webhook could not be kept');
    response.status(503).setHeader('Retry-After', '2').end();
  }
}

function refuse(response: Response, status: number, what: string, { count, warn }: Door): void {
  count(what);
  warn(what);
  // No word of why: whoever signs wrongly shall not learn from it.
  response.status(status).end();
}

/** Whoever sends too much is still sending: they get a moment to read the answer, and then the line is cut. */
function endSoon(request: Request): void {
  request.resume();
  const cut = setTimeout(() => request.destroy(), lingerMs).unref();
  request.once('end', () => clearTimeout(cut));
}

function parse(raw: Buffer): Record<string, unknown> | null {
  try {
    const body: unknown = JSON.parse(raw.toString('utf8'));
    return isObject(body) ? body : null;
  } catch {
    return null;
  }
}

/** Warns of each kind at most once a minute, with how many there were meanwhile: anyone may knock, and often. */
function createRareWarning({ log, path }: WebhookOptions): (what: string) => void {
  const seen = new Map<string, { until: number; times: number }>();
  return (what) => {
    const known = seen.get(what);
    if (known && known.until > Date.now()) {
      known.times += 1;
      return;
    }
    log?.warn({ path, what, unsaid: known?.times ?? 0 }, 'a webhook was refused');
    seen.set(what, { until: Date.now() + warnEveryMs, times: 0 });
  };
}
