// The customers' side: a stream for each conversation, as the widget keeps one.

import { request } from 'node:http';

/** A conversation that was set up before anything is measured. */
export interface Seed {
  readonly token: string;
  /** The site key of the door it came through. */
  readonly site: string;
  readonly conversationId: string;
  readonly threadRef: string;
  readonly sequence: number;
}

/** Opens every customer's stream from where its conversation is now. */
export function watchStreams(
  url: string,
  seeds: readonly Seed[],
  onText: (text: string) => void,
): () => void {
  const open = seeds.map((seed) => {
    const target = new URL(`/web/events?conversation=${seed.conversationId}&after=${seed.sequence}`, url);
    const headers = {
      authorization: `Bearer ${seed.token}`,
      'x-baton-site': seed.site,
      accept: 'text/event-stream',
    };
    const stream = request(target, { headers, agent: false }, (response) => {
      response.setEncoding('utf8');
      let rest = '';
      response.on('data', (chunk: string) => {
        const parts = (rest + chunk).split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) onText(part);
      });
    });
    stream.on('error', () => undefined);
    stream.end();
    return stream;
  });
  return () => {
    for (const stream of open) stream.destroy();
  };
}
