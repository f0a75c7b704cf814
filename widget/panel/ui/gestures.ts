// What works wherever one is in the panel: Escape leads out, files can be dropped.

import { useEffect, useState } from 'preact/hooks';
import type { Actions } from './context.js';

/** Listens on the whole page; tells whether files hover over it. */
export function useGestures({ attach, close }: Pick<Actions, 'attach' | 'close'>): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const leave = () => setOver(false);
    document.addEventListener(
      'keydown',
      (event) => {
        // An open dialog takes Escape for itself.
        if (event.key === 'Escape' && !document.querySelector('dialog[open]')) close();
      },
      { signal },
    );
    document.addEventListener(
      'dragover',
      (event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      { signal },
    );
    document.addEventListener('dragleave', (event) => event.relatedTarget === null && leave(), { signal });
    document.addEventListener(
      'drop',
      (event) => {
        event.preventDefault();
        leave();
        if (event.dataTransfer) attach([...event.dataTransfer.files]);
      },
      { signal },
    );
    return () => stop.abort();
  }, [attach, close]);
  return over;
}
