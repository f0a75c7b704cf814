// What was sent in one run, and where it was seen.

import type { Write } from './writers.js';

export interface Sent {
  /** Named in the text, so that it is recognised wherever it arrives. */
  readonly token: string;
  readonly conversation: number;
  readonly sentAt: number;
  ackAt: number;
  status: number;
  arrivals: number[];
}

export interface Ledger {
  readonly sent: readonly Sent[];
  /** Sends one message and waits for its acknowledgement; a write that fails counts as status 0. */
  send(write: Write, conversation: number): Promise<Sent>;
  /** Sends many in one write. */
  sendTogether(
    write: (lines: readonly { conversation: number; text: string }[]) => Promise<number>,
    conversations: readonly number[],
  ): Promise<readonly Sent[]>;
  /** Notes where a message arrived; texts of other runs are passed over. */
  arrive(text: string): void;
  /** Resolves once the message was seen; at once when it already was. */
  arrived(one: Sent): Promise<void>;
  /** Waits until all that was acknowledged has arrived, at most `patienceMs`, and a little for doubles. */
  settled(patienceMs: number): Promise<void>;
}

let runs = 0;

/** Opens a ledger of its own: its messages are told apart from those of every other run. */
export function createLedger(): Ledger {
  runs += 1;
  const run = runs;
  const sent: Sent[] = [];
  const byToken = new Map<string, Sent>();
  const waiting = new Map<Sent, () => void>();
  const begin = (conversation: number): Sent => {
    const token = `r${run}m${sent.length + 1}x${conversation}`;
    const one: Sent = { token, conversation, sentAt: performance.now(), ackAt: 0, status: 0, arrivals: [] };
    sent.push(one);
    byToken.set(token, one);
    return one;
  };
  const textOf = ({ token }: Sent) => `bench ${token} end`;
  return {
    sent,
    async send(write, conversation) {
      const one = begin(conversation);
      one.status = await write(conversation, textOf(one)).catch(() => 0);
      one.ackAt = performance.now();
      return one;
    },
    async sendTogether(write, conversations) {
      const all = conversations.map(begin);
      const lines = all.map((one) => ({ conversation: one.conversation, text: textOf(one) }));
      const status = await write(lines).catch(() => 0);
      const ackAt = performance.now();
      for (const one of all) Object.assign(one, { status, ackAt });
      return all;
    },
    arrive(text) {
      const token = /bench (r\d+m\d+x\d+) end/.exec(text)?.[1];
      const one = token ? byToken.get(token) : undefined;
      if (!one) return;
      one.arrivals.push(performance.now());
      waiting.get(one)?.();
      waiting.delete(one);
    },
    arrived: (one) =>
      one.arrivals.length > 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.set(one, resolve);
          }),
    async settled(patienceMs) {
      const until = performance.now() + patienceMs;
      while (performance.now() < until && sent.some((one) => one.status === 200 && one.arrivals.length === 0))
        await new Promise((resolve) => setTimeout(resolve, 20));
      // Doubles come late.
      await new Promise((resolve) => setTimeout(resolve, 300));
    },
  };
}
