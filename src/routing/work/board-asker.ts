// Asks for the boards of chatbots in which something happened to be drawn again: after the commit, many at once.

import type { ChatbotId, OrganizationId } from '../../core/id.js';
import { askBoards } from '../../store/boards.js';
import type { Routing } from '../routing.js';

/** So long the happenings of all chatbots are collected. */
const collectMs = 250;

interface Changed {
  readonly organizationId: OrganizationId;
  readonly chatbotId: ChatbotId;
}

interface BoardAsker {
  want(changed: Changed): void;
  stop(): Promise<void>;
}

/** Creates the asker of one process. What it loses is drawn within the minute all the same. */
export function createBoardAsker({ store, log }: Pick<Routing, 'store' | 'log'>): BoardAsker {
  const wanted = new Map<ChatbotId, Changed>();
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();

  const ask = (): void => {
    timer = null;
    // In one order, so that two processes never wait for each other's rows.
    const boards = [...wanted.values()]
      .sort((one, other) => (one.chatbotId < other.chatbotId ? -1 : 1))
      .map(({ organizationId, chatbotId }) => ({ organizationId, id: chatbotId }));
    wanted.clear();
    running = askBoards(store, boards).catch((error: unknown) =>
      log.warn({ err: error }, 'boards could not be asked for'),
    );
  };

  return {
    want({ organizationId, chatbotId }) {
      wanted.set(chatbotId, { organizationId, chatbotId });
      timer ??= setTimeout(ask, collectMs).unref();
    },
    async stop() {
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
