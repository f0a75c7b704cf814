// Has pictures drawn by a thread of their own, so that nobody's line waits for them: begun with the first, ended when idle.

import { Worker } from 'node:worker_threads';
import { createInOrder } from '../../core/in-order.js';
import type { Painted, PaintOrder } from './painting-thread.js';

export interface PainterOptions {
  /** The thread's file; in tests one that misbehaves. */
  readonly file?: URL;
  /** How long one picture may take, loading included. */
  readonly limitMs?: number;
  /** How long the thread waits for another picture: it holds some 80 MB. */
  readonly idleMs?: number;
}

export interface Painter {
  /** Draws one picture after another. Rejects when it can't be drawn, takes too long, or the thread breaks. */
  paint(order: PaintOrder): Promise<Buffer>;
  /** Whether a thread is there now. */
  isAwake(): boolean;
}

/** Built, the thread stands beside this file as JavaScript; from the source, as in tests, it is read as such. */
const ownFile = new URL(
  `./painting-thread.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`,
  import.meta.url,
);

function startThread(file: URL): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: 256 };
  if (!file.pathname.endsWith('.ts')) return new Worker(file, { resourceLimits });
  const [from, source] = [import.meta.resolve('tsx/esm/api'), file.href].map((one) => JSON.stringify(one));
  const code = `import(${from}).then(({ tsImport }) => tsImport(${source}, ${source}))`;
  return new Worker(code, { eval: true, resourceLimits });
}

/** Creates a painter; its thread begins with the first picture, and holds no process up. */
export function createPainter(options: PainterOptions = {}): Painter {
  const { file = ownFile, limitMs = 20_000, idleMs = 60_000 } = options;
  const inOrder = createInOrder();
  let thread: Worker | null = null;
  let rest: NodeJS.Timeout | null = null;

  const end = () => {
    void thread?.terminate();
    thread = null;
  };
  const begin = (): Worker => {
    const begun = startThread(file);
    begun.unref();
    // What breaks it is told to whoever waits for a picture; a thread that breaks while idle is missed by nobody.
    begun.on('error', () => undefined);
    begun.once('exit', () => {
      if (thread === begun) thread = null;
    });
    thread = begun;
    return begun;
  };

  return {
    isAwake: () => thread !== null,
    paint: (order) =>
      inOrder('picture', async () => {
        if (rest) clearTimeout(rest);
        try {
          return await askThread(thread ?? begin(), order, limitMs);
        } catch (error) {
          // Whatever it is at, the next picture begins with a new one.
          end();
          throw error;
        } finally {
          rest = setTimeout(end, idleMs).unref();
        }
      }),
  };
}

function askThread(thread: Worker, order: PaintOrder, limitMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(limit);
      thread.off('message', hear).off('error', fail).off('exit', miss);
      act();
    };
    const hear = (painted: Painted) =>
      settle(() => ('png' in painted ? resolve(Buffer.from(painted.png)) : reject(new Error(painted.error))));
    const fail = (error: Error) => settle(() => reject(error));
    const miss = (code: number) =>
      settle(() => reject(new Error(`the thread that draws ended with ${code}`)));
    const limit = setTimeout(
      () => settle(() => reject(new Error(`a picture took longer than ${limitMs} ms`))),
      limitMs,
    );
    thread.on('message', hear).on('error', fail).on('exit', miss);
    thread.postMessage(order);
  });
}
