// Changes one's own post in place.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { TeamsPost } from '../../teams/protocol.js';
import { useTeamsStore } from './teams-context.js';

export function PostEditor({ post, onDone }: { post: TeamsPost; onDone: () => void }) {
  const store = useTeamsStore();
  const ref = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(post.typed);
  useEffect(() => ref.current?.focus(), []);
  const save = async () => {
    if (await store.act({ do: 'edit', chat: post.chat, post: post.id, text: text.trim() })) onDone();
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
