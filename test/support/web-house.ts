// A house in memory for the web channel's tests: the contract of Ears and WebHouse, plus the desk's side by hand.

import { createHash, randomUUID } from 'node:crypto';
import type { Ears } from '../../src/channels/channel.js';
import type { Heard, Inbound, InboundMessage, Origin } from '../../src/channels/inbound.js';
import type {
  FeedEvent,
  FeedMessage,
  Snapshot,
  Visitor,
  Wake,
  WebHouse,
} from '../../src/channels/web/house.js';
import type { ChannelAccount } from '../../src/core/chatbot.js';
import type { ChatStatus } from '../../src/core/conversation.js';
import { Refusal } from '../../src/core/errors.js';
import { customerMaySee, type EventKind } from '../../src/core/event.js';
import type { Id } from '../../src/core/id.js';
import { type Attachment, kindForType, type Markup } from '../../src/core/message.js';

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

interface Chat {
  readonly id: Id<'conversation'>;
  readonly reference: number;
  status: ChatStatus;
  agent: Snapshot['agent'];
  sequence: number;
  seen: number;
  read: number;
  readonly messages: FeedMessage[];
  readonly events: FeedEvent[];
}

interface Guest {
  tokenHash: string | null;
  subject: string | null;
  readonly visitor: Visitor;
  readonly chats: Chat[];
  readonly files: Map<string, { readonly attachment: Attachment; readonly bytes: Buffer }>;
  readonly externals: Map<string, { readonly hash: string; readonly heard: Heard }>;
}

export interface Said {
  readonly text: string;
  readonly author?: 'agent' | 'assistant' | 'system';
  readonly name?: string;
  readonly pictureUrl?: string | null;
  readonly markup?: Markup;
  readonly attachments?: readonly Attachment[];
}

