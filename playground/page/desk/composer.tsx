// Where an agent types: lines, slash commands, mentions and files.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../ui/icon.js';
import { useDesk, useDeskStore } from './desk-context.js';
import { SuggestionList } from './suggestion-list.js';
import { readCommand, type Suggestion, suggest } from './suggestions.js';
import { type Uploads, useUploads } from './uploads.js';

export interface ComposerProps {
  channel: string;
  threadTs?: string;
  placeholder: string;
}

// Half-written lines survive switching between channels and threads.
const drafts = new Map<string, string>();

export function Composer({ channel, threadTs, placeholder }: ComposerProps) {
  const store = useDeskStore();
  const desk = useDesk();
  const draftKey = `${desk.userId} ${channel} ${threadTs ?? ''}`;
  const [text, setText] = useState(drafts.get(draftKey) ?? '');
  const [caret, setCaret] = useState(0);
  const [choice, setChoice] = useState(0);
  const [dismissed, setDismissed] = useState('');
  const [broadcast, setBroadcast] = useState(false);
  const ref = useRef<HTMLTextAreaElement>(null);
  const uploads = useUploads();
  useEffect(() => {
    setText(drafts.get(draftKey) ?? '');
  }, [draftKey]);
  useEffect(() => fitHeight(ref.current), [text]);

  const offers =
    desk.info && dismissed !== text
      ? suggest(text, caret, { app: desk.info.app, users: desk.info.users })
      : [];
  const write = (next: string, at: number) => {
    drafts.set(draftKey, next);
    setText(next);
    setCaret(at);
    setChoice(0);
  };
  const take = (offer: Suggestion) => {
    const next = text.slice(0, offer.from) + offer.insert + text.slice(offer.to);
    const at = offer.from + offer.insert.length;
    write(next, at);
    requestAnimationFrame(() => ref.current?.setSelectionRange(at, at));
    ref.current?.focus();
  };
  const send = async () => {
    if (uploads.busy || (text.trim() === '' && uploads.files.length === 0)) return;
    const sent = text;
    const files = uploads.files;
    const where = { channel, ...(threadTs === undefined ? {} : { threadTs }) };
    const command = files.length === 0 ? readCommand(sent) : undefined;
    write('', 0);
    uploads.clear();
    const done = await store.attempt((api, user) =>
      command
        ? api.command({ user, ...where, ...command })
        : api.post({
            user,
            ...where,
            text: sent.trim(),
            ...(files.length > 0 ? { fileIds: files.map((file) => file.id) } : {}),
            ...(broadcast && threadTs !== undefined ? { broadcast } : {}),
          }),
    );
    if (done) return setBroadcast(false);
    if (drafts.get(draftKey) === '') write(sent, sent.length);
    uploads.restore(files);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const offer = offers[choice];
    if (offer && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setChoice((choice + (event.key === 'ArrowDown' ? 1 : offers.length - 1)) % offers.length);
    } else if (offer && (event.key === 'Tab' || (event.key === 'Enter' && !isComplete(offer, text)))) {
      event.preventDefault();
      take(offer);
    } else if (offer && event.key === 'Escape') {
      event.stopPropagation();
      setDismissed(text);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void send();
    }
  };
  return (
    <div class="composer-place">
      <SuggestionList offers={offers} choice={choice} onTake={take} />
      <form
        class={uploads.dragging ? 'composer composer-drop' : 'composer'}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        {...uploads.dropTarget}
      >
        <textarea
          ref={ref}
          rows={1}
          value={text}
          placeholder={placeholder}
          aria-label={placeholder}
          aria-controls="suggestions"
          aria-activedescendant={offers.length > 0 ? `suggestion-${choice}` : undefined}
          onInput={(event) => write(event.currentTarget.value, event.currentTarget.selectionStart)}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
          onPaste={uploads.onPaste}
        />
        <UploadChips uploads={uploads} />
        <div class="composer-tools">
          <UploadButton uploads={uploads} />
          {threadTs !== undefined && (
            <label class="composer-broadcast">
              <input type="checkbox" checked={broadcast} onChange={() => setBroadcast(!broadcast)} /> Also in
              the channel
            </label>
          )}
          <span class="composer-hint quiet">
            <kbd>Enter</kbd> sends
          </span>
          <button
            type="submit"
            class="composer-send"
            aria-label="Send"
            title="Send"
            disabled={text.trim() === '' && uploads.files.length === 0}
          >
            <Icon name="send" size={17} />
          </button>
        </div>
      </form>
    </div>
  );
}

function UploadButton({ uploads }: { uploads: Uploads }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label="Attach files"
        title="Attach files"
        onClick={() => input.current?.click()}
      >
        <Icon name="attach" size={17} />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => {
          void uploads.add([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

function UploadChips({ uploads }: { uploads: Uploads }) {
  if (uploads.files.length === 0 && !uploads.busy) return null;
  return (
    <ul class="chips" aria-label="Files to send">
      {uploads.files.map((file) => (
        <li key={file.id} class="chip">
          <Icon name="file" size={14} /> {file.name}
          <button
            type="button"
            class="chip-remove"
            aria-label={`Remove ${file.name}`}
            onClick={() => uploads.remove(file.id)}
          >
            <Icon name="close" size={12} />
          </button>
        </li>
      ))}
      {uploads.busy && <li class="chip">Uploading…</li>}
    </ul>
  );
}

/** Enter sends a command that is already written out; it takes an offer that isn't. */
function isComplete(offer: Suggestion, text: string): boolean {
  return text.slice(offer.from, offer.to) === offer.insert.trim();
}

function fitHeight(field: HTMLTextAreaElement | null): void {
  if (!field) return;
  field.style.height = 'auto';
  field.style.height = `${Math.min(field.scrollHeight, 180)}px`;
}
