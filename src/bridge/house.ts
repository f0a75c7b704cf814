// What the rooms of the bridge share: the switchboard below, the desks around them, and the way to keep a file.

import type { Conversation } from '../core/conversation.js';
import type { HouseFinding } from '../core/finding.js';
import type { ConversationId, OrganizationId } from '../core/id.js';
import type { Attachment } from '../core/message.js';
import type { MessageTemplate } from '../core/template.js';
import type { Routing } from '../routing/routing.js';
import type { Suggester } from '../routing/suggest.js';
import type { Desks } from './registry.js';
import type { ReportShelf } from './report/shelf.js';

/** A file that an agent gave, on its way into the house. */
export interface AgentsFile {
  readonly organizationId: OrganizationId;
  readonly conversationId: ConversationId;
  readonly name: string;
  readonly bytes: Buffer;
}

/** The templates of the customers' channels. */
export interface TemplateShelf {
  /** True for channels that take templates. */
  has(channelKind: string): boolean;
  /** Those a conversation can be written to with. Throws Failure when the platform does not tell. */
  of(conversation: Conversation): Promise<readonly MessageTemplate[]>;
}

export interface BridgeHouse {
  readonly routing: Routing;
  readonly desks: Desks;
  /** Checks and keeps a file. Throws Refusal `file-refused` with the reason. */
  readonly storeFile: (file: AgentsFile) => Promise<Pick<Attachment, 'id'>>;
  /** Looks at everything an organization's house stands on. Never throws. */
  readonly examine?: (organizationId: OrganizationId) => Promise<readonly HouseFinding[]>;
  /** Absent where no channel has templates. */
  readonly templates?: TemplateShelf;
  /** Absent where no assistant is asked. */
  readonly suggester?: Suggester;
  /** Absent where nothing can be drawn. */
  readonly reports?: ReportShelf;
}
