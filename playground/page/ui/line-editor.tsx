// Changes a line of one's own in place.
import { useEffect, useRef, useState } from 'preact/hooks';

interface LineEditorProps {
  readonly initial: string;
  /** Resolves with whether it was changed; the editor stays open where it was not. */
  readonly save: (text: string) => Promise<boolean>;
  readonly onDone: () => void;
}

export function LineEditor({ initial, save, onDone }: LineEditorProps) {
  const ref = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(initial);
  useEffect(() => ref.current?.focus(), []);
  const submit = async () => {
    if (await save(text)) onDone();
  };
  return (
    <form
      class="message-editor"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <textarea
        ref={ref}
        class="field"
        aria-label="Edit the message"
        rows={2}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
          if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            void submit();
          }
        }}
      />
      <div class="row">
        <button type="button" class="button" onClick={onDone}>
          Cancel
        </button>
        <button type="submit" class="button button-primary" disabled={text.trim() === ''}>
          Save
        </button>
      </div>
    </form>
  );
}
