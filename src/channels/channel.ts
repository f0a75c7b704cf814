// The seam of the customers' door: three required members, the rest are capabilities a channel may have.

import type { Router } from 'express';
import type { ChannelAccount } from '../core/chatbot.js';
import type { AttachmentId } from '../core/id.js';
import type { Attachment, Message } from '../core/message.js';
import type { Heard, Inbound, Origin } from './inbound.js';

/** What the house offers every channel; a channel never touches the store itself. */
export interface Ears {
  /** Stores what was heard in one transaction; resolves after the commit (design §3.3). Throws Refusal on bad input. */
  hear(inbound: Inbound): Promise<Heard>;
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
}

export interface Channel {
  /** The channel's kind in `baton.yaml`: web, whatsapp, instagram, messenger. */
  readonly name: string;
  /** True when customers read from our own feed: a message is theirs once committed, `send` only wakes them. */
  readonly showsOnCommit?: boolean;
  /** Mounts the channel's routes; `/web` and `/widget.js` for the web, `/webhooks/<name>` for the others. */
  listen(mount: Router, ears: Ears): void;
  /** Sends; resolves with the channel's id of the message. Throws Failure. */
  send(to: ChannelAddress, outbound: Outbound): Promise<{ readonly externalId: string }>;
  /** Changes a message the customer already has. Absent: the agent is told that the customer keeps the old one. */
  edit?(to: ChannelAddress, externalId: string, outbound: Outbound): Promise<void>;
  /** Takes back a message the customer already has. */
  remove?(to: ChannelAddress, externalId: string): Promise<void>;
  /** Shows that someone is writing; fire and forget. */
  typing?(to: ChannelAddress, by: { readonly name: string }): Promise<void>;
  /** Ends streams and timers. */
  close?(): Promise<void>;
}

export type { Heard, Inbound, Origin } from './inbound.js';
