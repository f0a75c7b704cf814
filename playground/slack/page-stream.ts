// Tells each open page what changed for its user, as server-sent events.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readAnnouncements } from './page-events.js';
import { type PageShapes, shapePageView } from './page-shape.js';
import type { StreamEvent } from './protocol.js';
import type { Channel } from './records.js';
import type { Views } from './views.js';
import type { Change } from './workspace.js';
import type { World } from './world.js';

export type PageStream = ReturnType<typeof createPageStream>;

interface Listener {
  readonly userId: string;
  readonly response: ServerResponse;
}

const HEARTBEAT_MS = 20_000;

/** Creates the stream; with no page open a change costs nothing. */
export const createPageStream = (world: World, views: Views, shapes: PageShapes) => {
  const listeners = new Set<Listener>();

  const tellUser = (userId: string, event: StreamEvent): void => {
    for (const listener of listeners) if (listener.userId === userId) write(listener, event);
  };

  const tellAboutChannel = (channel: Channel): void => {
    for (const listener of listeners) {
      if (!channel.members.has(listener.userId)) continue;
      write(listener, { type: 'channel', channel: shapes.channel(channel, listener.userId) });
    }
  };

  world.onChange((change: Change) => {
    if (listeners.size === 0) return;
    if (change.type === 'channel' || change.type === 'membership') tellAboutChannel(change.channel);
    for (const { user, channel, event } of readAnnouncements(world, shapes, change)) {
      const members = world.channels.get(channel)?.members;
      for (const listener of listeners) {
        if (user === null ? members?.has(listener.userId) : listener.userId === user) write(listener, event);
      }
    }
  });

  views.onChange((userId, change) => {
    if (change === 'home') {
      const view = views.homeOf(userId);
      tellUser(userId, { type: 'home', view: view ? shapePageView(view) : null });
    } else {
      tellUser(userId, { type: 'modals', change, modals: views.stackOf(userId).map(shapePageView) });
    }
  });

  return {
    toast: (userId: string, level: 'error' | 'info', code: string, text: string): void =>
      tellUser(userId, { type: 'toast', level, code, text }),
    /** Keeps the answer open and writes to it until the page goes away. */
    attach: (request: IncomingMessage, response: ServerResponse, userId: string): void => {
      const listener = { userId, response };
      listeners.add(listener);
      request.on('close', () => listeners.delete(listener));
      openStream(request, listener);
    },
    close: (): void => {
      for (const listener of listeners) listener.response.destroy();
    },
  };
};

const openStream = (request: IncomingMessage, listener: Listener): void => {
  const { response } = listener;
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  write(listener, { type: 'hello' });
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  request.on('close', () => clearInterval(heartbeat));
};

const write = (listener: Listener, event: StreamEvent): void => {
  listener.response.write(`data: ${JSON.stringify(event)}\n\n`);
};
