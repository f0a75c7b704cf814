// The panel's side of the talk with the host page: one exact origin, one exact window, nothing else is heard.

import { readToPanel, type ToHost, type ToPanel } from '../protocol.js';

export interface Host {
  tell(said: ToHost): void;
}

/** Listens to the page at `origin` around this frame, and says that the panel is ready. */
export function connectHost(origin: string, hear: (said: ToPanel) => void): Host {
  const around = window.parent;
  const tell = (said: ToHost) => around.postMessage(said, origin);
  addEventListener('message', (event) => {
    if (event.origin !== origin || event.source !== around) return;
    const said = readToPanel(event.data);
    if (said) hear(said);
  });
  tell({ baton: 'ready' });
  return { tell };
}
