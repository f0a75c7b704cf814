// Reactions under a post, and the few a person can choose from.
import type { TeamsPost } from '../../teams/protocol.js';
import { useTeams, useTeamsStore } from './teams-context.js';

/** Named as the platform names them. */
export const EMOJI = [
  { name: 'like', glyph: '👍' },
  { name: 'heart', glyph: '❤️' },
  { name: 'laugh', glyph: '😄' },
  { name: 'surprised', glyph: '😮' },
  { name: 'sad', glyph: '😢' },
  { name: 'angry', glyph: '😠' },
] as const;

export function PostReactions({ post }: { post: TeamsPost }) {
  const { userId, info } = useTeams();
  const react = useReact(post);
  if (post.reactions.length === 0) return null;
  const nameOf = (id: string) =>
    id === userId ? 'you' : (info?.people.find((person) => person.id === id)?.name ?? 'someone');
  return (
    <ul class="reactions" aria-label="Reactions">
      {post.reactions.map(({ emoji, people }) => {
        const who = `${people.map(nameOf).join(', ')} reacted with ${emoji}`;
        const mine = people.includes(userId);
        return (
          <li key={emoji}>
            <button
              type="button"
              class={mine ? 'reaction reaction-mine' : 'reaction'}
              aria-pressed={mine}
              aria-label={who}
              title={who}
              onClick={() => react(emoji)}
            >
              {EMOJI.find(({ name }) => name === emoji)?.glyph ?? emoji} <span>{people.length}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** Adds one's reaction, or takes it back when it is there. */
export function useReact(post: TeamsPost): (emoji: string) => void {
  const store = useTeamsStore();
  const { userId } = useTeams();
  return (emoji) => {
    const mine = post.reactions.some((one) => one.emoji === emoji && one.people.includes(userId));
    void store.act({ do: 'react', chat: post.chat, post: post.id, emoji, ...(mine ? { off: true } : {}) });
  };
}
