// How much one visitor or one address may ask of us, and how big, how long and how many things may be.

import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { readGuest } from './door.js';
import { WebRefusal } from './errors.js';

/** Every bound of the web channel; times in milliseconds, sizes in bytes. */
export interface WebLimits {
  readonly messagesPerMinute: number;
  /** Messages within ten seconds. */
  readonly messageBurst: number;
  readonly uploadsPerHour: number;
  /** Other calls of one visitor (typing, seen, snapshots, streams). */
  readonly callsPerMinute: number;
  /** New visitors and identity checks per network address (IPv6: per /64). */
  readonly visitorsPerHour: number;
  /** Calls per network address before anyone is known. */
  readonly addressCallsPerMinute: number;
  readonly streamsPerVisitor: number;
  readonly fileBytes: number;
  readonly heartbeatMs: number;
  readonly streamLifetimeMs: number;
  /** How long a stream may stay stuffed before it is dropped. */
  readonly drainMs: number;
  readonly pollMs: number;
  readonly linkLifetimeMs: number;
}

export const defaultLimits: WebLimits = {
  messagesPerMinute: 60,
  messageBurst: 20,
  uploadsPerHour: 40,
  callsPerMinute: 240,
  visitorsPerHour: 60,
  addressCallsPerMinute: 1200,
  streamsPerVisitor: 3,
  fileBytes: 10 * 1024 * 1024,
  heartbeatMs: 15_000,
  streamLifetimeMs: 600_000,
  drainMs: 10_000,
  pollMs: 25_000,
  linkLifetimeMs: 900_000,
};

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** One visitor on one site. */
function visitorKey(_req: Request, res: Response): string {
  const { account, visitor } = readGuest(res);
  return `${account.id} ${visitor.address}`;
}

/** One network address: the proxy hop that Express trusts, a whole /64 for IPv6. */
function addressKey(req: Request): string {
  return ipKeyGenerator(req.ip ?? '0.0.0.0');
}

interface Rate {
  readonly windowMs: number;
  readonly limit: number;
  readonly key: (req: Request, res: Response) => string;
}

function limitRate({ windowMs, limit, key }: Rate): RequestHandler {
  return rateLimit({
    windowMs,
    limit,
    keyGenerator: key,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    validate: { trustProxy: false, xForwardedForHeader: false, forwardedHeader: false },
    handler: (_req, _res, next) => {
      next(new WebRefusal(429, 'rate', 'Too many at once; please wait a moment.'));
    },
  });
}

/** The limiters of one channel; those of visitors stand behind `readVisitor`. */
export function createRates(limits: WebLimits) {
  return {
    address: limitRate({ windowMs: minuteMs, limit: limits.addressCallsPerMinute, key: addressKey }),
    visitors: limitRate({ windowMs: hourMs, limit: limits.visitorsPerHour, key: addressKey }),
    calls: limitRate({ windowMs: minuteMs, limit: limits.callsPerMinute, key: visitorKey }),
    uploads: limitRate({ windowMs: hourMs, limit: limits.uploadsPerHour, key: visitorKey }),
    messages: [
      limitRate({ windowMs: 10 * secondMs, limit: limits.messageBurst, key: visitorKey }),
      limitRate({ windowMs: minuteMs, limit: limits.messagesPerMinute, key: visitorKey }),
    ],
  };
}
