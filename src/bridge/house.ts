// What the rooms of the bridge share: the switchboard below, the desks around them, and the way to keep a file.

import type { ConversationId, OrganizationId } from '../core/id.js';
import type { Attachment } from '../core/message.js';
import type { Routing } from '../routing/routing.js';
import type { Desks } from './registry.js';

/** A file that an agent gave, on its way into the house. */
export interface AgentsFile {
  readonly organizationId: OrganizationId;
  readonly conversationId: ConversationId;
  readonly name: string;
  readonly bytes: Buffer;
}

export interface BridgeHouse {
  readonly routing: Routing;
  readonly desks: Desks;
  /** Checks and keeps a file. Throws Refusal `file-refused` with the reason. */
  readonly storeFile: (file: AgentsFile) => Promise<Pick<Attachment, 'id'>>;
}
