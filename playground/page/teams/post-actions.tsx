// What one can do with a post: react, the app's own actions on it, change it or take it back.
import type { TeamsCommand, TeamsPost } from '../../teams/protocol.js';
import { Icon, type IconName } from '../ui/icon.js';
import { Popover } from '../ui/popover.js';
import { EMOJI, useReact } from './post-reactions.js';
import { useTeams, useTeamsStore } from './teams-context.js';

export function PostActions({ post, onEdit }: { post: TeamsPost; onEdit: () => void }) {
  // Nobody can answer or react to what only they can see.
  if (post.isOnlyForYou) return null;
  if (post.isDeleted) return <RestoreButton post={post} />;
  return (
    <div class="message-actions" role="toolbar" aria-label="Message actions">
      <ReactButton post={post} />
      <MoreMenu post={post} onEdit={onEdit} />
    </div>
  );
}

function RestoreButton({ post }: { post: TeamsPost }) {
  const store = useTeamsStore();
  const { userId } = useTeams();
  if (post.author.id !== userId) return null;
  return (
    <button
      type="button"
      class="button post-restore"
      onClick={() => void store.act({ do: 'restore', chat: post.chat, post: post.id })}
    >
      Undo
    </button>
  );
}

function ReactButton({ post }: { post: TeamsPost }) {
  const react = useReact(post);
  return (
    <Popover label="Add a reaction" button={<Icon name="smile" size={16} />} panelClass="emoji-panel">
      {(close) => (
        <div role="menu" class="emoji-grid" aria-label="Reactions">
          {EMOJI.map(({ name, glyph }) => (
            <button
              key={name}
              type="button"
              role="menuitem"
              class="emoji-choice"
              aria-label={name}
              title={name}
              onClick={() => {
                close();
                react(name);
              }}
            >
              {glyph}
            </button>
          ))}
        </div>
      )}
    </Popover>
  );
}

function MoreMenu({ post, onEdit }: { post: TeamsPost; onEdit: () => void }) {
  const store = useTeamsStore();
  const { info, userId } = useTeams();
  const mine = post.author.id === userId;
  const commands = info?.app.messageActions ?? [];
  const at = { chat: post.chat, post: post.id };
  const run = ({ id }: TeamsCommand) => void store.act({ do: 'message-action', ...at, command: id });
  return (
    <Popover label="More actions" button={<Icon name="more" size={16} />}>
      {(close) => {
        const pick = (work: () => void) => () => {
          close();
          work();
        };
        return (
          <div role="menu" class="menu">
            {commands.map((command) => (
              <MenuItem
                key={command.id}
                icon="spark"
                name={command.title}
                detail={info?.app.name}
                title={command.description}
                onPick={pick(() => run(command))}
              />
            ))}
            {mine && commands.length > 0 && <hr />}
            {mine && <MenuItem icon="edit" name="Edit" onPick={pick(onEdit)} />}
            {(mine || post.root === null) && (
              <MenuItem
                icon="trash"
                name={mine ? 'Delete' : 'Delete as the team’s owner'}
                look="menu-danger"
                onPick={pick(() => void store.act({ do: 'remove', ...at }))}
              />
            )}
          </div>
        );
      }}
    </Popover>
  );
}

interface MenuItemProps {
  icon: IconName;
  name: string;
  detail?: string | undefined;
  title?: string;
  look?: string;
  onPick: () => void;
}

function MenuItem({ icon, name, detail, title, look = '', onPick }: MenuItemProps) {
  return (
    <button type="button" role="menuitem" class={`menu-item ${look}`} title={title} onClick={onPick}>
      <Icon name={icon} size={15} /> {name} {detail !== undefined && <small>{detail}</small>}
    </button>
  );
}
