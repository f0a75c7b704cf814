// The seam of the customers' door: three required members, the rest are capabilities a channel may have.

import type { Router } from 'express';
import type { ChannelAccount } from '../core/chatbot.js';
import type { AttachmentId } from '../core/id.js';
import type { Attachment, Message } from '../core/message.js';
import type { Batch, Heard, Inbound, InboundMedia, Origin } from './inbound.js';

/** What the house offers every channel; a channel never touches the store itself. */
export interface Ears {
  /** Stores what was heard in one transaction; resolves after the commit (design §3.3). Throws Refusal on bad input. */
  hear(inbound: Inbound): Promise<Heard>;
  /**
   * Keeps a whole batch in one commit and resolves; it is acted on right after, in order for each customer, also by
   * another process if this one dies. Throws when the memory is away: the platform shall send it again.
   */
  keep(batch: Batch): Promise<void>;
  /** The door with this account, or null: unknown accounts are answered politely and counted. */
  findAccount(kind: string, account: string): Promise<ChannelAccount | null>;
  /** Sniffs, checks and stores a file before the message that carries it. Throws Refusal `file-refused`. */
  storeFile(origin: Origin, file: { readonly name: string; readonly bytes: Buffer }): Promise<Attachment>;
  /** Opens a stored file of this origin's conversations for reading; null when it is not theirs. */
  openFile(
    origin: Origin,
    id: AttachmentId,
  ): Promise<{ readonly attachment: Attachment; readonly bytes: Buffer } | null>;
}

/** Where a message goes on a channel: frozen on the delivery when it was written. */
export interface ChannelAddress {
  readonly account: ChannelAccount;
  readonly address: string;
}

/** A message on its way to the customer. `deliveryId` goes along where the platform can echo it back. */
export interface Outbound {
  readonly deliveryId: string;
  readonly message: Message;
  /** Which try this is, from 1: platforms ask for longer waits each time. */
  readonly attempt: number;
  /** The bytes of a file of the message. */
  readonly readFile: (attachment: Attachment) => Promise<Buffer>;
  /** Until when the channel lets everyone write freely; null when it never said. */
  readonly openUntil: Date | null;
  /** The platform's ids of the parts that are out already, in order: what is sent goes on after them. */
  readonly parts: readonly string[];
  /** Records that the next part is out, before the one after it is tried. */
  readonly partSent: (externalId: string) => Promise<void>;
}

/** A template a company has registered with the platform, for writing when the reply window is closed. */
export interface Template {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  /** Its texts with `{{1}}`, `{{2}}` (or `{{name}}`) where values go; null where it has no such part. */
  readonly header: string | null;
  readonly body: string;
  readonly footer: string | null;
  readonly buttons: readonly string[];
}

/** One thing about a door that was looked at, for `baton doctor`. */
export interface Finding {
  readonly ok: boolean;
  /** What was looked at: `token`, `subscription`. */
  readonly what: string;
  /** What was seen, and what to do where it is not well; never a secret. */
  readonly sentence: string;
}

export interface Channel {
  /** The channel's kind in `baton.yaml`: web, whatsapp, instagram, messenger. */
  readonly name: string;
  /** True when customers read from our own feed: a message is theirs once committed, `send` only wakes them. */
  readonly showsOnCommit?: boolean;
  /** Mounts the channel's routes; `/web` and `/widget.js` for the web, `/webhooks/<name>` for the others. */
  listen(mount: Router, ears: Ears): void;
  /** Sends; resolves with the channel's id of the message (of its first part). Throws Failure. */
  send(to: ChannelAddress, outbound: Outbound): Promise<{ readonly externalId: string }>;
  /** Changes a message the customer already has. Absent: the agent is told that the customer keeps the old one. */
  edit?(to: ChannelAddress, externalId: string, outbound: Outbound): Promise<void>;
  /** Takes back a message the customer already has. */
  remove?(to: ChannelAddress, externalId: string): Promise<void>;
  /** Reacts to a message of the customer's by its external id; null takes the reaction back. Throws Failure. */
  react?(to: ChannelAddress, externalId: string, emoji: string | null): Promise<void>;
  /** Shows that someone is writing; fire and forget. */
  typing?(to: ChannelAddress, by: { readonly name: string; readonly lastExternalId?: string }): Promise<void>;
  /** Tells the customer that their message was seen; fire and forget. */
  markRead?(to: ChannelAddress, externalId: string): Promise<void>;
  /** Fetches a customer's file from the platform. Throws Failure; class `content` means it is gone for good. */
  fetchMedia?(
    account: ChannelAccount,
    media: InboundMedia,
    signal: AbortSignal,
  ): Promise<{ readonly name: string; readonly bytes: Buffer }>;
  /** What the platform tells of a customer: name and picture. Null when it keeps that to itself. */
  readProfile?(to: ChannelAddress): Promise<{ readonly name?: string; readonly pictureUrl?: string } | null>;
  /** The approved templates of a door. Throws Failure. */
  listTemplates?(account: ChannelAccount): Promise<readonly Template[]>;
  /** Looks at the door from outside: token, subscriptions. Never throws: what went wrong is a finding. */
  examine?(account: ChannelAccount): Promise<readonly Finding[]>;
  /** Ends streams and timers. */
  close?(): Promise<void>;
}

export type {
  Batch,
  Heard,
  Inbound,
  InboundMedia,
  InboundMessage,
  Origin,
} from './inbound.js';
