// Answers the host page's calls: shows the launcher, makes the panel when it is needed, keeps the visitor's token.

import type { Baton, BatonCall } from '../loader/loader.js';
import type { ToHost } from '../protocol.js';
import { createFrame, type Frame } from './frame.js';
import { createTokenPlace, type TokenPlace } from './token.js';
import { createView, type View, watchWindow } from './view.js';

/** A booted chat; there is at most one on a page. */
interface Chat {
  readonly site: string;
  readonly token: TokenPlace;
  name: string;
  view: View | null;
  frame: Frame | null;
  open: boolean;
  unread: number;
}

const script = document.currentScript as HTMLScriptElement | null;
const base = new URL(script?.src ?? location.href).origin;
const listeners: ((count: number) => void)[] = [];
let chat: Chat | null = null;
let locale: string | null = null;
let jwt: string | null = null;

function draw(): void {
  if (chat?.view) chat.view.draw({ ...chat, locale });
}

function load(): void {
  if (!chat?.view || chat.frame) return;
  chat.frame = createFrame({ base, site: chat.site, name: chat.name, hear });
  chat.view.hold(chat.frame.element, chat.name);
}

function show(open: boolean): void {
  if (!chat) return;
  const changed = chat.open !== open;
  chat.open = open;
  // Before the configuration came there is nothing to show yet; `mount` looks at `open`.
  if (!chat.view) return;
  if (open) load();
  draw();
  chat.frame?.tell({ baton: 'open', open });
  if (changed && open) chat.frame?.element.focus();
  else if (changed) chat.view.focusButton();
}

function hear(said: ToHost): void {
  if (!chat) return;
  if (said.baton === 'close') show(false);
  else if (said.baton === 'token') chat.token.write(said.token);
  else if (said.baton === 'unread') {
    chat.unread = said.count;
    draw();
    for (const call of listeners) call(said.count);
  } else {
    const page = location.origin + location.pathname;
    const wish = locale ?? (document.documentElement.lang || null);
    chat.frame?.tell({ baton: 'hello', token: chat.token.read(), locale: wish, jwt, page, open: chat.open });
  }
}

interface BootOptions {
  readonly site?: string;
  readonly locale?: string;
  readonly open?: boolean;
}

async function boot(options: BootOptions): Promise<void> {
  if (chat || !options.site) return;
  const { site } = options;
  const mine: Chat = {
    site,
    token: createTokenPlace(site),
    name: '',
    view: null,
    frame: null,
    open: false,
    unread: 0,
  };
  chat = mine;
  locale = options.locale ?? locale;
  const answer = await fetch(`${base}/web/config?site=${encodeURIComponent(site)}`).catch(() => null);
  if (chat !== mine) return;
  if (!answer?.ok) {
    console.warn(
      `Baton: the chat of “${site}” may not be shown on ${location.origin}, or cannot be reached.`,
    );
    chat = null;
    return;
  }
  const config = await answer.json();
  locale ??= config.locale;
  mount(mine, config, options.open === true);
}

function mount(mine: Chat, config: { name: string; color: string; position: string }, open: boolean): void {
  mine.name = config.name;
  const left = config.position === 'left';
  mine.view = createView({
    color: config.color,
    left,
    nonce: script?.nonce ?? '',
    toggle: () => show(!mine.open),
  });
  mine.token.watch((token) => mine.frame?.tell({ baton: 'token', token }));
  document.documentElement.append(mine.view.root);
  draw();
  if (open || mine.open) show(true);
  // Who has chatted before sees what they missed without opening the chat.
  else if (mine.token.read() !== null) load();
}

/** Signs the visitor out and takes everything off the page; the token is worth nothing afterwards. */
function shutdown(): void {
  if (!chat) return;
  const { site, token, view, frame } = chat;
  const known = token.read();
  show(false);
  frame?.tell({ baton: 'shutdown' });
  token.write(null);
  chat = jwt = null;
  if (known !== null) {
    const headers = { authorization: `Bearer ${known}` };
    const address = `${base}/web/sign-out?site=${encodeURIComponent(site)}`;
    fetch(address, { method: 'POST', keepalive: true, headers }).catch(() => {});
  }
  // The panel first clears what it kept.
  setTimeout(() => view?.root.remove(), 200);
}

const commands: Readonly<Record<string, (value: unknown, more: unknown) => void>> = {
  boot: (options) => void boot((options ?? {}) as BootOptions),
  show: () => show(true),
  hide: () => show(false),
  toggle: () => show(!chat?.open),
  identify: (signed) => {
    jwt = `${signed}`;
    chat?.frame?.tell({ baton: 'identify', jwt });
  },
  setLocale: (wish) => {
    locale = `${wish}`;
    draw();
    chat?.frame?.tell({ baton: 'locale', locale });
  },
  on: (event, call) => {
    if (event === 'unread' && typeof call === 'function') listeners.push(call as (count: number) => void);
  },
  shutdown,
};

function start(baton: Baton): void {
  const run = ([command, value, more]: BatonCall) => commands[command]?.(value, more);
  const early = (baton.q ?? []) as BatonCall[];
  baton.q = { push: run };
  for (const call of early) run(call);
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && chat?.open) show(false);
  });
  watchWindow(draw);
  new MutationObserver(() => {
    const root = chat?.view?.root;
    if (root && !root.isConnected) document.documentElement.append(root);
  }).observe(document.documentElement, { childList: true });
}

const { baton } = window as unknown as { baton?: Baton };
if (baton) start(baton);
