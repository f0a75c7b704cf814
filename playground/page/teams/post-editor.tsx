// Changes one's own post in place.
import type { TeamsPost } from '../../teams/protocol.js';
import { LineEditor } from '../ui/line-editor.js';
import { useTeamsStore } from './teams-context.js';

export function PostEditor({ post, onDone }: { post: TeamsPost; onDone: () => void }) {
  const store = useTeamsStore();
  const { chat, id } = post;
  return (
    <LineEditor
      initial={post.typed}
      save={(text) => store.act({ do: 'edit', chat, post: id, text: text.trim() })}
      onDone={onDone}
    />
  );
}
