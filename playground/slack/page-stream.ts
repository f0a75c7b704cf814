// Tells each open page what changed for its user, as server-sent events.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type PageShapes, shapePageView } from './page-shape.js';
import type { StreamEvent } from './protocol.js';
import type { Channel, Message } from './records.js';
import type { Views } from './views.js';
import type { Change, World } from './world.js';

export type PageStream = ReturnType<typeof createPageStream>;

interface Listener {
  readonly userId: string;
  readonly response: ServerResponse;
}

const HEARTBEAT_MS = 20_000;

/** Creates the stream; with no page open a change costs nothing. */
export const createPageStream = (world: World, views: Views, shapes: PageShapes) => {
  const listeners = new Set<Listener>();

  const write = (listener: Listener, event: StreamEvent): void => {
    listener.response.write(`data: ${JSON.stringify(event)}\n\n`);
  };

  const tellUser = (userId: string, event: StreamEvent): void => {
    for (const listener of listeners) if (listener.userId === userId) write(listener, event);
  };

  const tellChannel = (channelId: string, event: StreamEvent): void => {
    const members = world.channels.get(channelId)?.members;
    for (const listener of listeners) if (members?.has(listener.userId)) write(listener, event);
  };

  const tellAboutChannel = (channel: Channel, userId?: string): void => {
    for (const listener of listeners) {
      if (userId !== undefined && listener.userId !== userId) continue;
      if (channel.members.has(listener.userId))
        write(listener, { type: 'channel', channel: shapes.channel(channel, listener.userId) });
    }
  };

  const tellAboutRoot = (message: Message): void => {
    const root = message.threadTs === null ? undefined : world.message(message.channel, message.threadTs);
    if (root) tellChannel(root.channel, { type: 'message_changed', message: shapes.message(root) });
  };

  const tell = (change: Change): void => {
    if (listeners.size === 0) return;
    switch (change.type) {
      case 'posted':
        tellChannel(change.message.channel, { type: 'message', message: shapes.message(change.message) });
        return tellAboutRoot(change.message);
      case 'edited':
      case 'tombstoned':
        return tellChannel(change.message.channel, {
          type: 'message_changed',
          message: shapes.message(change.message),
        });
      case 'deleted': {
        const { channel, ts, threadTs } = change.message;
        tellChannel(channel, { type: 'message_deleted', channel, ts, threadTs });
        return;
      }
      case 'replies_changed':
        return tellChannel(change.message.channel, {
          type: 'message_changed',
          message: shapes.message(change.message),
        });
      case 'reacted': {
        const { channel, ts, reactions } = shapes.message(change.message);
        return tellChannel(channel, { type: 'reaction', channel, ts, reactions });
      }
      case 'whispered':
        return tellUser(change.message.ephemeralFor ?? '', {
          type: 'ephemeral',
          message: shapes.message(change.message),
        });
      case 'whisper_deleted': {
        const { channel, ts } = change.message;
        return tellUser(change.message.ephemeralFor ?? '', { type: 'ephemeral_deleted', channel, ts });
      }
      case 'membership':
      case 'channel':
        return tellAboutChannel(change.channel);
      case 'user':
        return undefined;
    }
  };

  world.onChange(tell);
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
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      const listener = { userId, response };
      listeners.add(listener);
      write(listener, { type: 'hello' });
      const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
      request.on('close', () => {
        clearInterval(heartbeat);
        listeners.delete(listener);
      });
    },
    close: (): void => {
      for (const listener of listeners) listener.response.destroy();
    },
  };
};
