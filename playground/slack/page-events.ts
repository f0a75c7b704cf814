// Writes the stream events a page hears about one change, and says who hears them.
import type { PageShapes } from './page-shape.js';
import type { StreamEvent } from './protocol.js';
import type { Message } from './records.js';
import type { Change } from './workspace.js';
import type { World } from './world.js';

/** `user` alone hears it, or every member of `channel`. */
export interface Announcement {
  readonly user: string | null;
  readonly channel: string;
  readonly event: StreamEvent;
}

/** What is told about a change of messages; changes of channels are told by the stream, user by user. */
export const readAnnouncements = (world: World, shapes: PageShapes, change: Change): Announcement[] => {
  switch (change.type) {
    case 'posted':
      return [
        toChannel(change.message, { type: 'message', message: shapes.message(change.message) }),
        ...aboutRoot(world, shapes, change.message),
      ];
    case 'edited':
    case 'tombstoned':
    case 'replies_changed':
      return [
        toChannel(change.message, { type: 'message_changed', message: shapes.message(change.message) }),
      ];
    case 'deleted': {
      const { channel, ts, threadTs } = change.message;
      return [toChannel(change.message, { type: 'message_deleted', channel, ts, threadTs })];
    }
    case 'reacted': {
      const { channel, ts, reactions } = shapes.message(change.message);
      return [toChannel(change.message, { type: 'reaction', channel, ts, reactions })];
    }
    case 'whispered':
      return [toReader(change.message, { type: 'ephemeral', message: shapes.message(change.message) })];
    case 'whisper_deleted': {
      const { channel, ts } = change.message;
      return [toReader(change.message, { type: 'ephemeral_deleted', channel, ts })];
    }
    default:
      return [];
  }
};

const toChannel = ({ channel }: Message, event: StreamEvent): Announcement => ({
  user: null,
  channel,
  event,
});

const toReader = ({ channel, ephemeralFor }: Message, event: StreamEvent): Announcement => ({
  user: ephemeralFor,
  channel,
  event,
});

const aboutRoot = (world: World, shapes: PageShapes, reply: Message): Announcement[] => {
  const root = reply.threadTs === null ? undefined : world.message(reply.channel, reply.threadTs);
  return root ? [toChannel(root, { type: 'message_changed', message: shapes.message(root) })] : [];
};
