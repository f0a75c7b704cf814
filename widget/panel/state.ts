// Everything the view shows, in one value.

import type { WireConfig, WireFile } from '../../src/channels/web/wire.js';
import type { Words } from '../locales/en.js';
import type { Chat } from './chat.js';
import type { OutboxItem } from './outbox.js';

/** A file chosen for the next message. */
export interface Upload {
  readonly key: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly share: number;
  readonly file: WireFile | null;
}

export interface PanelState {
  readonly config: WireConfig | null;
  /** Why there is no chat at all, if so. */
  readonly problem: 'not-here' | 'unreachable' | null;
  readonly words: Words;
  readonly language: string;
  /** The language with the visitor's region, where it is theirs: for times and numbers. */
  readonly locale: string;
  readonly chat: Chat;
  readonly waiting: readonly OutboxItem[];
  readonly uploads: readonly Upload[];
  /** Who of us is writing. */
  readonly typing: string | null;
  readonly loading: boolean;
  readonly connection: 'idle' | 'live' | 'trying';
  readonly online: boolean;
  readonly open: boolean;
  readonly asking: boolean;
  /** A sentence about the last thing that was refused. */
  readonly notice: string | null;
  readonly embedded: boolean;
}
