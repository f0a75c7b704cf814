// The tour: one whole conversation played through the real HTTP doors of both sides, each step checked on both.

import { setTimeout as sleep } from 'node:timers/promises';
import { createAgent } from './agent.js';
import { type Customer, openChat } from './customer.js';
import { ending } from './ending.js';
import { opening } from './opening.js';
import { benId, kimId, type Scene, type Side, type Stage } from './stage.js';
import { talking } from './talking.js';

export interface TourStep {
  /** From 1. */
  readonly step: number;
  readonly title: string;
  readonly side: Side;
  /** What both sides saw, or what was expected and what came; several lines. */
  readonly text: string;
  readonly ok: boolean;
  /** The id of the person whose desk shows it best from here on. */
  readonly as?: string;
}

export interface TourOptions {
  /** Where Baton listens, playground included. */
  readonly baseUrl: string;
  /** Between the steps, for people to follow. */
  readonly pauseMs?: number;
  /** Ends the tour early. */
  readonly signal?: AbortSignal;
  /** Told as soon as the tour's customer exists: whoever shows the widget can show it as this visitor. */
  readonly onVisitor?: (visitor: Pick<Customer, 'site' | 'token'>) => void;
}

/** The demo's site and desk, as `demo.yaml` declares them. */
const siteKey = 'acme-web';
const channelId = 'C0SUPPORT';

const scenes: readonly Scene[] = [...opening, ...talking, ...ending];

/**
 * Plays the tour and yields each step once it happened; the first step that is not as it should be is the last.
 * An aborted tour ends without a word. Whatever happens, the tour's chat is not left open at the desk.
 */
export async function* playTour(options: TourOptions): AsyncGenerator<TourStep> {
  const { pauseMs = 0, signal = new AbortController().signal } = options;
  let stage: Stage | null = null;
  let step = 1;
  const tell = (scene: Omit<Scene, 'act'>, text: string, ok: boolean): TourStep => ({
    step: step++,
    title: scene.title,
    side: scene.side,
    text,
    ok,
    ...(scene.as === undefined ? {} : { as: scene.as }),
  });
  const first: Omit<Scene, 'act'> = { title: 'A visitor opens the shop’s chat', side: 'customer' };
  let now = first;
  try {
    stage = await setStage(options.baseUrl, signal);
    options.onVisitor?.(stage.customer);
    yield tell(first, `The chat of ${stage.customer.chatbot}, at ${options.baseUrl}`, true);
    for (const scene of scenes) {
      if (pauseMs > 0) await sleep(pauseMs, undefined, { signal });
      now = scene;
      yield tell(scene, await scene.act(stage), true);
    }
  } catch (error) {
    if (signal.aborted) return;
    yield tell(now, error instanceof Error ? error.message : String(error), false);
  } finally {
    if (stage) await leave(options.baseUrl, stage);
  }
}

async function setStage(baseUrl: string, signal: AbortSignal): Promise<Stage> {
  const seat = { baseUrl, channelId, signal };
  const kim = createAgent({ ...seat, userId: kimId, name: 'Kim' });
  const older = new Set((await kim.channel()).map((post) => post.ts));
  return {
    customer: await openChat(baseUrl, siteKey, signal),
    kim,
    ben: createAgent({ ...seat, userId: benId, name: 'Ben' }),
    signal,
    order: String(Math.floor(1e5 + Math.random() * 9e5)),
    older,
    threadTs: null,
    answerTs: null,
  };
}

/** Closes what a broken tour left with Kim, so that it takes no place of hers. */
async function leave(baseUrl: string, { customer, threadTs }: Stage): Promise<void> {
  const closed = customer.standing().status === 'closed';
  customer.leave();
  if (closed || threadTs === null) return;
  const signal = AbortSignal.timeout(5_000);
  const kim = createAgent({ baseUrl, channelId, userId: kimId, name: 'Kim', signal });
  await kim.write(threadTs, '!close').catch(() => undefined);
}
