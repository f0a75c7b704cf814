// One picture in full, above everything; Escape leads back.

import { useEffect, useRef } from 'preact/hooks';
import type { WireFile } from '../../../src/channels/web/wire.js';
import { usePanelState } from './context.js';
import { Icon } from './icon.js';

export function Preview({ file, close }: { readonly file: WireFile; readonly close: () => void }) {
  const { words } = usePanelState();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog class="preview" ref={box} aria-label={words.image(file.name)} onClose={close}>
      <img src={file.url} alt={words.image(file.name)} />
      <div class="bar">
        <bdi>{file.name}</bdi>
        <a class="round" href={file.url} download={file.name} aria-label={words.download}>
          <Icon name="download" />
        </a>
        <button type="button" class="round" aria-label={words.closeImage} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
    </dialog>
  );
}
