// Files on their way in and out: checked by their bytes, kept before the words that carry them.

import { Refusal } from '../core/errors.js';
import type { ConversationId, OrganizationId } from '../core/id.js';
import type { Attachment } from '../core/message.js';
import { type FileOwner, insertAttachment } from '../store/attachments.js';
import { readFileOwner } from '../store/conversations.js';
import type { FileStore } from '../store/file-store.js';
import type { Store } from '../store/store.js';

export interface FilesOptions {
  readonly store: Store;
  readonly bytes: FileStore;
  /** Decides by its bytes what a file is. Throws Refusal `file-refused` for what may not pass. */
  readonly sniff: (name: string, bytes: Buffer) => Promise<{ readonly name: string; readonly type: string }>;
  readonly mostBytes?: number;
}

export interface Files {
  /** Keeps a customer's file for its owner. Throws Refusal `file-refused` with the reason. */
  storeFor(owner: FileOwner, file: { readonly name: string; readonly bytes: Buffer }): Promise<Attachment>;
  /** Keeps an agent's file for the conversation it was given in. */
  storeIn(file: {
    readonly organizationId: OrganizationId;
    readonly conversationId: ConversationId;
    readonly name: string;
    readonly bytes: Buffer;
  }): Promise<Attachment>;
  read(attachment: Pick<Attachment, 'storageKey'>): Promise<Buffer>;
  /** Destroys the bytes of files whose rows are gone. */
  destroy(storageKeys: readonly string[]): Promise<void>;
}

const defaultMostBytes = 20 * 1024 * 1024;

/** Creates the way of files. */
export function createFiles(options: FilesOptions): Files {
  const { store, bytes: shelf, sniff, mostBytes = defaultMostBytes } = options;

  const storeFor: Files['storeFor'] = async (owner, { name, bytes }) => {
    if (bytes.length > mostBytes) {
      throw new Refusal('file-refused', {
        name,
        why: `it is larger than ${Math.floor(mostBytes / 1024 / 1024)} MB`,
      });
    }
    const sniffed = await sniff(name, bytes);
    const storageKey = await shelf.put(bytes);
    return insertAttachment(store, owner, { ...sniffed, sizeBytes: bytes.length, storageKey });
  };

  return {
    storeFor,
    async storeIn({ organizationId, conversationId, name, bytes }) {
      const owner = await readFileOwner(store, { organizationId, id: conversationId });
      if (!owner) throw new Refusal('unknown-conversation');
      return storeFor(owner, { name, bytes });
    },
    read: (attachment) => shelf.get(attachment.storageKey),
    async destroy(storageKeys) {
      await Promise.all(storageKeys.map((key) => shelf.remove(key)));
    },
  };
}
