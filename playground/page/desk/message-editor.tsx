// Changes one's own message in place.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageMessage } from '../../slack/protocol.js';
import { useDesk, useDeskStore } from './desk-context.js';
import { toTypedText } from './typed-text.js';

export function MessageEditor({ message, onDone }: { message: PageMessage; onDone: () => void }) {
  const store = useDeskStore();
  const { info } = useDesk();
  const ref = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => toTypedText(message.text, info?.users ?? [], info?.channels ?? []));
  useEffect(() => ref.current?.focus(), []);
  const save = async () => {
    const { channel, ts } = message;
    if (await store.attempt((api, user) => api.edit({ user, channel, ts, text }))) onDone();
  };
  return (
    <form
      class="message-editor"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
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
            void save();
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
