// The three kinds of load: at a pace, in a closed loop, and in a burst.

import type { Ledger } from './ledger.js';
import type { Write } from './writers.js';

/** Sends `perSecond` for `seconds`, round robin over the conversations, whatever the answers. */
export async function runPaced(
  ledger: Ledger,
  write: Write,
  plan: { conversations: number; perSecond: number; seconds: number },
): Promise<void> {
  const pending: Promise<unknown>[] = [];
  const start = performance.now();
  const total = plan.perSecond * plan.seconds;
  for (let index = 0; index < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - start) / 1_000) * plan.perSecond) + 1);
    for (; index < due; index += 1) pending.push(ledger.send(write, index % plan.conversations));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(pending);
}

/** Keeps `width` messages under way, each sent when an earlier one arrived. */
export async function runClosed(
  ledger: Ledger,
  write: Write,
  plan: { conversations: number; width: number; total: number },
): Promise<number> {
  let index = 0;
  const start = performance.now();
  const loop = async () => {
    while (index < plan.total) {
      const conversation = index % plan.conversations;
      index += 1;
      const one = await ledger.send(write, conversation);
      // Waiting costs nothing: the generator shares its cores with what it measures.
      if (one.status === 200) await ledger.arrived(one);
    }
  };
  await Promise.all(Array.from({ length: plan.width }, loop));
  return plan.total / ((performance.now() - start) / 1_000);
}

/** Each conversation sends its next message as soon as the last was acknowledged. */
export async function runBurst(
  ledger: Ledger,
  write: Write,
  plan: { conversations: number; total: number },
): Promise<void> {
  const each = plan.total / plan.conversations;
  await Promise.all(
    Array.from({ length: plan.conversations }, async (_, conversation) => {
      for (let index = 0; index < each; index += 1) await ledger.send(write, conversation);
    }),
  );
}
