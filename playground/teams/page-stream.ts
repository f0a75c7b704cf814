// Tells each open page what changed for its person, as server-sent events.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PageGround } from './page-ground.js';
import type { TeamsEvent } from './protocol.js';

export type TeamsPageStream = ReturnType<typeof createTeamsPageStream>;

interface Listener {
  readonly userId: string;
  readonly response: ServerResponse;
  /** What the page was told last, as JSON: posts by chat and id, the dialogs, the rest of the state. */
  seen: Sight;
}

interface Sight {
  readonly posts: ReadonlyMap<string, { readonly chat: string; readonly id: string; readonly json: string }>;
  readonly dialogs: string;
  readonly state: string;
}

const heartbeatMs = 20_000;
/** Changes that come at once are told at once. */
const gatherMs = 15;

/** Creates the stream; with no page open a change costs nothing. */
export const createTeamsPageStream = (ground: PageGround) => {
  const listeners = new Set<Listener>();
  let timer: NodeJS.Timeout | undefined;

  const tellAll = (): void => {
    timer = undefined;
    for (const listener of listeners) {
      const now = look(ground, listener.userId);
      for (const event of compare(listener.seen, now)) write(listener.response, event);
      listener.seen = now;
    }
  };
  ground.onChange(() => {
    if (listeners.size > 0) timer ??= setTimeout(tellAll, gatherMs);
  });

  return {
    /** Keeps the answer open and writes to it until the page goes away. Throws PageRefused for an unknown person. */
    attach: (request: IncomingMessage, response: ServerResponse, userId: string): void => {
      const listener: Listener = { userId, response, seen: look(ground, userId) };
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      listeners.add(listener);
      write(response, { type: 'hello' });
      const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs);
      request.on('close', () => {
        clearInterval(heartbeat);
        listeners.delete(listener);
      });
    },
    close: (): void => {
      clearTimeout(timer);
      for (const { response } of listeners) response.destroy();
    },
  };
};

const look = (ground: PageGround, userId: string): Sight => {
  const { dialogs, ...state } = ground.readState(userId);
  const posts = ground
    .chatsOf(userId)
    .flatMap((chat) => ground.readPosts(userId, chat))
    .map((post) => {
      const { chat, id } = post;
      return [`${chat} ${id}`, { chat, id, json: JSON.stringify(post) }] as const;
    });
  return { posts: new Map(posts), dialogs: JSON.stringify(dialogs), state: JSON.stringify(state) };
};

/** What a page that saw one thing must be told to see another. */
const compare = (before: Sight, now: Sight): TeamsEvent[] => {
  const gone = [...before.posts].filter(([key]) => !now.posts.has(key));
  const changed = [...now.posts].filter(([key, { json }]) => before.posts.get(key)?.json !== json);
  return [
    ...(before.state === now.state ? [] : [{ type: 'state' as const }]),
    ...gone.map(([, { chat, id }]) => ({ type: 'post-gone' as const, chat, id })),
    ...changed.map(([, { json }]) => ({ type: 'post' as const, post: JSON.parse(json) })),
    ...(before.dialogs === now.dialogs
      ? []
      : [{ type: 'dialogs' as const, dialogs: JSON.parse(now.dialogs) }]),
  ];
};

const write = (response: ServerResponse, event: TeamsEvent): void => {
  response.write(`data: ${JSON.stringify(event)}\n\n`);
};
