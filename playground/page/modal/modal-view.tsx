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
  const form = useForm(view);
  const leave = (all: boolean) =>
    void store.attempt((api, user) => api.closeView({ user, viewId: view.id, ...(all ? { all } : {}) }));
  const footer = (
    <>
      {depth > 1 && <span class="modal-depth quiet">Step {depth}</span>}
      <button type="button" class="button" onClick={() => leave(false)}>
        {depth > 1 ? 'Back' : (view.close?.text ?? 'Close')}
      </button>
      {view.submit && (
        <button
          type="submit"
          form={form.id}
          class="button button-primary"
          disabled={form.busy}
          aria-busy={form.busy}
        >
          {form.busy ? 'One moment…' : view.submit.text}
        </button>
      )}
    </>
  );
  return (
    <Dialog title={view.title?.text ?? ''} onClose={() => leave(true)} footer={footer}>
      <form
        id={form.id}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.submit();
        }}
      >
        <Surface surface="modal" place={{ viewId: view.id }} errors={form.errors} onValues={form.setValues}>
          <BlockList blocks={view.blocks} />
        </Surface>
      </form>
    </Dialog>
  );
}

/** What the form holds, and what its app said about it. */
function useForm(view: PageView) {
  const store = useDeskStore();
  const [values, setValues] = useState<InputValues>({});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);
  const id = `modal-${view.id}`;
  const complain = (found: Readonly<Record<string, string>>) => {
    setErrors(found);
    if (Object.keys(found).length > 0) focusFirstWrong(id);
  };
  const submit = async () => {
    const missing = findMissing(view.blocks as unknown as BlockShape[], values);
    complain(missing);
    if (Object.keys(missing).length > 0) return;
    setBusy(true);
    await store.attempt(async (api, user) => {
      const answer = await api.submitView({ user, viewId: view.id, values });
      if (answer.outcome === 'errors') complain(answer.errors);
    });
    setBusy(false);
  };
  return { id, errors, busy, setValues, submit };
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
