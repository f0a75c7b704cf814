// The page's door to the tour: `POST /playground/api/tour` plays it and tells each step as a line of JSON.

import express, { type Request, type Response, type Router } from 'express';
import { playTour } from './play.js';

/** Slow enough to follow with one's eyes. */
const pauseMs = 1_200;

export interface TourDoor {
  /** Where Baton listens; asked when a tour begins. */
  readonly baseUrl: () => string;
  readonly pauseMs?: number;
}

/**
 * A router to mount at the root. The answer is NDJSON: first `{ visitor: { site, token } }`, so that the page can
 * show the widget as the tour's customer, then one `TourStep` a line. 409 while another tour plays, 403 for other
 * origins; closing the connection ends the tour.
 */
export function createTourRouter(door: TourDoor): Router {
  const router = express.Router();
  let playing = false;
  router.post('/playground/api/tour', async (request, response) => {
    if (!isOwnPage(request))
      return refuse(response, 403, 'The tour is played from the playground’s own page only.');
    if (playing)
      return refuse(
        response,
        409,
        'The tour is already playing, maybe in another window; it takes half a minute.',
      );
    playing = true;
    try {
      await tell(door, response);
    } finally {
      playing = false;
    }
  });
  return router;
}

/** Browsers say where a request comes from; other programs may call as they like. */
function isOwnPage(request: Request): boolean {
  const { origin } = request.headers;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.headers.host);
}

function refuse(response: Response, status: number, text: string): void {
  response.status(status).json({ ok: false, error: status === 409 ? 'tour_playing' : 'not_allowed', text });
}

async function tell(door: TourDoor, response: Response): Promise<void> {
  const leaving = new AbortController();
  response.on('close', () => leaving.abort());
  response.type('application/x-ndjson').set('cache-control', 'no-store');
  const write = (line: object) => response.write(`${JSON.stringify(line)}\n`);
  const steps = playTour({
    baseUrl: door.baseUrl(),
    pauseMs: door.pauseMs ?? pauseMs,
    signal: leaving.signal,
    onVisitor: ({ site, token }) => write({ visitor: { site, token } }),
  });
  try {
    for await (const step of steps) write(step);
  } finally {
    response.end();
  }
}
