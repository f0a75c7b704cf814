// Where the visitor writes: text that grows, files by picking, pasting or dropping, and the way to a person.

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Upload } from '../state.js';
import { useActions, usePanelState } from './context.js';
import { Icon } from './icon.js';

const longest = 10_000;
const accepted =
  '.png,.jpg,.jpeg,.gif,.webp,.pdf,.txt,.csv,.mp3,.ogg,.mp4,.m4a,.mov,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp';

export function Composer() {
  const { words, uploads, open, config } = usePanelState();
  const actions = useActions();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  useGrowing(field);
  useEffect(() => {
    if (open) field.current?.focus({ preventScroll: true });
  }, [open, config]);

  const busy = uploads.some((upload) => upload.file === null);
  const empty = text.trim() === '' && uploads.length === 0;
  const send = () => {
    if (busy || empty) return;
    actions.say(text.trim());
    setText('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = event.clipboardData?.files;
    if (!files || files.length === 0) return;
    event.preventDefault();
    actions.attach(files);
  };
  return (
    <div class="composer">
      <Chips uploads={uploads} />
      <div class="field">
        <button
          type="button"
          class="round"
          aria-label={words.attach}
          title={words.attach}
          onClick={() => picker.current?.click()}
        >
          <Icon name="attach" />
        </button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          accept={accepted}
          onChange={(event) => {
            actions.attach([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          maxLength={longest}
          value={text}
          placeholder={words.write}
          aria-label={words.write}
          enterkeyhint="send"
          onInput={(event) => {
            setText(event.currentTarget.value);
            actions.typed();
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <button
          type="button"
          class="round send"
          aria-label={words.send}
          title={words.send}
          aria-disabled={busy || empty}
          onClick={send}
        >
          <Icon name="send" />
        </button>
      </div>
    </div>
  );
}

/** The field is as high as its text, up to a few lines; looked at after every drawing. */
function useGrowing(field: { readonly current: HTMLTextAreaElement | null }): void {
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, 140)}px`;
  });
}

function Chips({ uploads }: { readonly uploads: readonly Upload[] }) {
  const { words } = usePanelState();
  const { detach } = useActions();
  if (uploads.length === 0) return null;
  return (
    <ul class="chips">
      {uploads.map((upload) => (
        <li key={upload.key} class={upload.file ? 'chip' : 'chip busy'}>
          {upload.file?.type.startsWith('image/') ? (
            <img src={upload.file.url} alt="" />
          ) : (
            <Icon name="file" />
          )}
          <bdi class="name">{upload.name}</bdi>
          {upload.file === null && (
            <progress max={1} value={upload.share} aria-label={words.uploading(upload.name)} />
          )}
          <button type="button" aria-label={words.removeFile(upload.name)} onClick={() => detach(upload.key)}>
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}
