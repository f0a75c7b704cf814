// files.*: the three steps of an upload, information, deletion.
import { isRecord, sleep } from '../../wire/http.js';
import type { Channel, FileRecord, Json } from '../records.js';
import {
  type MethodFamily,
  needOpenChannel,
  needText,
  type Rooms,
  readJson,
  readText,
  SlackRefusal,
} from './call.js';
import { readContent } from './chat.js';

const getUploadUrl = (args: Json, { settings, files, baseUrl }: Rooms): Json => {
  const size = Number(needText(args, 'length'));
  if (!Number.isInteger(size) || size <= 0) throw new SlackRefusal('invalid_arguments');
  if (size > settings.maxFileBytes) throw new SlackRefusal('file_upload_size_restricted');
  const file = files.reserve({ name: needText(args, 'filename'), userId: settings.botUserId, size });
  return { upload_url: `${baseUrl()}/upload/${file.id}/${file.secret}`, file_id: file.id };
};

const needFile = ({ world }: Rooms, id: string): FileRecord => {
  const file = world.files.get(id);
  if (!file) throw new SlackRefusal('file_not_found');
  if (file.isDeleted) throw new SlackRefusal('file_deleted');
  return file;
};

const readListed = (args: Json, rooms: Rooms): FileRecord[] => {
  const listed = readJson(args, 'files', 'invalid_arguments');
  if (!Array.isArray(listed) || listed.length === 0) throw new SlackRefusal('invalid_arguments');
  return listed.filter(isRecord).map((entry) => {
    const file = needFile(rooms, String(entry.id));
    if (file.bytes === null || file.isComplete) throw new SlackRefusal('file_not_found');
    if (typeof entry.title === 'string' && entry.title !== '') file.title = entry.title;
    return file;
  });
};

const complete = (args: Json, rooms: Rooms): Json => {
  const files = readListed(args, rooms);
  const ids = [readText(args, 'channel_id'), ...(readText(args, 'channels')?.split(',') ?? [])].filter(
    (id) => id !== null,
  );
  const channels = ids.map((id) => needOpenChannel(rooms, { channel: id }));
  const comment = readContent({ text: args.initial_comment, blocks: args.blocks }, 4000, false);
  const threadTs = readText(args, 'thread_ts');
  for (const file of files) file.isComplete = true;
  for (const channel of channels)
    void share(rooms, channel, { files, threadTs, text: comment.text ?? '', blocks: comment.blocks ?? [] });
  return { files: files.map(rooms.shapes.file) };
};

/** The message appears after the call was answered, so its ts is only known from the event or `files.info`. */
const share = async (
  { settings, world }: Rooms,
  channel: Channel,
  post: { files: FileRecord[]; threadTs: string | null; text: string; blocks: Json[] },
): Promise<void> => {
  await sleep(settings.shareDelayMs);
  if (channel.isArchived || !channel.members.has(settings.botUserId)) return;
  world.post({
    channel: channel.id,
    userId: settings.botUserId,
    botId: settings.botId,
    subtype: 'file_share',
    ...post,
  });
};

const remove = (args: Json, rooms: Rooms): Json => {
  const file = needFile(rooms, needText(args, 'file'));
  if (file.userId !== rooms.settings.botUserId) throw new SlackRefusal('cant_delete_file');
  file.isDeleted = true;
  file.bytes = null;
  return {};
};

export const fileMethods: MethodFamily = {
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': complete,
  'files.info': (args, rooms) => ({
    file: rooms.shapes.file(needFile(rooms, needText(args, 'file'))),
    comments: [],
  }),
  'files.delete': remove,
};
