// Files that were not there when their message came: fetched again and again, until they are here or gone for good.

import type { Channel, InboundMedia } from '../../channels/channel.js';
import { Failure, Refusal } from '../../core/errors.js';
import type { AttachmentId } from '../../core/id.js';
import { type AwaitedFile, fileArrived, fileLost, takeAwaitedFiles } from '../../store/awaited-files.js';
import { findChannel } from '../../store/chatbots.js';
import { lockConversation } from '../../store/conversations.js';
import type { Tx } from '../../store/store.js';
import { beginWriting } from '../../store/writing.js';
import type { Files } from '../files.js';
import type { Routing } from '../routing.js';

export interface FetchOptions {
  readonly routing: Routing;
  readonly files: Files;
  readonly channels: ReadonlyMap<string, Channel>;
}

const atOnce = 8;
const patienceMs = 60_000;
/** Platforms keep what customers sent for a week. */
const longestMs = 7 * 24 * 3_600 * 1_000;
const gone = 'the platform no longer has it.';

/** One round over what is due; resolves with how many files were looked at. */
export async function fetchAwaitedFiles(options: FetchOptions): Promise<number> {
  const due = await takeAwaitedFiles(options.routing.store, atOnce);
  await Promise.all(due.map((file) => fetchOne(options, file)));
  return due.length;
}

async function fetchOne(options: FetchOptions, file: AwaitedFile): Promise<void> {
  const { routing, files } = options;
  try {
    const { name, bytes } = await fetchBytes(options, file);
    const { organizationId, channelId, address } = file;
    const stored = await files.storeFor({ organizationId, channelId, address }, { name, bytes });
    await tellArrived(routing, file, stored.id);
  } catch (error) {
    const tooOld = Date.now() - file.createdAt.getTime() > longestMs;
    if (!(error instanceof Failure || error instanceof Refusal)) {
      // Our own fault, not the file's: said, and tried again for as long as the platform keeps it.
      routing.log.warn({ err: error, channelId: file.channelId }, 'a file could not be fetched');
      if (tooOld) await tellLost(routing, file, gone);
      return;
    }
    const hopeless = error instanceof Refusal || error.class === 'content' || error.class === 'recipient';
    routing.log.warn({ channelId: file.channelId, code: error.code, hopeless }, 'a file is still not here');
    if (!hopeless && !tooOld) return;
    await tellLost(routing, file, hopeless ? error.message : gone);
  }
}

async function fetchBytes({ routing, channels }: FetchOptions, file: AwaitedFile) {
  const { organizationId, channelId: id } = file;
  const door = await findChannel(routing.store, { organizationId, id });
  const channel = door ? channels.get(door.kind) : undefined;
  if (!door || !channel?.fetchMedia)
    throw new Failure('Its channel is gone.', { class: 'content', code: 'no-channel' });
  const media = file.source as unknown as InboundMedia;
  return channel.fetchMedia(door, media, AbortSignal.timeout(patienceMs));
}

interface FileNews {
  readonly event: 'message.files-arrived' | 'message.files-lost';
  readonly data: Readonly<Record<string, unknown>>;
}

async function tellArrived(routing: Routing, file: AwaitedFile, attachmentId: AttachmentId): Promise<void> {
  const data = { attachmentIds: [attachmentId] };
  await tell(routing, file, { event: 'message.files-arrived', data }, (tx) =>
    fileArrived(tx, file, attachmentId),
  );
}

async function tellLost(routing: Routing, file: AwaitedFile, sentence: string): Promise<void> {
  await tell(routing, file, { event: 'message.files-lost', data: { sentence } }, (tx) =>
    fileLost(tx, file, sentence),
  );
}

/** Says in the conversation what the same commit records; nothing when `record` finds that someone else did. */
async function tell(
  routing: Routing,
  file: AwaitedFile,
  { event, data }: FileNews,
  record: (tx: Tx) => Promise<boolean>,
): Promise<void> {
  const { organizationId, conversationId: id, messageId } = file;
  await routing.store.transaction(async (tx) => {
    const conversation = await lockConversation(tx, { organizationId, id });
    if (!conversation || !(await record(tx))) return;
    const writing = await beginWriting(tx, conversation);
    const actor = { kind: 'system', cause: 'files' } as const;
    await writing.event(event, actor, { messageId, ...data });
    const arrived = event === 'message.files-arrived';
    await writing.deliver('thread', {
      kind: arrived ? 'files' : 'line',
      messageId,
      payload: { event, actor, messageId, ...data },
    });
    await writing.finish();
  });
}
