// The memory behind the web channel's tests: visitors, their chats and files, and who wants to be woken.

import { randomUUID } from 'node:crypto';
import type { Heard, Inbound } from '../../src/channels/inbound.js';
import type { FeedEvent, FeedMessage, Snapshot, Visitor, Wake } from '../../src/channels/web/house.js';
import type { ChannelAccount } from '../../src/core/chatbot.js';
import type { ChatStatus } from '../../src/core/conversation.js';
import type { EventKind } from '../../src/core/event.js';
import type { Id } from '../../src/core/id.js';
import { type Attachment, kindForType } from '../../src/core/message.js';

/** A fresh id of whichever noun is asked for. */
export function makeId<T extends string>(): Id<T> {
  return randomUUID() as Id<T>;
}

/** A site as `baton apply` would have stored it. */
export function makeSite(settings: Record<string, unknown> = {}, account = 'acme-web'): ChannelAccount {
  return {
    organizationId: makeId(),
    id: makeId(),
    chatbotId: makeId(),
    kind: 'web',
    account,
    settings: { origins: ['https://shop.example'], ...settings },
  };
}

export interface MemoryChat {
  readonly id: Id<'conversation'>;
  readonly reference: number;
  status: ChatStatus;
  agent: Snapshot['agent'];
  standing: Snapshot['standing'];
  rating: Snapshot['rating'];
  sequence: number;
  seen: number;
  readonly messages: FeedMessage[];
  readonly events: FeedEvent[];
}

export interface MemoryGuest {
  tokenHash: string | null;
  subject: string | null;
  readonly visitor: Visitor;
  readonly chats: MemoryChat[];
  readonly files: Map<string, { readonly attachment: Attachment; readonly bytes: Buffer }>;
  readonly externals: Map<string, { readonly hash: string; readonly heard: Heard }>;
}

export type NewMessage = Pick<FeedMessage, 'author' | 'authorName' | 'text' | 'markup' | 'attachments'> &
  Partial<FeedMessage>;

export function createWebMemory() {
  const guests: MemoryGuest[] = [];
  const heard: Inbound[] = [];
  const listeners = new Map<string, Set<(wake: Wake) => void>>();
  /** `down`: every call fails as with a lost database; `mute`: wake-ups get lost. */
  const switches = { down: false, mute: false };
  /** What the house was asked to read, in order. */
  const asked: ('snapshot' | 'latest' | 'feed')[] = [];
  let references = 1000;

  const wake = (address: string, what: Wake) => {
    if (!switches.mute) for (const call of listeners.get(address) ?? []) call(what);
  };
  const addEvent = (
    guest: MemoryGuest,
    chat: MemoryChat,
    kind: EventKind,
    message: FeedMessage | null = null,
    name: string | null = null,
  ) => {
    chat.sequence += 1;
    const about = kind.startsWith('conversation.');
    const state = { agent: about ? chat.agent : null, status: about ? chat.status : null };
    const standing = kind === 'conversation.queue-told' ? chat.standing : null;
    chat.events.push({ sequence: chat.sequence, kind, at: new Date(), name, message, standing, ...state });
    wake(guest.visitor.address, { kind: 'feed' });
  };
  return {
    guests,
    heard,
    switches,
    asked,
    wake,
    addEvent,
    check() {
      if (switches.down) throw Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' });
    },
    guestAt(address: string): MemoryGuest {
      const guest = guests.find((one) => one.visitor.address === address);
      if (!guest) throw new Error('no such visitor');
      return guest;
    },
    /** How many streams and polls wait to be woken. */
    listening: () => [...listeners.values()].reduce((sum, set) => sum + set.size, 0),
    listen(address: string, call: (wake: Wake) => void): () => void {
      const set = listeners.get(address) ?? new Set();
      listeners.set(address, set);
      set.add(call);
      return () => set.delete(call);
    },
    /** The open chat of a guest, or a new one. */
    openChat(guest: MemoryGuest): MemoryChat {
      const last = guest.chats.at(-1);
      if (last && last.status !== 'closed') return last;
      references += 1;
      const fresh = { status: 'ai', agent: null, sequence: 0, seen: 0, messages: [], events: [] } as const;
      const chat: MemoryChat = {
        ...fresh,
        messages: [],
        events: [],
        id: makeId(),
        reference: references,
        standing: null,
        rating: null,
      };
      guest.chats.push(chat);
      addEvent(guest, chat, 'conversation.opened');
      return chat;
    },
    addMessage(guest: MemoryGuest, chat: MemoryChat, part: NewMessage): FeedMessage {
      const first = part.attachments[0];
      const message: FeedMessage = {
        id: makeId(),
        sequence: chat.sequence + 1,
        authorPictureUrl: null,
        kind: first ? kindForType(first.type) : 'text',
        details: {},
        createdAt: new Date(),
        editedAt: null,
        deletedAt: null,
        externalId: null,
        receipt: null,
        ...part,
      };
      chat.messages.push(message);
      addEvent(guest, chat, part.author === 'contact' ? 'message.received' : 'message.sent', message);
      return message;
    },
  };
}
export type WebMemory = ReturnType<typeof createWebMemory>;
