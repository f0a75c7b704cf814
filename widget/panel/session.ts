// One visitor's session: the token, the snapshot, the stream and the outbox, kept in step with each other.

import type { WireAccepted, WireEvent, WireSnapshot } from '../../src/channels/web/wire.js';
import { type Api, CallError, createApi } from './api.js';
import { applyAccepted, applyEvent, applySnapshot, type Chat, emptyChat, stillWaiting } from './chat.js';
import { createOutbox, type Outbox, type OutboxItem } from './outbox.js';
import type { PanelState } from './state.js';
import type { Storage } from './storage.js';
import type { Store } from './store.js';
import { type Stream, startStream } from './stream.js';

export interface SessionParts {
  readonly base: string;
  readonly site: string;
  readonly store: Store<PanelState>;
  readonly storage: Storage;
  /** Keeps the token where it survives: the host page, or this page when it stands alone. */
  readonly keepToken: (token: string | null) => void;
  readonly page: () => string | null;
}

export interface Session {
  readonly api: Api;
  readonly outbox: Outbox;
  /** Begins with the token that was kept, if any. */
  begin(token: string | null, jwt: string | null): void;
  /** The token changed elsewhere: in another tab, or by sign-out. */
  changeToken(token: string | null): void;
  identify(jwt: string): void;
  ensureVisitor(): Promise<void>;
  requestHuman(): Promise<void>;
  refresh(): Promise<void>;
  /** Looks at once whether anything is new and sends what waits. */
  kick(): void;
  end(): void;
}

const typingMs = 6000;
const grievingMs = 1200;

export function createSession(parts: SessionParts): Session {
  const { store, storage } = parts;
  let token: string | null = null;
  let jwt: string | null = null;
  let stream: Stream | null = null;
  let arriving: Promise<void> | null = null;
  let begun = false;
  let typingTimer: ReturnType<typeof setTimeout> | undefined;

  const api = createApi(parts.base, parts.site, () => token);
  const outbox = createOutbox({
    storage,
    send,
    changed: showWaiting,
    later: (call, ms) => {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
  });
  showWaiting();

  function showWaiting(): void {
    store.set({ waiting: stillWaiting(store.get().chat, outbox.items()) });
  }
  function setChat(chat: Chat): void {
    store.set({ chat, waiting: stillWaiting(chat, outbox.items()) });
  }

  async function refresh(): Promise<void> {
    const asked = token;
    const snapshot = await api.call<WireSnapshot>('conversation');
    if (asked === token) setChat(applySnapshot(store.get().chat, snapshot));
  }

  function onEvent(event: WireEvent): void {
    const { chat, gap } = applyEvent(store.get().chat, event);
    if (gap) {
      void refresh().then(
        () => stream?.kick(),
        () => {},
      );
      return;
    }
    setChat(chat);
    if (event.message?.author !== 'contact') showTyping(null);
  }

  function showTyping(name: string | null): void {
    clearTimeout(typingTimer);
    store.set({ typing: name });
    if (name !== null) typingTimer = setTimeout(() => store.set({ typing: null }), typingMs);
  }

  function connect(): void {
    stream?.stop();
    stream = null;
    if (token === null) {
      store.set({ connection: 'idle', loading: false });
      return;
    }
    let first = true;
    stream = startStream({
      base: parts.base,
      headers: api.headers,
      cursor: () => ({ conversationId: store.get().chat.conversationId, after: store.get().chat.cursor }),
      onEvent,
      onReset: refresh,
      onTyping: showTyping,
      onState: (connection) => {
        store.set({ connection });
        if (connection === 'live' && !first) outbox.kick();
        first = false;
      },
      onRefused: () => void loseVisitor(),
      isVisible: () => document.visibilityState === 'visible',
    });
  }

  /** Takes another token; a conversation that is not its own disappears. */
  async function useToken(next: string | null, same: boolean): Promise<void> {
    token = next;
    if (!same) setChat(emptyChat);
    if (next !== null) {
      store.set({ loading: !same });
      await refresh().catch((error: unknown) => {
        if (error instanceof CallError && error.trouble === 'visitor') return loseVisitor();
      });
      store.set({ loading: false });
    }
    if (token === next) connect();
  }

  function keep(next: string | null, same: boolean): Promise<void> {
    parts.keepToken(next);
    return useToken(next, same);
  }

  /** The token was refused: another tab may have a newer one, the company may vouch again, or it is over. */
  async function loseVisitor(): Promise<void> {
    const lost = token;
    await new Promise((resolve) => setTimeout(resolve, grievingMs));
    if (token !== lost || lost === null) return;
    const vouched = jwt;
    jwt = null;
    token = null;
    if (vouched !== null && (await vouch(vouched))) return;
    await keep(null, false);
  }

  async function vouch(signed: string): Promise<boolean> {
    try {
      const answer = await api.post<{ token: string }>('identify', { jwt: signed });
      jwt = signed;
      await keep(answer.token, true);
      return true;
    } catch {
      return false;
    }
  }

  function ensureVisitor(): Promise<void> {
    if (token !== null) return Promise.resolve();
    arriving ??= arrive().finally(() => {
      arriving = null;
    });
    return arriving;
  }
  async function arrive(): Promise<void> {
    if (jwt !== null && (await vouch(jwt))) return;
    const page = parts.page();
    const body = { locale: store.get().language, ...(page === null ? {} : { page }) };
    const answer = await api.post<{ token: string }>('visitors', body);
    parts.keepToken(answer.token);
    token = answer.token;
    connect();
  }

  async function send(item: OutboxItem): Promise<void> {
    // Nobody new may be made while the kept token is still on its way.
    if (!begun) throw new CallError('offline', 'not-ready', '');
    await ensureVisitor();
    const body = {
      clientId: item.clientId,
      text: item.text,
      attachmentIds: item.files.map((file) => file.id),
      ...(item.choice ? { choice: item.choice } : {}),
    };
    const accepted = await api.post<WireAccepted>('messages', body).catch((error: unknown) => {
      if (error instanceof CallError && error.trouble === 'visitor') void loseVisitor();
      throw error;
    });
    const before = store.get().chat.conversationId;
    setChat(applyAccepted(store.get().chat, accepted, item));
    if (before !== accepted.conversationId) stream?.kick();
  }

  return {
    api,
    outbox,
    begin(kept, signed) {
      jwt = signed;
      void (async () => {
        token = kept;
        if (signed !== null && kept !== null && (await vouch(signed))) return;
        await useToken(kept, false);
      })().finally(() => {
        begun = true;
        outbox.kick();
      });
    },
    changeToken(next) {
      if (next === token) return;
      if (next === null) outbox.clear();
      void useToken(next, false);
    },
    identify(signed) {
      if (jwt === signed) return;
      jwt = signed;
      if (token !== null) void vouch(signed);
    },
    ensureVisitor,
    async requestHuman() {
      await ensureVisitor();
      await api.post('request-human');
      await refresh();
      stream?.kick();
    },
    refresh,
    kick() {
      stream?.kick();
      outbox.kick();
    },
    end() {
      outbox.clear();
      token = jwt = null;
      stream?.stop();
      setChat(emptyChat);
    },
  };
}