export function createMemoryHouse(
  sites: readonly ChannelAccount[],
  chatbot = { name: 'Acme Support', pictureUrl: null as string | null, humanSupport: true },
) {
  const guests: Guest[] = [];
  const listeners = new Map<string, Set<(wake: Wake) => void>>();
  const heard: Inbound[] = [];
  const switches = { down: false, mute: false };
  let references = 1000;

  const check = () => {
    if (switches.down) throw Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' });
  };
  const guestAt = (address: string) => {
    const guest = guests.find((one) => one.visitor.address === address);
    if (!guest) throw new Error('no such visitor');
    return guest;
  };
  const wake = (address: string, what: Wake) => {
    if (!switches.mute) for (const call of listeners.get(address) ?? []) call(what);
  };
  const addEvent = (guest: Guest, chat: Chat, kind: EventKind, message: FeedMessage | null = null) => {
    chat.sequence = message && kind !== 'message.edited' ? message.sequence : chat.sequence + 1;
    const about = kind.startsWith('conversation.');
    chat.events.push({
      sequence: chat.sequence,
      kind,
      at: new Date(),
      message,
      agent: about ? chat.agent : null,
      status: about ? chat.status : null,
    });
    wake(guest.visitor.address, { kind: 'feed' });
  };
  const openChat = (guest: Guest): Chat => {
    const last = guest.chats.at(-1);
    if (last && last.status !== 'closed') return last;
    references += 1;
    const chat: Chat = {
      id: makeId(),
      reference: references,
      status: 'ai',
      agent: null,
      sequence: 0,
      seen: 0,
      read: 0,
      messages: [],
      events: [],
    };
    guest.chats.push(chat);
    addEvent(guest, chat, 'conversation.opened');
    return chat;
  };
  const addMessage = (
    guest: Guest,
    chat: Chat,
    part: Pick<FeedMessage, 'author' | 'authorName' | 'text' | 'markup' | 'attachments'> &
      Partial<FeedMessage>,
  ) => {
    const first = part.attachments[0];
    const message: FeedMessage = {
      id: makeId(),
      sequence: chat.sequence + 1,
      authorPictureUrl: null,
      kind: first ? kindForType(first.type) : 'text',
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
  };
  const hearMessage = (inbound: InboundMessage): Heard => {
    const guest = guestAt(inbound.address);
    const hash = createHash('sha256')
      .update(JSON.stringify([inbound.text, inbound.attachmentIds]))
      .digest('hex');
    const before = guest.externals.get(inbound.externalId);
    if (before && before.hash !== hash) throw new Refusal('duplicate');
    if (before) return { ...before.heard, duplicate: true };
    const attachments = inbound.attachmentIds.map((id) => {
      const file = guest.files.get(id);
      if (!file) throw new Refusal('bad-input', { what: 'no such file' });
      return file.attachment;
    });
    const chat = openChat(guest);
    const message = addMessage(guest, chat, {
      author: 'contact',
      authorName: 'Visitor',
      text: inbound.text,
      markup: inbound.markup,
      attachments,
      externalId: inbound.externalId,
    });
    const answer: Heard = {
      conversationId: chat.id,
      messageId: message.id,
      sequence: message.sequence,
      duplicate: false,
    };
    guest.externals.set(inbound.externalId, { hash, heard: answer });
    return answer;
  };

  const ears: Ears = {
    async hear(inbound) {
      check();
      heard.push(inbound);
      const guest = guestAt(inbound.address);
      if (inbound.type === 'message') return hearMessage(inbound);
      if (inbound.type === 'request-human') {
        if (!chatbot.humanSupport) throw new Refusal('human-support-off');
        const chat = openChat(guest);
        if (chat.status === 'ai') {
          chat.status = 'pending';
          addEvent(guest, chat, 'conversation.requested-human');
        }
        return { conversationId: chat.id, messageId: null, sequence: null, duplicate: false };
      }
      const chat = guest.chats.at(-1);
      if (inbound.type === 'receipt' && chat) {
        chat.seen = Math.max(chat.seen, inbound.receipt === 'read' ? (inbound.upToSequence ?? 0) : 0);
      }
      return { conversationId: chat?.id ?? null, messageId: null, sequence: null, duplicate: false };
    },
    async findAccount(kind, account) {
      check();
      return sites.find((site) => site.kind === kind && site.account === account) ?? null;
    },
    async storeFile(origin, file) {
      check();
      const type = guessType(file.name);
      const attachment: Attachment = {
        id: makeId(),
        name: file.name,
        type,
        sizeBytes: file.bytes.length,
        storageKey: randomUUID(),
      };
      guestAt(origin.address).files.set(attachment.id, { attachment, bytes: file.bytes });
      return attachment;
    },
    async openFile(origin: Origin, id) {
      check();
      return guests.find((one) => one.visitor.address === origin.address)?.files.get(id) ?? null;
    },
  };

  const house: WebHouse = {
    async createVisitor(_channel, tokenHash) {
      check();
      const visitor: Visitor = { contactId: makeId(), address: randomUUID() };
      guests.push({ tokenHash, subject: null, visitor, chats: [], files: new Map(), externals: new Map() });
      return visitor;
    },
    async findVisitor(_channel, tokenHash) {
      check();
      return guests.find((guest) => guest.tokenHash === tokenHash)?.visitor ?? null;
    },
    async identifyVisitor(_channel, visitor, person) {
      const guest = guestAt(visitor.address);
      const known = guests.find((one) => one.subject === person.subject) ?? guest;
      if (known !== guest) known.chats.push(...guest.chats.splice(0));
      guest.tokenHash = null;
      known.subject = person.subject;
      known.tokenHash = person.tokenHash;
      return known.visitor;
    },
    async signOutVisitor(_channel, visitor) {
      guestAt(visitor.address).tokenHash = null;
    },
    async readSnapshot(_channel, visitor) {
      check();
      const chat = guestAt(visitor.address).chats.at(-1);
      if (!chat) return null;
      return {
        conversationId: chat.id,
        reference: chat.reference,
        status: chat.status,
        agent: chat.agent,
        sequence: chat.sequence,
        messages: chat.messages.slice(-200),
        seenSequence: chat.seen,
      };
    },
    async readFeed(_channel, visitor, conversationId, after, limit) {
      check();
      const chat = guestAt(visitor.address).chats.find((one) => one.id === conversationId);
      const events =
        chat?.events.filter((event) => event.sequence > after && customerMaySee(event.kind)) ?? [];
      return events.slice(0, limit);
    },
    subscribe(_channel, visitor, call) {
      const set = listeners.get(visitor.address) ?? new Set();
      listeners.set(visitor.address, set);
      set.add(call);
      return () => set.delete(call);
    },
    async describe() {
      check();
      return chatbot;
    },
  };

  const lastGuest = () => {
    const guest = guests.at(-1);
    if (!guest) throw new Error('nobody came');
    return guest;
  };

  /** The desk's side, about the visitor who came last. */
  const desk = {
    guest: lastGuest,
    chat: () => openChat(lastGuest()),
    say(said: Said) {
      const author = said.author ?? 'agent';
      return addMessage(lastGuest(), openChat(lastGuest()), {
        author,
        authorName: said.name ?? (author === 'agent' ? 'Kim' : chatbot.name),
        authorPictureUrl: said.pictureUrl ?? null,
        text: said.text,
        markup: said.markup ?? 'commonmark',
        attachments: said.attachments ?? [],
      });
    },
    move(kind: EventKind, status: ChatStatus, agent: Snapshot['agent'] = null) {
      const chat = openChat(lastGuest());
      chat.status = status;
      chat.agent = agent;
      addEvent(lastGuest(), chat, kind);
    },
    note() {
      addEvent(lastGuest(), openChat(lastGuest()), 'note.added');
    },
    edit(id: string, text: string) {
      const chat = openChat(lastGuest());
      const index = chat.messages.findIndex((message) => message.id === id);
      const old = chat.messages[index];
      if (!old) throw new Error('no such message');
      const message: FeedMessage = { ...old, text, editedAt: new Date() };
      chat.messages[index] = message;
      addEvent(lastGuest(), chat, 'message.edited', message);
    },
    type: (name: string) => wake(lastGuest().visitor.address, { kind: 'typing', name }),
  };
  return { ears, house, desk, heard, guests, switches };
}
export type MemoryHouse = ReturnType<typeof createMemoryHouse>;

/** The channel has sniffed the bytes and put the name right, so the ending tells the type. */
function guessType(name: string): string {
  const ending = name.split('.').at(-1) ?? '';
  const types: Record<string, string> = {
    png: 'image/png',
    jpg: 'image/jpeg',
    gif: 'image/gif',
    webp: 'image/webp',
    pdf: 'application/pdf',
    txt: 'text/plain',
    mp4: 'video/mp4',
  };
  return types[ending] ?? 'application/octet-stream';
}
