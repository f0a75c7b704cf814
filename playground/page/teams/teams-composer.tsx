// Where a person writes on Teams: plain lines, mentions of the app, commands after a slash, pictures and files.
import { useLayoutEffect, useState } from 'preact/hooks';
import { PERSONAL, type TeamsAct, type TeamsState } from '../../teams/protocol.js';
import { type Draft, useDraft } from '../desk/draft.js';
import { LineField } from '../desk/line-field.js';
import { SuggestionList } from '../desk/suggestion-list.js';
import { AttachButton } from '../ui/attach-button.js';
import { Icon } from '../ui/icon.js';
import { type Attached, AttachedChips, readPictures, useAttached } from './attached.js';
import { useTeamsStore } from './teams-context.js';
import { readTypedLine, suggestForTeams } from './typed-line.js';

export interface TeamsComposerProps {
  chat: string;
  root?: string;
  info: TeamsState;
  placeholder: string;
  offersMention: boolean;
  /** Said under the field; empty when there is nothing to say. */
  note: string;
  /** A field that was opened by hand: Esc leaves it. */
  onLeave?: () => void;
  /** It was opened by hand and takes the next key. */
  opened?: boolean;
}

export function TeamsComposer({
  chat,
  root,
  info,
  placeholder,
  offersMention,
  note,
  onLeave,
  opened = onLeave !== undefined,
}: TeamsComposerProps) {
  const { app, people, user } = info;
  const draft = useDraft(`teams ${user.id} ${chat} ${root ?? ''}`, (text, caret) =>
    suggestForTeams(text, caret, { app, people, personal: chat === PERSONAL }),
  );
  const attached = useAttached();
  const send = useSend({ chat, ...(root === undefined ? {} : { root }) }, info, draft, attached);
  // Before the next key can be pressed: it must land in the field.
  useLayoutEffect(() => {
    if (opened) draft.field.current?.focus();
  }, []);
  const mention = () => draft.write(`@${app.name} ${draft.text}`, app.name.length + 2 + draft.text.length);
  return (
    <div class="composer-place">
      <SuggestionList offers={draft.offers} choice={draft.choice} onTake={draft.take} />
      <form
        class="composer"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onLeave?.();
        }}
      >
        <LineField
          draft={draft}
          placeholder={placeholder}
          onSend={() => void send()}
          onPaste={attached.onPaste}
        />
        <AttachedChips attached={attached} />
        <div class="composer-tools">
          <AttachButton title="Attach files (pictures can be pasted)" onFiles={attached.add} />
          {offersMention && !draft.text.startsWith(`@${app.name}`) && (
            <button
              type="button"
              class="composer-mention"
              title={`Mention ${app.name}`}
              onClick={() => {
                mention();
                draft.field.current?.focus();
              }}
            >
              @{app.name}
            </button>
          )}
          <span class={note === '' ? 'composer-hint quiet' : 'composer-hint composer-warning'}>
            {note === '' || draft.text.startsWith(`@${app.name}`) ? (
              <>
                <kbd>Enter</kbd> sends
              </>
            ) : (
              note
            )}
          </span>
          <button
            type="submit"
            class="composer-send"
            aria-label="Send"
            title="Send"
            disabled={draft.text.trim() === '' && attached.files.length === 0}
          >
            <Icon name="send" size={17} />
          </button>
        </div>
      </form>
    </div>
  );
}

/** Sends the line as a post or a command; what could not be sent comes back into the field. */
function useSend(
  where: { chat: string; root?: string },
  { app, people }: TeamsState,
  draft: Draft,
  attached: Attached,
): () => Promise<void> {
  const store = useTeamsStore();
  const [busy, setBusy] = useState(false);
  return async () => {
    const { text } = draft;
    const { files } = attached;
    if (busy || (text.trim() === '' && files.length === 0)) return;
    setBusy(true);
    const act = await makeAct(where, text, { app, people }, files);
    draft.write('', 0);
    attached.clear();
    setBusy(false);
    if (await store.act(act)) return;
    draft.giveBack(text);
    attached.restore(files);
  };
}

async function makeAct(
  where: { chat: string; root?: string },
  typed: string,
  company: Pick<TeamsState, 'app' | 'people'>,
  files: readonly File[],
): Promise<TeamsAct> {
  const { text, mention, people, slash } = readTypedLine(typed, company);
  if (slash && files.length === 0) return { do: 'slash', ...where, text };
  const { pictures, names } = await readPictures(files);
  return {
    do: 'write',
    ...where,
    text,
    ...(mention ? { mention } : {}),
    ...(people.length > 0 ? { people } : {}),
    ...(names.length > 0 ? { files: names } : {}),
    ...(pictures.length > 0 ? { pictures } : {}),
  };
}
