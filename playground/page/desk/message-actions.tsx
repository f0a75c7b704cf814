// What one can do with a message: react, reply in its thread, the app's shortcuts, edit, delete.
import { useState } from 'preact/hooks';
import type { PageMessage, PageShortcut } from '../../slack/protocol.js';
import { Dialog } from '../ui/dialog.js';
import { Icon, type IconName } from '../ui/icon.js';
import { Popover } from '../ui/popover.js';
import { useDesk, useDeskStore } from './desk-context.js';
import { ReactionPicker } from './reactions.js';

export interface MessageActionsProps {
  message: PageMessage;
  inThread: boolean;
  onEdit: () => void;
}

export function MessageActions({ message, inThread, onEdit }: MessageActionsProps) {
  const store = useDeskStore();
  const [deleting, setDeleting] = useState(false);
  if (message.isEphemeral) return null;
  const openThread = () => void store.openThread(message.channel, message.threadTs ?? message.ts);
  const remove = () => {
    setDeleting(false);
    void store.attempt((api, user) => api.remove({ user, channel: message.channel, ts: message.ts }));
  };
  return (
    <div class="message-actions" role="toolbar" aria-label="Message actions">
      <ReactionPicker message={message} />
      {!inThread && (
        <button
          type="button"
          class="icon-button"
          aria-label="Reply in thread"
          title="Reply in thread"
          onClick={openThread}
        >
          <Icon name="thread" size={16} />
        </button>
      )}
      <MoreMenu message={message} onEdit={onEdit} onDelete={() => setDeleting(true)} />
      {deleting && (
        <Dialog
          size="small"
          title="Delete this message?"
          onClose={() => setDeleting(false)}
          footer={
            <>
              <button type="button" class="button" onClick={() => setDeleting(false)}>
                Keep it
              </button>
              <button type="button" class="button button-danger" onClick={remove}>
                Delete
              </button>
            </>
          }
        >
          <p>It disappears from the desk for everyone.</p>
        </Dialog>
      )}
    </div>
  );
}

function MoreMenu({
  message,
  onEdit,
  onDelete,
}: {
  message: PageMessage;
  onEdit: () => void;
  onDelete: () => void;
}) {
  const { userId, info } = useDesk();
  const shortcuts = info?.app.shortcuts.filter((shortcut) => shortcut.type === 'message') ?? [];
  const mine = message.author.userId === userId;
  return (
    <Popover label="More actions" button={<Icon name="more" size={16} />}>
      {(close) => (
        <div role="menu" class="menu">
          {shortcuts.map((shortcut) => (
            <ShortcutItem key={shortcut.callbackId} shortcut={shortcut} message={message} close={close} />
          ))}
          {mine && shortcuts.length > 0 && <hr />}
          {mine && <MenuItem icon="edit" name="Edit" close={close} onPick={onEdit} />}
          {mine && <MenuItem icon="trash" name="Delete" look="menu-danger" close={close} onPick={onDelete} />}
          {!mine && shortcuts.length === 0 && <p class="picker-note">Nothing to do here.</p>}
        </div>
      )}
    </Popover>
  );
}

interface ShortcutItemProps {
  shortcut: PageShortcut;
  message: PageMessage;
  close: () => void;
}

function ShortcutItem({ shortcut, message, close }: ShortcutItemProps) {
  const store = useDeskStore();
  const { info } = useDesk();
  const run = () => {
    const { channel, ts } = message;
    void store.attempt((api, user) =>
      api.runShortcut({ user, callbackId: shortcut.callbackId, channel, ts }),
    );
  };
  return (
    <MenuItem
      icon="spark"
      name={shortcut.name}
      detail={info?.app.name}
      title={shortcut.description}
      close={close}
      onPick={run}
    />
  );
}

interface MenuItemProps {
  icon: IconName;
  name: string;
  detail?: string | undefined;
  title?: string;
  look?: string;
  close: () => void;
  onPick: () => void;
}

function MenuItem({ icon, name, detail, title, look = '', close, onPick }: MenuItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      class={`menu-item ${look}`}
      title={title}
      onClick={() => {
        close();
        onPick();
      }}
    >
      <Icon name={icon} size={15} /> {name} {detail !== undefined && <small>{detail}</small>}
    </button>
  );
}
