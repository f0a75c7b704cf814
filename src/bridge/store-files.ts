// Takes the files of a gesture into the house; a refused file never takes the words or its siblings with it.

import { Failure, Refusal } from '../core/errors.js';
import type { AttachmentId, ConversationId, OrganizationId } from '../core/id.js';
import type { BridgeHouse } from './house.js';
import type { DeskFile } from './invocation.js';

export interface StoredFiles {
  readonly attachmentIds: readonly AttachmentId[];
  /** One sentence for each file that was not taken. */
  readonly refused: readonly string[];
}

/** Fetches and stores the files in their order. Never throws for a single file: its reason is returned. */
export async function storeFiles(
  house: BridgeHouse,
  conversation: { readonly organizationId: OrganizationId; readonly id: ConversationId },
  files: readonly DeskFile[],
): Promise<StoredFiles> {
  const attachmentIds: AttachmentId[] = [];
  const refused: string[] = [];
  for (const file of files) {
    try {
      const bytes = await file.fetch();
      const { organizationId, id: conversationId } = conversation;
      const stored = await house.storeFile({ organizationId, conversationId, name: file.name, bytes });
      attachmentIds.push(stored.id);
    } catch (error) {
      if (error instanceof Refusal) refused.push(error.message);
      else if (error instanceof Failure)
        refused.push(`The file “${file.name}” was not sent: ${error.message}`);
      else throw error;
    }
  }
  return { attachmentIds, refused };
}
