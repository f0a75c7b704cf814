// The files of the next message: checked, sent ahead, and shown with how far they have come.

import { CallError } from './api.js';
import type { Session } from './session.js';
import type { PanelState, Upload } from './state.js';
import type { Store } from './store.js';

export interface Uploads {
  add(files: Iterable<File>): void;
  remove(key: string): void;
  /** The finished files, which now belong to a message. */
  take(): NonNullable<Upload['file']>[];
}

const mostFiles = 10;

/** A size for people: 1.2 MB. */
export function showSize(sizeBytes: number, language: string): string {
  const [unit, size] =
    sizeBytes < 1e6
      ? (['kilobyte', Math.max(1, sizeBytes / 1e3)] as const)
      : (['megabyte', sizeBytes / 1e6] as const);
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    maximumFractionDigits: unit === 'megabyte' ? 1 : 0,
  }).format(size);
}

/** A limit for people: whole megabytes, rounded down, so that what is said to fit does. */
function showLimit(sizeBytes: number, language: string): string {
  return showSize(sizeBytes < 1e6 ? sizeBytes : Math.floor(sizeBytes / 1e6) * 1e6, language);
}

export function createUploads(store: Store<PanelState>, session: Session): Uploads {
  const stops = new Map<string, AbortController>();
  let count = 0;
  const update = (key: string, change: Partial<Upload>) =>
    store.set({ uploads: store.get().uploads.map((one) => (one.key === key ? { ...one, ...change } : one)) });
  const drop = (key: string) => {
    stops.delete(key);
    store.set({ uploads: store.get().uploads.filter((one) => one.key !== key) });
  };

  async function send(key: string, file: File, stop: AbortController): Promise<void> {
    try {
      await session.ensureVisitor();
      const stored = await session.api.upload(file, (share) => update(key, { share }), stop.signal);
      update(key, { file: stored, share: 1 });
    } catch (error) {
      drop(key);
      if (stop.signal.aborted) return;
      const { words } = store.get();
      const refused = error instanceof CallError && error.code === 'file-refused';
      store.set({ notice: refused ? words.fileRefused(file.name) : words.uploadFailed(file.name) });
    }
  }

  return {
    add(files) {
      const { config, words, locale } = store.get();
      const limit = config?.fileBytes ?? 0;
      store.set({ notice: null });
      for (const file of files) {
        if (store.get().uploads.length >= mostFiles) return;
        if (file.size > limit) {
          store.set({ notice: words.tooLarge(file.name, showLimit(limit, locale)) });
          continue;
        }
        count += 1;
        const key = `upload-${count}`;
        const stop = new AbortController();
        stops.set(key, stop);
        store.set({
          uploads: [
            ...store.get().uploads,
            { key, name: file.name, sizeBytes: file.size, share: 0, file: null },
          ],
        });
        void send(key, file, stop);
      }
    },
    remove(key) {
      stops.get(key)?.abort();
      drop(key);
    },
    take() {
      const done = store.get().uploads.flatMap((one) => (one.file ? [one.file] : []));
      store.set({ uploads: store.get().uploads.filter((one) => one.file === null) });
      return done;
    },
  };
}
