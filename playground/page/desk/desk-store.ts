// Holds the desk's state, keeps it true to the stream and carries out what the user does.
import type { StreamEvent } from '../../slack/protocol.js';
import { type Api, openStream } from '../api.js';
import { createDeskLoader, type DeskLoader, type SetDesk } from './desk-loader.js';
import { addToast, applyStream, type DeskState, EMPTY_DESK, isOnScreen } from './desk-state.js';

const OTHERS_REFRESH_MS = 8000;
const SAVED_USER = 'baton-playground-user';

export interface DeskStore {
  get(): DeskState;
  subscribe(listener: () => void): () => void;
  /** Begins with the person looked at last, or the one the playground names. */
  start(): Promise<void>;
  /** Answers whether that person has a desk here. */
  switchUser(userId: string): Promise<boolean>;
  openChannel(channelId: string, tab?: 'home' | 'messages'): Promise<void>;
  openThread(channel: string, ts: string): Promise<void>;
  closeThread(): void;
  /** While on, the thread in which something happens opens by itself: the tour is watched this way. */
  follow(on: boolean): void;
  showList(open: boolean): void;
  dismissToast(id: number): void;
  /** Runs a gesture; what it refuses becomes a toast. Answers whether it was done. */
  attempt(gesture: (api: Api, userId: string) => Promise<unknown>): Promise<boolean>;
}

/** What the parts of the store share. */
interface Core {
  api: Api;
  get: () => DeskState;
  set: SetDesk;
  loader: DeskLoader;
  guard: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** A desk that has not started yet; one per page. */
export function createDeskStore(api: Api): DeskStore {
  let state = EMPTY_DESK;
  const listeners = new Set<() => void>();
  const get = () => state;
  const set: SetDesk = (next) => {
    state = next(state);
    for (const listener of listeners) listener();
  };
  const guard = async (work: () => Promise<unknown>) => {
    try {
      await work();
      return true;
    } catch (error) {
      const text = error instanceof Error ? error.message : 'That did not work.';
      set((now) => addToast(now, 'error', text));
      return false;
    }
  };
  const core: Core = { api, get, set, guard, loader: createDeskLoader(api, get, set) };
  return {
    get,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ...createSession(core),
    ...createView(core),
    attempt: (gesture) => guard(() => gesture(api, state.userId)),
  };
}

/** Whose desk it is, and the stream that keeps it true. */
function createSession({ api, get, set, loader, guard }: Core) {
  let stopStream: (() => void) | undefined;
  let following = false;
  const hear = (event: StreamEvent) => {
    set((now) => applyStream(now, event));
    if (event.type !== 'message') return;
    const { channel, threadTs } = event.message;
    if (isOnScreen(get(), channel)) loader.markRead(channel);
    if (following && threadTs !== null && get().thread?.ts !== threadTs) {
      void guard(() => followTo(loader, get(), channel, threadTs));
    }
  };
  const listen = (userId: string) => {
    let wasDown = false;
    stopStream?.();
    stopStream = openStream(userId, hear, (up) => {
      set((now) => ({ ...now, link: up ? 'up' : 'down' }));
      // Nothing is replayed after a broken stream, so everything on screen is read again.
      if (up && wasDown) void guard(() => loader.reload(userId));
      wasDown = !up;
    });
  };
  const switchUser = (userId: string) => {
    set((now) => ({ ...EMPTY_DESK, userId, unreadByUser: now.unreadByUser, toasts: now.toasts }));
    return guard(async () => {
      await loader.reload(userId);
      localStorage.setItem(SAVED_USER, userId);
      listen(userId);
    });
  };
  const start = async () => {
    const saved = localStorage.getItem(SAVED_USER) ?? '';
    // Another playground may have left a name behind that this one doesn't know.
    const isKnown = saved !== '' && (await api.readState(saved).then(Boolean, () => false));
    await guard(async () => switchUser(isKnown ? saved : (await api.readStart()).userId));
    setInterval(() => {
      if (!document.hidden) void loader.countOthers();
    }, OTHERS_REFRESH_MS);
  };
  const follow = (on: boolean) => {
    following = on;
  };
  return { start, switchUser, follow };
}

async function followTo(loader: DeskLoader, state: DeskState, channel: string, ts: string): Promise<void> {
  if (!isOnScreen(state, channel)) await loader.openChannel(channel, 'messages');
  await loader.openThread(channel, ts);
}

/** Where the reader is. */
function createView({ set, loader, guard }: Core) {
  return {
    openChannel: async (channelId: string, tab: 'home' | 'messages' = 'messages') => {
      await guard(() => loader.openChannel(channelId, tab));
    },
    openThread: async (channel: string, ts: string) => {
      await guard(() => loader.openThread(channel, ts));
    },
    closeThread: () => set((now) => ({ ...now, thread: undefined, replies: [] })),
    showList: (open: boolean) => set((now) => ({ ...now, listOpen: open })),
    dismissToast: (id: number) =>
      set((now) => ({ ...now, toasts: now.toasts.filter((toast) => toast.id !== id) })),
  };
}
