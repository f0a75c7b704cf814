// Where an agent types: lines, slash commands, mentions and files.
import { useState } from 'preact/hooks';
import { AttachButton } from '../ui/attach-button.js';
import { Icon } from '../ui/icon.js';
import { useDesk, useDeskStore } from './desk-context.js';
import { type Draft, useDraft } from './draft.js';
import { LineField } from './line-field.js';
import { SuggestionList } from './suggestion-list.js';
import { readCommand, suggest } from './suggestions.js';
import { type Uploads, useUploads } from './uploads.js';

export interface ComposerProps {
  channel: string;
  threadTs?: string;
  placeholder: string;
}

export function Composer({ channel, threadTs, placeholder }: ComposerProps) {
  const { info, userId } = useDesk();
  const draft = useDraft(`${userId} ${channel} ${threadTs ?? ''}`, (text, caret) =>
    info ? suggest(text, caret, { app: info.app, users: info.users }) : [],
  );
  const uploads = useUploads();
  const [broadcast, setBroadcast] = useState(false);
  const post = useSend({ channel, ...(threadTs === undefined ? {} : { threadTs }) }, draft, uploads);
  const send = async () => {
    if (await post(broadcast)) setBroadcast(false);
  };
  return (
    <div class="composer-place">
      <SuggestionList offers={draft.offers} choice={draft.choice} onTake={draft.take} />
      <form
        class={uploads.dragging ? 'composer composer-drop' : 'composer'}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        {...uploads.dropTarget}
      >
        <LineField
          draft={draft}
          placeholder={placeholder}
          onSend={() => void send()}
          onPaste={uploads.onPaste}
        />
        <UploadChips uploads={uploads} />
        <div class="composer-tools">
          <AttachButton onFiles={(files) => void uploads.add(files)} />
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
            disabled={draft.text.trim() === '' && uploads.files.length === 0}
          >
            <Icon name="send" size={17} />
          </button>
        </div>
      </form>
    </div>
  );
}

/** Sends the line as a command or a message; what could not be sent comes back into the field. */
function useSend(where: { channel: string; threadTs?: string }, draft: Draft, uploads: Uploads) {
  const store = useDeskStore();
  return async (broadcast: boolean): Promise<boolean> => {
    const { text } = draft;
    const { files } = uploads;
    if (uploads.busy || (text.trim() === '' && files.length === 0)) return false;
    const command = files.length === 0 ? readCommand(text) : undefined;
    draft.write('', 0);
    uploads.clear();
    const extras = {
      ...(files.length > 0 ? { fileIds: files.map((file) => file.id) } : {}),
      ...(broadcast && where.threadTs !== undefined ? { broadcast } : {}),
    };
    const done = await store.attempt((api, user) =>
      command
        ? api.command({ user, ...where, ...command })
        : api.post({ user, ...where, text: text.trim(), ...extras }),
    );
    if (!done) {
      draft.giveBack(text);
      uploads.restore(files);
    }
    return done;
  };
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
