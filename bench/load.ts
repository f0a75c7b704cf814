// The generator: sends signed or tokened requests at a pace, in a closed loop or in a burst, and times both ends.

import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

export interface Sent {
  /** Named in the text, so that it is recognised wherever it arrives. */
  readonly token: string;
  readonly conversation: number;
  readonly sentAt: number;
  ackAt: number;
  status: number;
  arrivals: number[];
}

/** Writes one message of a conversation to a target; resolves with the status once it is acknowledged. */
export type Write = (conversation: number, text: string) => Promise<number>;

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** POSTs a body over a kept connection and resolves with the status. */
export function post(url: URL, body: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          ...headers,
        },
      },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

let events = 0;

/** A signed Slack event: someone's line in a thread. */
export function writeSlackLine(
  url: string,
  secret: string,
  line: { user: string; channel: string; threadRef: string; team: string },
) {
  const target = new URL('/slack/events', url);
  return (text: string): Promise<number> => {
    events += 1;
    const now = Math.floor(Date.now() / 1_000);
    const ts = `${now}.${String(events % 1_000_000).padStart(6, '0')}`;
    const event = {
      type: 'message',
      channel: line.channel,
      channel_type: 'channel',
      user: line.user,
      text,
      ts,
      event_ts: ts,
      thread_ts: line.threadRef,
      team: line.team,
      client_msg_id: randomUUID(),
    };
    const body = JSON.stringify({
      token: 'x',
      type: 'event_callback',
      team_id: line.team,
      api_app_id: 'A0BENCH',
      event_id: `Ev${events}.${process.pid}`,
      event_time: now,
      authorizations: [
        {
          enterprise_id: null,
          team_id: line.team,
          user_id: 'U0BOT',
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      event,
    });
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${now}:${body}`).digest('hex')}`;
    return post(target, body, { 'x-slack-request-timestamp': String(now), 'x-slack-signature': signature });
  };
}

let runs = 0;

/** What was sent in one run, and where it was seen; other runs' messages are strangers. */
export class Ledger {
  readonly sent: Sent[] = [];
  private readonly run = ++runs;
  private readonly byToken = new Map<string, Sent>();
  private next = 0;

  async send(write: Write, conversation: number): Promise<Sent> {
    this.next += 1;
    const token = `r${this.run}m${this.next}x${conversation}`;
    const one: Sent = { token, conversation, sentAt: performance.now(), ackAt: 0, status: 0, arrivals: [] };
    this.sent.push(one);
    this.byToken.set(token, one);
    one.status = await write(conversation, `bench ${token} end`).catch(() => 0);
    one.ackAt = performance.now();
    return one;
  }

  /** Notes where a message arrived; texts of other runs are passed over. */
  arrive(text: string): void {
    const token = /bench (r\d+m\d+x\d+) end/.exec(text)?.[1];
    const one = token ? this.byToken.get(token) : undefined;
    one?.arrivals.push(performance.now());
  }

  async settled(patienceMs: number): Promise<void> {
    const until = performance.now() + patienceMs;
    while (
      performance.now() < until &&
      this.sent.some((one) => one.status === 200 && one.arrivals.length === 0)
    ) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    // Doubles come late.
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

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
      while (one.status === 200 && one.arrivals.length === 0)
        await new Promise((resolve) => setImmediate(resolve));
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
