// The question an app may put before a button or a choice takes effect.
import { TextView } from '../text/prose.js';
import { Dialog } from '../ui/dialog.js';
import type { ConfirmShape } from './shape.js';

export function ConfirmDialog({
  confirm,
  onAnswer,
}: {
  confirm: ConfirmShape;
  onAnswer: (yes: boolean) => void;
}) {
  return (
    <Dialog
      size="small"
      title={<TextView value={confirm.title ?? { type: 'plain_text', text: 'Are you sure?' }} inline />}
      onClose={() => onAnswer(false)}
      footer={
        <>
          <button type="button" class="button" onClick={() => onAnswer(false)}>
            {confirm.deny?.text ?? 'Cancel'}
          </button>
          <button
            type="button"
            class={confirm.style === 'danger' ? 'button button-danger' : 'button button-primary'}
            onClick={() => onAnswer(true)}
          >
            {confirm.confirm?.text ?? 'Yes'}
          </button>
        </>
      }
    >
      <TextView value={confirm.text} />
    </Dialog>
  );
}
