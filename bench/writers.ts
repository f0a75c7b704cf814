// Writes one message at a time to a target: a signed Slack event, or any POST over a kept connection.

import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

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
