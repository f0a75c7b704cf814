// Starts the panel: finds its site and its host page, then ties session, presence and view together.

import { render } from 'preact';
import { panels, pickLanguage, pickLocale } from '../locales.js';
import type { ToPanel } from '../protocol.js';
import { emptyChat } from './chat.js';
import { readableOn, writingOn } from './colors.js';
import { readConfig } from './config.js';
import { connectHost, type Host } from './host.js';
import { watchPresence } from './presence.js';
import { createSession, type Session } from './session.js';
import type { PanelState } from './state.js';
import { createStorage } from './storage.js';
import { createStore, type Store } from './store.js';
import { App } from './ui/app.js';
import { type Actions, PanelContext } from './ui/context.js';
import { createUploads } from './uploads.js';

const query = new URLSearchParams(location.search);
const site = query.get('site') ?? '';
const hostOrigin = query.get('host');
const embedded = hostOrigin !== null && window.parent !== window && query.get('standalone') !== '1';
const storage = createStorage(`baton.panel:${site}:`, () => window.localStorage);
const english = panels.en as NonNullable<typeof panels.en>;

const store: Store<PanelState> = createStore<PanelState>({
  config: null,
  problem: null,
  words: english,
  language: 'en',
  locale: 'en',
  chat: emptyChat,
  waiting: [],
  uploads: [],
  typing: null,
  loading: true,
  connection: 'idle',
  online: navigator.onLine,
  open: !embedded,
  asking: false,
  notice: null,
  embedded,
});

function speak(...wishes: (string | null | undefined)[]): void {
  const language = pickLanguage(panels, [...wishes, navigator.language]);
  document.documentElement.lang = language;
  store.set({
    language,
    locale: pickLocale(language, navigator.languages),
    words: panels[language] ?? english,
  });
}

function paint(color: string): void {
  const { style } = document.documentElement;
  style.setProperty('--accent', color);
  style.setProperty('--on-accent', writingOn(color));
  style.setProperty('--accent-light', readableOn(color, 'light'));
  style.setProperty('--accent-dark', readableOn(color, 'dark'));
}

let host: Host | null = null;
let page: string | null = null;

const session: Session = createSession({
  base: '',
  site,
  store,
  storage,
  keepToken: (token) => {
    if (embedded) host?.tell({ baton: 'token', token });
    else storage.write('token', token);
  },
  page: () => page,
});
const presence = watchPresence(store, session, (count) => {
  host?.tell({ baton: 'unread', count });
  if (!embedded) document.title = (count > 0 ? `(${count}) ` : '') + (store.get().config?.name ?? 'Chat');
});
const uploads = createUploads(store, session);

/** Tells Baton of something pressed; what came of it arrives with the stream. */
function post(path: string, body: unknown): void {
  store.set({ notice: null });
  session.api.post(path, body).then(session.kick, refused);
}

function refused(error: unknown): void {
  store.set({ notice: (error instanceof Error && error.message) || store.get().words.refused });
}

const actions: Actions = {
  say(text) {
    session.outbox.add(text, uploads.take());
    store.set({ notice: null });
  },
  choose(option) {
    session.outbox.add(option.title, [], option);
    store.set({ notice: null });
  },
  typed: presence.typed,
  attach: uploads.add,
  detach: uploads.remove,
  retry: session.outbox.retry,
  discard: session.outbox.discard,
  requestHuman() {
    if (store.get().asking) return;
    store.set({ asking: true, notice: null });
    session
      .requestHuman()
      .catch(refused)
      .finally(() => store.set({ asking: false }));
  },
  chooseWaiting: (choice) => post('waiting', { choice }),
  rate: (score, comment) => post('rating', { score, comment }),
  clearNotice: () => store.set({ notice: null }),
  close: () => host?.tell({ baton: 'close' }),
};

function hear(said: ToPanel): void {
  switch (said.baton) {
    case 'hello':
      page = said.page === '' ? null : said.page;
      speak(said.locale, store.get().config?.locale);
      store.set({ open: said.open });
      session.begin(said.token, said.jwt);
      return;
    case 'open':
      store.set({ open: said.open });
      if (said.open) session.kick();
      return;
    case 'token':
      session.changeToken(said.token);
      return;
    case 'identify':
      session.identify(said.jwt);
      return;
    case 'locale':
      speak(said.locale);
      return;
    case 'shutdown':
      session.end();
  }
}

async function start(): Promise<void> {
  const config = await readConfig('', site).catch(() => undefined);
  if (config === undefined) {
    store.set({ problem: 'unreachable' });
    setTimeout(() => void start(), 4000);
    return;
  }
  store.set({ config, problem: config ? null : 'not-here' });
  if (!config) return;
  paint(config.color);
  document.title = config.name;
  if (embedded && hostOrigin) host = connectHost(hostOrigin, hear);
  else {
    speak(query.get('locale'), config.locale);
    session.begin(storage.read('token'), null);
  }
}

addEventListener('online', () => {
  store.set({ online: true });
  session.kick();
});
addEventListener('offline', () => store.set({ online: false }));
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && store.get().connection !== 'live') session.kick();
});

speak();
const root = document.getElementById('app');
if (root) {
  render(
    <PanelContext.Provider value={{ store, actions }}>
      <App />
    </PanelContext.Provider>,
    root,
  );
}
void start();
