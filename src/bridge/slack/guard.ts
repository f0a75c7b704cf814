// The first look at a request, before Bolt verifies its signature: header shapes and both sides of the time window.

import type { NextFunction, Request, Response } from 'express';

/** Slack's window, in seconds; Bolt itself refuses only what is too old. */
const windowSeconds = 300;

/** Why the headers cannot be right; null when they may be, so that the signature is worth computing. */
export function findHeaderFault(
  headers: { readonly signature: string | undefined; readonly timestamp: string | undefined },
  nowMs: number,
): string | null {
  const { signature, timestamp } = headers;
  if (signature === undefined || timestamp === undefined) return 'missing header';
  // A header sent twice arrives joined by a comma and fails here too.
  if (!/^v0=[0-9a-f]{64}$/.test(signature)) return 'malformed signature';
  if (!/^\d{1,12}$/.test(timestamp)) return 'malformed timestamp';
  return Math.abs(nowMs / 1000 - Number(timestamp)) > windowSeconds ? 'outside of the time window' : null;
}

/** Answers 401 without a body to what cannot be signed by Slack; the rest goes on to Bolt. */
export function createGuard(
  refuse: (why: string) => void,
): (request: Request, response: Response, next: NextFunction) => void {
  return (request, response, next) => {
    const fault = findHeaderFault(
      {
        signature: request.header('x-slack-signature'),
        timestamp: request.header('x-slack-request-timestamp'),
      },
      Date.now(),
    );
    if (fault === null) {
      next();
      return;
    }
    refuse(fault);
    response.status(401).end();
  };
}
