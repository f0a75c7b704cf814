// The fallback where proxies swallow streams: one request waits until there is something to say.

import type { Response } from 'express';
import type { Guest } from './door.js';
import { type Cursor, createFeedReader, type Step } from './feed-reader.js';
import type { WebHouse } from './house.js';
import { type LinkFile, type WirePoll, writeEvent } from './wire.js';

/** Answers with the events after the cursor, a reset, someone's typing, or nothing after `pollMs`. */
export async function answerPoll(
  res: Response,
  at: {
    readonly house: WebHouse;
    readonly guest: Guest;
    readonly cursor: Cursor;
    readonly link: LinkFile;
    readonly pollMs: number;
  },
): Promise<void> {
  const { read } = createFeedReader(at.house, at.guest, at.cursor);
  const waiter = createWaiter(res, at.pollMs);
  let typing: string | null = null;
  const unsubscribe = at.house.subscribe(at.guest.account, at.guest.visitor, (wake) => {
    if (wake.kind === 'typing') typing = wake.name;
    waiter.wake();
  });
  try {
    for (;;) {
      const over = waiter.isOver();
      const step = await read();
      if (step.kind !== 'nothing' || typing !== null || over) {
        if (!res.destroyed) res.json(writePoll(step, typing, at.link));
        return;
      }
      await waiter.wait();
    }
  } finally {
    waiter.stop();
    unsubscribe();
  }
}

function writePoll(step: Step, typing: string | null, link: LinkFile): WirePoll {
  if (step.kind !== 'events') return { events: [], reset: step.kind === 'reset', typing };
  let after = step.after;
  const events = step.events.map((event) => {
    const written = writeEvent(event, after, link);
    after = event.sequence;
    return written;
  });
  return { events, reset: false, typing };
}

/** Waits for a wake-up, the end of the time, or the client's leaving; a wake-up that came before counts. */
function createWaiter(res: Response, pollMs: number) {
  let woken = false;
  let over = false;
  let release: () => void = () => {};
  const finish = () => {
    over = true;
    release();
  };
  const timer = setTimeout(finish, pollMs);
  res.on('close', finish);
  return {
    isOver: () => over,
    wake() {
      woken = true;
      release();
    },
    async wait(): Promise<void> {
      if (!woken && !over) await new Promise<void>((resolve) => (release = resolve));
      woken = false;
    },
    stop() {
      clearTimeout(timer);
      res.off('close', finish);
    },
  };
}
