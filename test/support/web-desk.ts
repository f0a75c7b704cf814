// The desk's side by hand: what an agent or the assistant would do about the visitor who came last.

import type { FeedMessage, FeedStanding, Snapshot } from '../../src/channels/web/house.js';
import type { ChatStatus } from '../../src/core/conversation.js';
import type { WaitingChoice } from '../../src/core/customer-choice.js';
import type { EventKind } from '../../src/core/event.js';
import type { Attachment, Markup, Option } from '../../src/core/message.js';
import type { MemoryGuest, WebMemory } from './web-memory.js';

export interface Said {
  readonly text: string;
  readonly author?: 'agent' | 'assistant' | 'system';
  readonly name?: string;
  readonly pictureUrl?: string | null;
  readonly markup?: Markup;
  readonly attachments?: readonly Attachment[];
  readonly options?: readonly Option[];
}

export function createHandDesk(memory: WebMemory, chatbotName: string) {
  const guest = (): MemoryGuest => {
    const last = memory.guests.at(-1);
    if (!last) throw new Error('nobody came');
    return last;
  };
  const chat = () => memory.openChat(guest());
  return {
    guest,
    chat,
    say(said: Said): FeedMessage {
      const author = said.author ?? 'agent';
      return memory.addMessage(guest(), chat(), {
        author,
        authorName: said.name ?? (author === 'agent' ? 'Kim' : chatbotName),
        authorPictureUrl: said.pictureUrl ?? null,
        text: said.text,
        markup: said.markup ?? 'commonmark',
        attachments: said.attachments ?? [],
        details: said.options ? { options: said.options } : {},
      });
    },
    move(kind: EventKind, status: ChatStatus, agent: Snapshot['agent'] = null): void {
      const now = chat();
      const name = agent?.name ?? now.agent?.name ?? null;
      now.status = status;
      now.agent = agent;
      memory.addEvent(guest(), now, kind, null, name);
    },
    /** Tells one who waits how it stands. */
    stand(
      text: string,
      choices: readonly WaitingChoice[],
      how: Pick<FeedStanding, 'waiting' | 'opensAt'> = {},
    ): void {
      chat().standing = { text, choices, ...how };
      memory.addEvent(guest(), chat(), 'conversation.queue-told');
    },
    /** Closes and asks how it was. */
    askRating(): void {
      const now = chat();
      now.status = 'closed';
      now.agent = null;
      memory.addEvent(guest(), now, 'conversation.closed', null, 'Kim');
      now.rating = 'asked';
      memory.addEvent(guest(), now, 'conversation.rating-asked');
    },
    /** Something happens that no customer may see. */
    note(): void {
      memory.addEvent(guest(), chat(), 'note.added');
    },
    edit(id: string, text: string): void {
      const { messages } = chat();
      const index = messages.findIndex((message) => message.id === id);
      const old = messages[index];
      if (!old) throw new Error('no such message');
      const message: FeedMessage = { ...old, text, editedAt: new Date() };
      messages[index] = message;
      memory.addEvent(guest(), chat(), 'message.edited', message);
    },
    type: (name: string) => memory.wake(guest().visitor.address, { kind: 'typing', name }),
  };
}
