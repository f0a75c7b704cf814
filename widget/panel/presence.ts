// Tells Baton what the visitor does without words: what reached the browser, what they looked at, that they write.

import { countUnread, lastTheirs } from './chat.js';
import type { Session } from './session.js';
import type { PanelState } from './state.js';
import type { Store } from './store.js';

const readAfterMs = 1000;
const typingEveryMs = 3000;

export interface Presence {
  /** The visitor changed the text they are writing. */
  typed(): void;
}

/** Watches the page: read means open, visible and focused for a second. */
export function watchPresence(
  store: Store<PanelState>,
  session: Session,
  unread: (count: number) => void,
): Presence {
  let delivered = 0;
  let conversation: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let typedAt = 0;
  let lastUnread = -1;

  const looking = () => store.get().open && document.visibilityState === 'visible' && document.hasFocus();
  const tell = (sequence: number, read: boolean) => session.api.post('seen', { sequence, read });

  function check(): void {
    const { chat } = store.get();
    if (chat.conversationId !== conversation) {
      conversation = chat.conversationId;
      delivered = 0;
    }
    const count = countUnread(chat);
    if (count !== lastUnread) {
      lastUnread = count;
      unread(count);
    }
    const last = lastTheirs(chat);
    if (last > Math.max(chat.seen, delivered)) {
      delivered = last;
      tell(last, false).catch(() => {
        delivered = 0;
      });
    }
    if (last <= chat.seen || !looking()) {
      clearTimeout(timer);
      timer = undefined;
    } else timer ??= setTimeout(read, readAfterMs);
  }

  function read(): void {
    timer = undefined;
    const { chat } = store.get();
    const last = lastTheirs(chat);
    if (!looking() || last <= chat.seen) return;
    const before = chat.seen;
    store.set({ chat: { ...chat, seen: last } });
    tell(last, true).catch(() => {
      const now = store.get().chat;
      if (now.conversationId === chat.conversationId && now.seen === last) {
        setTimeout(() => store.set({ chat: { ...store.get().chat, seen: before } }), 5000);
      }
    });
  }

  store.watch(check);
  for (const name of ['focus', 'blur']) addEventListener(name, check);
  document.addEventListener('visibilitychange', check);
  return {
    typed() {
      if (store.get().chat.conversationId === null || Date.now() - typedAt < typingEveryMs) return;
      typedAt = Date.now();
      session.api.post('typing').catch(() => {});
    },
  };
}
