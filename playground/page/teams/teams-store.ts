// Holds the Teams pane's state, keeps it true to the stream and carries out what the user does.
import { type Circumstance, PERSONAL, type TeamsAct, type TeamsEvent } from '../../teams/protocol.js';
import { openTeamsStream, type TeamsApi } from './teams-api.js';
import { addPaneToast, applyTeamsEvent, EMPTY_PANE, type PaneState, showPosts } from './teams-state.js';

const SAVED_USER = 'baton-playground-teams-user';

type SetPane = (next: (now: PaneState) => PaneState) => void;

export interface TeamsStore {
  get(): PaneState;
  subscribe(listener: () => void): () => void;
  /** Begins with the person looked at last, or the first one; later calls do nothing. */
  start(): Promise<void>;
  switchUser(userId: string): Promise<boolean>;
  openChat(chat: string): Promise<void>;
  unfold(root: string, on: boolean): void;
  /** Opens a channel at one of its threads. */
  openThread(chat: string, root: string): Promise<void>;
  /** Opens the field below a thread in place of any other; null goes back to the channel's own. */
  reply(root: string | null): void;
  showList(open: boolean): void;
  dismissToast(id: number): void;
  /** Carries out a gesture; what is refused becomes a toast. Answers whether it was done. */
  act(act: TeamsAct): Promise<boolean>;
  /** Changes what is granted to the app. */
  change(circumstance: Circumstance): Promise<boolean>;
}

/** A pane that has not started yet. */
export function createTeamsStore(api: TeamsApi): TeamsStore {
  let state = EMPTY_PANE;
  const listeners = new Set<() => void>();
  const get = () => state;
  const set: SetPane = (next) => {
    state = next(state);
    for (const listener of listeners) listener();
  };
  const guard = async (work: () => Promise<unknown>) => {
    try {
      await work();
      return true;
    } catch (error) {
      set((now) => addPaneToast(now, 'error', error instanceof Error ? error.message : 'That did not work.'));
      return false;
    }
  };
  return {
    get,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ...createSession({ api, get, set, guard }),
    unfold: (root, on) => set((now) => ({ ...now, unfolded: { ...now.unfolded, [root]: on } })),
    reply: (root) => set((now) => ({ ...now, replyTo: root })),
    showList: (open) => set((now) => ({ ...now, listOpen: open })),
    dismissToast: (id) => set((now) => ({ ...now, toasts: now.toasts.filter((toast) => toast.id !== id) })),
    change: (circumstance) => guard(() => api.change(circumstance)),
    act: (act) =>
      guard(async () => {
        const { toast } = await api.act(state.userId, act);
        if (toast !== undefined) set((now) => addPaneToast(now, 'info', toast));
      }),
  };
}

interface Core {
  api: TeamsApi;
  get: () => PaneState;
  set: SetPane;
  guard: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** Whose pane it is, and the stream that keeps it true. */
function createSession({ api, get, set, guard }: Core) {
  let stopStream: (() => void) | undefined;
  let started = false;
  const readChat = async (chat: string) => {
    const { userId } = get();
    const { posts } = await api.readPosts(userId, chat);
    if (get().userId === userId) set((now) => showPosts(now, chat, posts));
  };
  const openChat = async (chat: string) => {
    set((now) => ({
      ...now,
      chat,
      listOpen: false,
      replyTo: now.chat === chat ? now.replyTo : null,
      unread: { ...now.unread, [chat]: 0 },
    }));
    await guard(() => readChat(chat));
  };
  const openThread = async (chat: string, root: string) => {
    set((now) => ({ ...now, unfolded: { ...now.unfolded, [root]: true } }));
    await openChat(chat);
    // Once it is drawn, and has gone to its end as it does when it is opened.
    setTimeout(() => document.querySelector(`[data-root="${CSS.escape(root)}"]`)?.scrollIntoView(), 50);
  };
  const readState = async (userId: string) => {
    const info = await api.readState(userId);
    set((now) => ({ ...now, userId: info.user.id, info, dialogs: info.dialogs, link: 'up' }));
    return info;
  };
  const reload = async (userId: string) => {
    const info = await readState(userId);
    const chat = get().chat ?? info.teams.find((team) => team.hasApp)?.channels[0]?.id ?? PERSONAL;
    set((now) => ({ ...now, chat }));
    await Promise.all([...new Set([chat, ...Object.keys(get().posts)])].map((known) => readChat(known)));
  };
  const hear = (event: TeamsEvent) => {
    if (event.type === 'state') void guard(() => readState(get().userId));
    else set((now) => applyTeamsEvent(now, event));
  };
  const listen = (userId: string) => {
    let wasDown = false;
    stopStream?.();
    stopStream = openTeamsStream(userId, hear, (up) => {
      set((now) => ({ ...now, link: up ? 'up' : 'down' }));
      // Nothing is replayed after a broken stream, so everything on screen is read again.
      if (up && wasDown) void guard(() => reload(userId));
      wasDown = !up;
    });
  };
  const switchUser = (userId: string) => {
    set((now) => ({ ...EMPTY_PANE, userId, chat: now.chat, toasts: now.toasts }));
    return guard(async () => {
      await reload(userId);
      localStorage.setItem(SAVED_USER, get().userId);
      listen(get().userId);
    });
  };
  const start = async () => {
    if (started) return;
    started = true;
    const saved = localStorage.getItem(SAVED_USER) ?? '';
    // Another playground may have left a name behind that this one doesn't know.
    const isKnown = saved !== '' && (await api.readState(saved).then(Boolean, () => false));
    await switchUser(isKnown ? saved : '');
  };
  return { start, switchUser, openChat, openThread };
}
