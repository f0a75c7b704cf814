// The panel's frame and the talk with it: one exact origin, one exact window, nothing else is heard or told.

import type { ToHost, ToPanel } from '../protocol.js';

export interface Frame {
  readonly element: HTMLIFrameElement;
  tell(said: ToPanel): void;
}

export function createFrame(at: {
  readonly base: string;
  readonly site: string;
  readonly name: string;
  readonly hear: (said: ToHost) => void;
}): Frame {
  const element = document.createElement('iframe');
  const query = new URLSearchParams({ site: at.site, host: location.origin });
  element.title = at.name;
  element.src = `${at.base}/web/panel?${query}`;
  let ready = false;
  addEventListener('message', (event) => {
    if (event.origin !== at.base || event.source === null || event.source !== element.contentWindow) return;
    const said = readToHost(event.data);
    if (said?.baton === 'ready') ready = true;
    if (said) at.hear(said);
  });
  return {
    element,
    tell(said) {
      if (ready) element.contentWindow?.postMessage(said, at.base);
    },
  };
}

/** Reads a message from the panel; null when it is none of ours. */
function readToHost(data: unknown): ToHost | null {
  if (typeof data !== 'object' || data === null) return null;
  const { baton, token, count } = data as Record<string, unknown>;
  if (baton === 'ready' || baton === 'close') return { baton };
  if (baton === 'token' && (token === null || typeof token === 'string')) return { baton, token };
  return baton === 'unread' && typeof count === 'number' ? { baton, count } : null;
}
