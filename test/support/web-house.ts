// A house in memory for the web channel's tests: it obeys the contracts of Ears and WebHouse.

import { createHash, randomUUID } from 'node:crypto';
import type { Ears } from '../../src/channels/channel.js';
import type { Heard, InboundMessage } from '../../src/channels/inbound.js';
import type { Visitor, WebHouse } from '../../src/channels/web/house.js';
import type { ChannelAccount } from '../../src/core/chatbot.js';
import { Refusal } from '../../src/core/errors.js';
import { customerMaySee } from '../../src/core/event.js';
import type { Attachment } from '../../src/core/message.js';
import { createHandDesk } from './web-desk.js';
import { createWebMemory, makeId, type WebMemory } from './web-memory.js';

export { makeSite } from './web-memory.js';

export interface MemoryChatbot {
  readonly name: string;
  readonly pictureUrl: string | null;
  readonly humanSupport: boolean;
}

export function createMemoryHouse(sites: readonly ChannelAccount[], chatbot: MemoryChatbot) {
  const memory = createWebMemory();
  return {
    ...memory,
    ears: createEars(memory, sites, chatbot),
    house: createHouse(memory, chatbot),
    desk: createHandDesk(memory, chatbot.name),
  };
}

function createEars(memory: WebMemory, sites: readonly ChannelAccount[], chatbot: MemoryChatbot): Ears {
  return {
    async hear(inbound): Promise<Heard> {
      memory.check();
      memory.heard.push(inbound);
      const guest = memory.guestAt(inbound.address);
      if (inbound.type === 'message') return hearMessage(memory, inbound);
      const quiet = { messageId: null, sequence: null, duplicate: false };
      if (inbound.type === 'request-human') {
        if (!chatbot.humanSupport) throw new Refusal('human-support-off');
        const chat = memory.openChat(guest);
        if (chat.status === 'ai') {
          chat.status = 'pending';
          memory.addEvent(guest, chat, 'conversation.requested-human');
        }
        return { conversationId: chat.id, ...quiet };
      }
      const chat = guest.chats.at(-1);
      if (inbound.type === 'rating' && chat) {
        chat.rating = 'given';
        memory.addEvent(guest, chat, 'conversation.rated');
      }
      const read =
        inbound.type === 'receipt' && inbound.receipt === 'read' ? inbound.upToSequence : undefined;
      if (chat) chat.seen = Math.max(chat.seen, read ?? 0);
      return { conversationId: chat?.id ?? null, ...quiet };
    },
    keep: () => Promise.reject(new Error('the web channel hears one thing at a time')),
    async findAccount(kind, account) {
      memory.check();
      return sites.find((site) => site.kind === kind && site.account === account) ?? null;
    },
    async storeFile(origin, file) {
      memory.check();
      const attachment: Attachment = {
        id: makeId(),
        name: file.name,
        type: guessType(file.name),
        sizeBytes: file.bytes.length,
        storageKey: randomUUID(),
      };
      memory.guestAt(origin.address).files.set(attachment.id, { attachment, bytes: file.bytes });
      return attachment;
    },
    async openFile(origin, id) {
      memory.check();
      const guest = memory.guests.find((one) => one.visitor.address === origin.address);
      return guest?.files.get(id) ?? null;
    },
  };
}

function hearMessage(memory: WebMemory, inbound: InboundMessage): Heard {
  const guest = memory.guestAt(inbound.address);
  const body = JSON.stringify([inbound.text, inbound.attachmentIds]);
  const hash = createHash('sha256').update(body).digest('hex');
  const before = guest.externals.get(inbound.externalId);
  if (before && before.hash !== hash) throw new Refusal('duplicate');
  if (before) return { ...before.heard, duplicate: true };
  const attachments = inbound.attachmentIds.map((id) => {
    const file = guest.files.get(id);
    if (!file) throw new Refusal('bad-input', { what: 'no such file' });
    return file.attachment;
  });
  const chat = memory.openChat(guest);
  const { text, markup, externalId, details = {} } = inbound;
  const author = { author: 'contact', authorName: 'Visitor' } as const;
  const choice = inbound.kind === 'choice' ? { kind: inbound.kind } : {};
  const part = { ...author, text, markup, attachments, externalId, details, ...choice };
  const { id, sequence } = memory.addMessage(guest, chat, part);
  const heard: Heard = { conversationId: chat.id, messageId: id, sequence, duplicate: false };
  guest.externals.set(externalId, { hash, heard });
  return heard;
}

function createHouse(memory: WebMemory, chatbot: MemoryChatbot): WebHouse {
  return {
    async createVisitor(_channel, tokenHash) {
      memory.check();
      const visitor: Visitor = { contactId: makeId(), address: randomUUID() };
      memory.guests.push({
        tokenHash,
        subject: null,
        visitor,
        chats: [],
        files: new Map(),
        externals: new Map(),
      });
      return visitor;
    },
    async findVisitor(_channel, tokenHash) {
      memory.check();
      return memory.guests.find((guest) => guest.tokenHash === tokenHash)?.visitor ?? null;
    },
    async identifyVisitor(_channel, visitor, person) {
      const guest = memory.guestAt(visitor.address);
      const known = memory.guests.find((one) => one.subject === person.subject) ?? guest;
      if (known !== guest) known.chats.push(...guest.chats.splice(0));
      guest.tokenHash = null;
      known.subject = person.subject;
      known.tokenHash = person.tokenHash;
      return known.visitor;
    },
    async signOutVisitor(_channel, visitor) {
      memory.guestAt(visitor.address).tokenHash = null;
    },
    async readSnapshot(_channel, visitor) {
      memory.check();
      memory.asked.push('snapshot');
      const chat = memory.guestAt(visitor.address).chats.at(-1);
      if (!chat) return null;
      const { id, reference, status, agent, sequence, seen } = chat;
      const messages = chat.messages.slice(-200);
      const turns = chat.events.filter(
        ({ kind }) => kind.startsWith('conversation.') && customerMaySee(kind),
      );
      return {
        conversationId: id,
        reference,
        status,
        agent,
        sequence,
        messages,
        turns,
        seenSequence: seen,
        standing: chat.standing,
        rating: chat.rating,
      };
    },
    async readLatest(_channel, visitor) {
      memory.check();
      memory.asked.push('latest');
      const chat = memory.guestAt(visitor.address).chats.at(-1);
      return chat ? { conversationId: chat.id, status: chat.status, sequence: chat.sequence } : null;
    },
    async readFeed(_channel, visitor, conversationId, after, limit) {
      memory.check();
      memory.asked.push('feed');
      const chat = memory.guestAt(visitor.address).chats.find((one) => one.id === conversationId);
      const events =
        chat?.events.filter((event) => event.sequence > after && customerMaySee(event.kind)) ?? [];
      return events.slice(0, limit);
    },
    subscribe: (_channel, visitor, call) => memory.listen(visitor.address, call),
    async describe() {
      memory.check();
      return chatbot;
    },
  };
}

/** The channel has sniffed the bytes and put the name right, so the ending tells the type. */
function guessType(name: string): string {
  const types: Record<string, string> = {
    png: 'image/png',
    jpg: 'image/jpeg',
    pdf: 'application/pdf',
    txt: 'text/plain',
    mp4: 'video/mp4',
  };
  return types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
}
