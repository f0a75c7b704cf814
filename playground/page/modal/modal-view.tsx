// One modal of the app: its blocks as a form, sent as a whole, with the app's errors under its inputs.
import { useState } from 'preact/hooks';
import type { InputValues, PageView } from '../../slack/protocol.js';
import { BlockList } from '../blocks/block-list.js';
import { type BlockShape, findMissing } from '../blocks/shape.js';
import { Surface } from '../blocks/surface.js';
import { useDeskStore } from '../desk/desk-context.js';
import { Dialog } from '../ui/dialog.js';

export function ModalView({ view, depth }: { view: PageView; depth: number }) {
  const store = useDeskStore();
  const [values, setValues] = useState<InputValues>({});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);
  const formId = `modal-${view.id}`;
  const leave = (all: boolean) =>
    void store.attempt((api, user) => api.closeView({ user, viewId: view.id, ...(all ? { all } : {}) }));
  const submit = async () => {
    const missing = findMissing(view.blocks as unknown as BlockShape[], values);
    setErrors(missing);
    if (Object.keys(missing).length > 0) return focusFirstWrong(formId);
    setBusy(true);
    await store.attempt(async (api, user) => {
      const answer = await api.submitView({ user, viewId: view.id, values });
      if (answer.outcome === 'errors') {
        setErrors(answer.errors);
        focusFirstWrong(formId);
      }
    });
    setBusy(false);
  };
  return (
    <Dialog
      title={view.title?.text ?? ''}
      onClose={() => leave(true)}
      footer={
        <>
          {depth > 1 && <span class="modal-depth quiet">Step {depth}</span>}
          <button type="button" class="button" onClick={() => leave(false)}>
            {depth > 1 ? 'Back' : (view.close?.text ?? 'Close')}
          </button>
          {view.submit && (
            <button
              type="submit"
              form={formId}
              class="button button-primary"
              disabled={busy}
              aria-busy={busy}
            >
              {busy ? 'One moment…' : view.submit.text}
            </button>
          )}
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Surface surface="modal" place={{ viewId: view.id }} errors={errors} onValues={setValues}>
          <BlockList blocks={view.blocks} />
        </Surface>
      </form>
    </Dialog>
  );
}

/** After the errors are drawn, so that a keyboard user lands where the work is. */
function focusFirstWrong(formId: string): void {
  requestAnimationFrame(() => {
    document
      .getElementById(formId)
      ?.querySelector<HTMLElement>('.input-wrong :is(input, textarea, button)')
      ?.focus();
  });
}
