// What goes with a line: pictures that were pasted travel in it, files that were attached are only named to the app.
import { useState } from 'preact/hooks';
import { Icon } from '../ui/icon.js';

export interface Attached {
  files: readonly File[];
  add(files: readonly File[]): void;
  remove(index: number): void;
  clear(): void;
  /** Gives them back when the line could not be sent. */
  restore(files: readonly File[]): void;
  onPaste(event: ClipboardEvent): void;
}

/** Files by whether they were pasted: Teams sends a pasted picture along, and of a file no more than a name. */
const pasted = new WeakSet<File>();

export function useAttached(): Attached {
  const [files, setFiles] = useState<readonly File[]>([]);
  const add = (more: readonly File[]) => setFiles((now) => [...now, ...more]);
  return {
    files,
    add,
    remove: (index) => setFiles((now) => now.filter((_, at) => at !== index)),
    clear: () => setFiles([]),
    restore: (kept) => setFiles((now) => (now.length === 0 ? kept : now)),
    onPaste(event) {
      const found = [...(event.clipboardData?.files ?? [])];
      if (found.length === 0) return;
      event.preventDefault();
      for (const file of found) if (/^image\/(png|jpeg|gif)$/.test(file.type)) pasted.add(file);
      add(found);
    },
  };
}

/** Pasted pictures as base64, and the names of all other files. */
export async function readPictures(files: readonly File[]): Promise<{ pictures: string[]; names: string[] }> {
  const pictures = await Promise.all(files.filter((file) => pasted.has(file)).map(readBase64));
  return { pictures, names: files.filter((file) => !pasted.has(file)).map(({ name }) => name) };
}

async function readBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

export function AttachedChips({ attached }: { attached: Attached }) {
  if (attached.files.length === 0) return null;
  return (
    <ul class="chips" aria-label="Files to send">
      {attached.files.map((file, index) => (
        <li key={`${index} ${file.name}`} class="chip">
          <Icon name={pasted.has(file) ? 'image' : 'file'} size={14} /> {file.name}
          <button
            type="button"
            class="chip-remove"
            aria-label={`Remove ${file.name}`}
            onClick={() => attached.remove(index)}
          >
            <Icon name="close" size={12} />
          </button>
        </li>
      ))}
    </ul>
  );
}
