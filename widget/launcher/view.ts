// What the host page shows of the chat: a button with its badge, and the box that will hold the panel's frame.

import { launchers, pickLanguage } from '../locales.js';
import { style } from './style.js';

export interface ViewState {
  readonly name: string;
  readonly locale: string | null;
  readonly open: boolean;
  readonly unread: number;
}

export interface View {
  readonly root: HTMLElement;
  draw(state: ViewState): void;
  /** Puts the panel's frame into its box. */
  hold(frame: HTMLIFrameElement, name: string): void;
  focusButton(): void;
}

const drawings = [
  [
    'p',
    'M4 5.500h16A1.500 1.500 0 0 1 21.500 7v9a1.500 1.500 0 0 1-1.500 1.500h-8.500L7 21v-3.500H4A1.500 1.500 0 0 1 2.500 16V7A1.500 1.500 0 0 1 4 5.500zM8 10h8M8 13.500h5',
  ],
  ['x', 'M6 9.500l6 6 6-6'],
] as const;
const small = matchMedia('(max-width:480px)');

/** Everything lives in a shadow root beside the body, so that pages which replace their body keep the chat. */
export function createView(at: {
  readonly color: string;
  readonly left: boolean;
  readonly nonce: string;
  readonly toggle: () => void;
}): View {
  const root = document.createElement('baton-chat');
  const shadow = root.attachShadow({ mode: 'open' });
  addStyle(shadow, at.nonce);
  const box = document.createElement('div');
  box.className = at.left ? 's' : '';
  box.style.setProperty('--c', at.color);
  box.style.setProperty('--t', writingOn(at.color));
  const button = createButton(at.toggle);
  const badge = document.createElement('b');
  button.append(badge);
  box.append(button);
  shadow.append(box);
  let panel: HTMLElement | null = null;

  return {
    root,
    draw({ name, locale, open, unread }) {
      const language = pickLanguage(launchers, [locale, document.documentElement.lang, navigator.language]);
      const words = launchers[language];
      const full =
        (words?.open ?? '') + (name && ` – ${name}`) + (unread ? `, ${unread} ${words?.unread}` : '');
      box.classList.toggle('o', open);
      button.setAttribute('aria-expanded', `${open}`);
      button.setAttribute('aria-label', open ? (words?.close ?? '') : full);
      badge.textContent = unread && !open ? (unread > 99 ? '99+' : `${unread}`) : '';
      coverPage(panel, open && small.matches);
    },
    hold(frame, name) {
      panel = document.createElement('div');
      panel.className = 'f';
      panel.id = 'p';
      panel.setAttribute('role', 'dialog');
      panel.setAttribute('aria-label', name);
      panel.append(frame);
      box.prepend(panel);
    },
    focusButton: () => button.focus(),
  };
}

/** Calls back when the window crosses the border between a corner and the whole screen, or a keyboard comes up. */
export function watchWindow(call: () => void): void {
  small.addEventListener('change', call);
  visualViewport?.addEventListener('resize', call);
}

/** On small screens the open panel covers the page: nothing behind it scrolls or takes the focus. */
function coverPage(panel: HTMLElement | null, covered: boolean): void {
  document.body.inert = covered;
  document.documentElement.style.overflow = covered ? 'hidden' : '';
  if (!panel) return;
  panel.setAttribute('aria-modal', `${covered}`);
  const view = covered ? visualViewport : null;
  panel.style.height = view ? `${view.height}px` : '';
  panel.style.top = view ? `${view.offsetTop}px` : '';
}

/** A constructed sheet needs no permission of the page's policy; older browsers get a style element with its nonce. */
function addStyle(shadow: ShadowRoot, nonce: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    const element = document.createElement('style');
    element.nonce = nonce;
    element.textContent = style;
    shadow.append(element);
  }
}

function createButton(toggle: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.className = 'l';
  button.type = 'button';
  button.setAttribute('aria-haspopup', 'dialog');
  button.setAttribute('aria-controls', 'p');
  button.addEventListener('click', toggle);
  const namespace = 'http://www.w3.org/2000/svg';
  for (const [kind, d] of drawings) {
    const svg = document.createElementNS(namespace, 'svg');
    svg.setAttribute('class', kind);
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS(namespace, 'path');
    path.setAttribute('d', d);
    svg.append(path);
    button.append(svg);
  }
  return button;
}

/** Dark or white, whichever can be read on the colour. */
function writingOn(hex: string): string {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(
    (at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? '#15181a' : '#fff';
}
