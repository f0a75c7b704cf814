// The app's dialogs: only the top one is shown, as a card of its own whose buttons send it.
import { useEffect } from 'preact/hooks';
import type { TeamsDialog } from '../../teams/protocol.js';
import { Dialog } from '../ui/dialog.js';
import { CardView } from './card-view.js';
import { useTeamsStore } from './teams-context.js';

export function DialogStack({ dialogs }: { dialogs: readonly TeamsDialog[] }) {
  const top = dialogs.at(-1);
  return top ? <DialogView key={top.id} dialog={top} /> : null;
}

function DialogView({ dialog }: { dialog: TeamsDialog }) {
  const store = useTeamsStore();
  const id = `dialog-${dialog.id}`;
  // The keyboard lands where the work is, not on the way out.
  useEffect(() => {
    document.getElementById(id)?.querySelector<HTMLElement>('input, textarea, select')?.focus();
  }, [id]);
  const close = () => void store.act({ do: 'close-dialog' });
  if (dialog.kind === 'message') {
    return (
      <Dialog
        size="small"
        title={dialog.title}
        onClose={close}
        footer={
          <button type="button" class="button button-primary" onClick={close}>
            Close
          </button>
        }
      >
        <p class="dialog-words">{dialog.text}</p>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={dialog.title}
      onClose={close}
      look={dialog.size === 'small' ? 'dialog-card dialog-narrow' : 'dialog-card'}
    >
      <div id={id}>
        <CardView
          card={dialog.card}
          onPress={(action, inputs) => store.act({ do: 'submit-dialog', action, inputs })}
        />
      </div>
    </Dialog>
  );
}
