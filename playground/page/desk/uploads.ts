// Files on their way into a message: chosen, dropped or pasted, uploaded at once and named when it is sent.
import { useState } from 'preact/hooks';
import type { PageFile } from '../../slack/protocol.js';
import { useDeskStore } from './desk-context.js';

export interface Uploads {
  files: readonly PageFile[];
  busy: boolean;
  dragging: boolean;
  add(files: readonly File[]): Promise<void>;
  remove(id: string): void;
  clear(): void;
  restore(files: readonly PageFile[]): void;
  onPaste(event: ClipboardEvent): void;
  dropTarget: {
    onDragOver: (event: DragEvent) => void;
    onDragLeave: () => void;
    onDrop: (event: DragEvent) => void;
  };
}

export function useUploads(): Uploads {
  const store = useDeskStore();
  const [files, setFiles] = useState<readonly PageFile[]>([]);
  const [busy, setBusy] = useState(false);
  const [dragging, setDragging] = useState(false);
  const add = async (chosen: readonly File[]) => {
    if (chosen.length === 0) return;
    setBusy(true);
    for (const file of chosen) {
      await store.attempt(async (api, user) => {
        const answer = await api.upload(user, file);
        setFiles((now) => [...now, answer.file]);
      });
    }
    setBusy(false);
  };
  return {
    files,
    busy,
    dragging,
    add,
    remove: (id) => setFiles((now) => now.filter((file) => file.id !== id)),
    clear: () => setFiles([]),
    restore: (kept) => setFiles((now) => (now.length === 0 ? kept : now)),
    onPaste(event) {
      const pasted = [...(event.clipboardData?.files ?? [])];
      if (pasted.length === 0) return;
      event.preventDefault();
      void add(pasted);
    },
    dropTarget: {
      onDragOver(event) {
        event.preventDefault();
        setDragging(true);
      },
      onDragLeave: () => setDragging(false),
      onDrop(event) {
        event.preventDefault();
        setDragging(false);
        void add([...(event.dataTransfer?.files ?? [])]);
      },
    },
  };
}
