// What people do to messages: post, edit, delete, react, upload, read.
import { randomUUID } from 'node:crypto';
import type {
  DeleteGesture,
  Done,
  EditGesture,
  PostAnswer,
  PostGesture,
  ReactGesture,
  ReadGesture,
} from '../protocol.js';
import type { FileRecord, Message } from '../records.js';
import { writeRichText } from '../rich-text.js';
import { writeTypedText } from '../typed-text.js';
import { GestureRefusal, type Ground, needLine, needOpenPlace, needPerson, needPlace } from './ground.js';

const DONE: Done = { ok: true };
const MAX_TYPED = 12_000;

/** A person's line: text with Slack's tokens, a rich_text block, files. */
export const postLine =
  (ground: Ground) =>
  (gesture: PostGesture): PostAnswer => {
    const { world } = ground.rooms;
    const user = needPerson(ground, gesture.user);
    const channel = needOpenPlace(ground, gesture.channel, user.id);
    const files = (gesture.fileIds ?? []).map((id) => needOwnFile(ground, id, user.id));
    if (gesture.text.trim() === '' && files.length === 0)
      throw new GestureRefusal('no_text', 'Write something first.');
    if (gesture.text.length > MAX_TYPED)
      throw new GestureRefusal('msg_too_long', 'That message is too long.');
    if (gesture.threadTs !== undefined && !channel.messages.has(gesture.threadTs)) {
      throw new GestureRefusal('thread_not_found', 'That thread is gone.');
    }
    const text = writeTypedText(gesture.text.trim(), world);
    const subtype =
      gesture.threadTs !== undefined && gesture.broadcast
        ? 'thread_broadcast'
        : files.length > 0
          ? 'file_share'
          : null;
    const message = world.post({
      channel: channel.id,
      userId: user.id,
      clientMsgId: randomUUID(),
      threadTs: gesture.threadTs ?? null,
      text,
      blocks: writeRichText(text),
      files,
      subtype,
    });
    return { ok: true, ts: message.ts };
  };

const needOwnFile = ({ rooms }: Ground, id: string, userId: string): FileRecord => {
  const file = rooms.world.files.get(id);
  if (!file || file.isDeleted || file.userId !== userId)
    throw new GestureRefusal('file_not_found', 'That file is gone.');
  return file;
};

const needOwnLine = (ground: Ground, gesture: { user: string; channel: string; ts: string }): Message => {
  const user = needPerson(ground, gesture.user);
  const message = needLine(needOpenPlace(ground, gesture.channel, user.id), gesture.ts);
  if (message.userId !== user.id)
    throw new GestureRefusal('not_yours', 'Only its author can change a message.');
  return message;
};

export const editLine =
  (ground: Ground) =>
  (gesture: EditGesture): Done => {
    const message = needOwnLine(ground, gesture);
    const text = writeTypedText(gesture.text.trim(), ground.rooms.world);
    if (text === '' && message.files.length === 0)
      throw new GestureRefusal('no_text', 'Write something first.');
    ground.rooms.world.edit(message, { text, blocks: writeRichText(text) }, gesture.user);
    return DONE;
  };

export const deleteLine =
  (ground: Ground) =>
  (gesture: DeleteGesture): Done => {
    ground.rooms.world.remove(needOwnLine(ground, gesture));
    return DONE;
  };

export const reactToLine =
  (ground: Ground) =>
  (gesture: ReactGesture): Done => {
    const user = needPerson(ground, gesture.user);
    const message = needLine(needOpenPlace(ground, gesture.channel, user.id), gesture.ts);
    const name = gesture.name.replace(/^:|:$/g, '');
    if (!/^[\p{L}\p{N}_+'-]{1,100}$/u.test(name))
      throw new GestureRefusal('invalid_name', 'There is no such emoji.');
    ground.rooms.world.react(message, name, user.id, gesture.remove !== true);
    return DONE;
  };

export const markChannelRead =
  (ground: Ground) =>
  (gesture: ReadGesture): Done => {
    const user = needPerson(ground, gesture.user);
    ground.rooms.world.markRead(needPlace(ground, gesture.channel, user.id), user.id);
    return DONE;
  };

export interface UploadGesture {
  readonly user: string;
  readonly name: string;
  readonly mimetype?: string;
  readonly bytes: Buffer;
}

/** Keeps a person's file; it is shown once a message or a view names it. */
export const uploadFile =
  (ground: Ground) =>
  (gesture: UploadGesture): { readonly ok: true; readonly file: FileRecord } => {
    const user = needPerson(ground, gesture.user);
    const { files, settings } = ground.rooms;
    if (gesture.bytes.length === 0) throw new GestureRefusal('no_file_data', 'That file is empty.');
    if (gesture.bytes.length > settings.maxFileBytes)
      throw new GestureRefusal('file_too_large', 'That file is too large.');
    const { bytes, mimetype, name } = gesture;
    return {
      ok: true,
      file: files.reserve({
        name,
        userId: user.id,
        size: bytes.length,
        bytes,
        ...(mimetype ? { mimetype } : {}),
      }),
    };
  };
