// What has to be read from the desk, and where it goes in the state.
import type { Api } from '../api.js';
import type { DeskState } from './desk-state.js';

export type SetDesk = (next: (now: DeskState) => DeskState) => void;
export type DeskLoader = ReturnType<typeof createDeskLoader>;

/** Reads for the person whose desk is open; every call rejects with a `DeskRefusal` when it fails. */
export function createDeskLoader(api: Api, get: () => DeskState, set: SetDesk) {
  const markRead = (channel: string) => {
    void api.markRead({ user: get().userId, channel }).catch(() => undefined);
  };

  const openChannel = async (channelId: string, tab: 'home' | 'messages') => {
    const { userId, channelId: before } = get();
    const closed = before === channelId ? {} : { thread: undefined, replies: [] };
    set((now) => ({ ...now, channelId, tab, listOpen: false, ...closed }));
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

  const reload = async (userId: string) => {
    const info = await api.readState(userId);
    set((now) => ({ ...now, userId: info.user.id, info, modals: info.modals, home: info.home, link: 'up' }));
    const { channelId, tab, thread } = get();
    const first =
      info.channels.find((channel) => channel.kind !== 'dm' && channel.hasApp) ?? info.channels[0];
    const target = info.channels.some((channel) => channel.id === channelId) ? channelId : first?.id;
    if (target !== undefined) await openChannel(target, tab);
    if (thread) await openThread(thread.channel, thread.ts);
    void countOthers(api, get, set);
  };
  return { markRead, openChannel, openThread, reload, countOthers: () => countOthers(api, get, set) };
}

/** Unread messages of everyone else: their direct messages never reach this person's stream. */
async function countOthers(api: Api, get: () => DeskState, set: SetDesk): Promise<void> {
  const { info, userId } = get();
  const others = (info?.users ?? []).filter((user) => !user.isBot && !user.deleted && user.id !== userId);
  const counts = await Promise.all(
    others.map(async (user) => {
      const answer = await api.readState(user.id).catch(() => undefined);
      const unread = (answer?.channels ?? []).reduce((sum, channel) => sum + channel.unreadCount, 0);
      return [user.id, unread] as const;
    }),
  );
  set((now) => ({ ...now, unreadByUser: Object.fromEntries(counts) }));
}

function clearBadge(state: DeskState, channelId: string): DeskState {
  if (!state.info) return state;
  const channels = state.info.channels.map((channel) =>
    channel.id === channelId ? { ...channel, unreadCount: 0 } : channel,
  );
  return { ...state, info: { ...state.info, channels } };
}
