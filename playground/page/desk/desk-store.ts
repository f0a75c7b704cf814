// Holds the desk's state, keeps it true to the stream and carries out what the user does.
import { type Api, openStream } from '../api.js';
import { addToast, applyStream, type DeskState, EMPTY_DESK, isOnScreen } from './desk-state.js';

const OTHERS_REFRESH_MS = 8000;
const SAVED_USER = 'baton-playground-user';

export interface DeskStore {
  get(): DeskState;
  subscribe(listener: () => void): () => void;
  /** Begins with the person looked at last, or the first one. */
  start(): Promise<void>;
  /** Answers whether that person has a desk here. */
  switchUser(userId: string): Promise<boolean>;
  openChannel(channelId: string, tab?: 'home' | 'messages'): Promise<void>;
  openThread(channel: string, ts: string): Promise<void>;
  closeThread(): void;
  showList(open: boolean): void;
  dismissToast(id: number): void;
  say(level: 'error' | 'info', text: string): void;
  /** Runs a gesture; what it refuses becomes a toast. Answers whether it was done. */
  attempt(gesture: (api: Api, userId: string) => Promise<unknown>): Promise<boolean>;
}

/** A desk that has not started yet; one per page. */
export function createDeskStore(api: Api): DeskStore {
  let state = EMPTY_DESK;
  let stopStream: (() => void) | undefined;
  const listeners = new Set<() => void>();
  const set = (next: DeskState | ((now: DeskState) => DeskState)) => {
    state = typeof next === 'function' ? next(state) : next;
    for (const listener of listeners) listener();
  };
  const say = (level: 'error' | 'info', text: string) => set((now) => addToast(now, level, text));
  const guard = async (work: () => Promise<unknown>) => {
    try {
      await work();
      return true;
    } catch (error) {
      say('error', error instanceof Error ? error.message : 'That did not work.');
      return false;
    }
  };
  const loader = createLoader(api, () => state, set);

  const listen = (userId: string) => {
    stopStream?.();
    let wasDown = false;
    stopStream = openStream(
      userId,
      (event) => {
        set((now) => applyStream(now, event));
        if (event.type === 'message' && isOnScreen(state, event.message.channel))
          loader.markRead(event.message.channel);
      },
      (up) => {
        set((now) => ({ ...now, link: up ? 'up' : 'down' }));
        // Nothing is replayed after a broken stream, so everything on screen is read again.
        if (up && wasDown) void guard(() => loader.reload(userId));
        wasDown = !up;
      },
    );
  };

  const switchUser = async (userId: string) => {
    set((now) => ({ ...EMPTY_DESK, userId, unreadByUser: now.unreadByUser, link: now.link }));
    return guard(async () => {
      await loader.reload(userId);
      localStorage.setItem(SAVED_USER, state.userId);
      listen(state.userId);
    });
  };

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start() {
      const saved = localStorage.getItem(SAVED_USER);
      if (saved === null || !(await switchUser(saved))) {
        await guard(async () => switchUser((await api.readStart()).userId));
      }
      setInterval(() => {
        if (!document.hidden) void loader.countOthers();
      }, OTHERS_REFRESH_MS);
    },
    switchUser,
    openChannel: async (channelId, tab = 'messages') => {
      await guard(() => loader.openChannel(channelId, tab));
    },
    openThread: async (channel, ts) => {
      await guard(() => loader.openThread(channel, ts));
    },
    closeThread: () => set((now) => ({ ...now, thread: undefined, replies: [] })),
    showList: (open) => set((now) => ({ ...now, listOpen: open })),
    dismissToast: (id) => set((now) => ({ ...now, toasts: now.toasts.filter((toast) => toast.id !== id) })),
    say,
    attempt: (gesture) => guard(() => gesture(api, state.userId)),
  };
}

/** What has to be read from the desk, and where it goes in the state. */
function createLoader(api: Api, get: () => DeskState, set: (next: (now: DeskState) => DeskState) => void) {
  const markRead = (channel: string) => {
    const { userId } = get();
    void api.markRead({ user: userId, channel }).catch(() => undefined);
  };
  const openChannel = async (channelId: string, tab: 'home' | 'messages') => {
    const sameChannel = get().channelId === channelId;
    set((now) => ({
      ...now,
      channelId,
      tab,
      listOpen: false,
      ...(sameChannel ? {} : { thread: undefined, replies: [] }),
    }));
    const { userId } = get();
    if (tab === 'home') {
      await api.openHome({ user: userId, tab: 'home' });
      return;
    }
    const answer = await api.readMessages(channelId, userId);
    if (get().userId !== userId) return;
    set((now) =>
      clearBadge({ ...now, messages: { ...now.messages, [channelId]: [...answer.messages] } }, channelId),
    );
    markRead(channelId);
  };
  const openThread = async (channel: string, ts: string) => {
    const { userId, thread } = get();
    const same = thread?.channel === channel && thread.ts === ts;
    set((now) => ({ ...now, thread: { channel, ts }, replies: same ? now.replies : [] }));
    const answer = await api.readThread(channel, ts, userId);
    if (get().thread?.ts === ts) set((now) => ({ ...now, replies: [...answer.messages] }));
  };
  const countOthers = async () => {
    const { info, userId } = get();
    const others = (info?.users ?? []).filter((user) => !user.isBot && !user.deleted && user.id !== userId);
    const counts = await Promise.all(
      others.map(async (user) => {
        const answer = await api.readState(user.id).catch(() => undefined);
        return [user.id, sumUnread(answer?.channels ?? [])] as const;
      }),
    );
    set((now) => ({ ...now, unreadByUser: Object.fromEntries(counts) }));
  };
  const reload = async (userId: string) => {
    const info = await api.readState(userId);
    set((now) => ({ ...now, userId: info.user.id, info, modals: info.modals, home: info.home, link: 'up' }));
    const { channelId, tab, thread } = get();
    const first =
      info.channels.find((channel) => channel.kind !== 'dm' && channel.hasApp) ?? info.channels[0];
    const target = info.channels.some((channel) => channel.id === channelId) ? channelId : first?.id;
    if (target !== undefined) await openChannel(target, tab);
    if (thread) await openThread(thread.channel, thread.ts);
    void countOthers();
  };
  return { markRead, openChannel, openThread, countOthers, reload };
}

function clearBadge(state: DeskState, channelId: string): DeskState {
  if (!state.info) return state;
  const channels = state.info.channels.map((channel) =>
    channel.id === channelId ? { ...channel, unreadCount: 0 } : channel,
  );
  return { ...state, info: { ...state.info, channels } };
}

function sumUnread(channels: readonly { unreadCount: number }[]): number {
  return channels.reduce((sum, channel) => sum + channel.unreadCount, 0);
}
