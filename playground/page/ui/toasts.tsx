// Short sentences in the corner; errors stay longer, and each can be sent away.
import { useEffect } from 'preact/hooks';
import { useDesk, useDeskStore } from '../desk/desk-context.js';
import type { Toast } from '../desk/desk-state.js';
import { Icon } from './icon.js';

const SHOWN_MS = { info: 4000, error: 9000 };

export function Toasts() {
  const { toasts } = useDesk();
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <ToastView key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastView({ toast }: { toast: Toast }) {
  const store = useDeskStore();
  useEffect(() => {
    const timer = setTimeout(() => store.dismissToast(toast.id), SHOWN_MS[toast.level]);
    return () => clearTimeout(timer);
  }, [store, toast.id, toast.level]);
  return (
    <div class={`toast toast-${toast.level}`}>
      <span>{toast.text}</span>
      <button
        type="button"
        class="icon-button"
        aria-label="Dismiss"
        onClick={() => store.dismissToast(toast.id)}
      >
        <Icon name="close" size={15} />
      </button>
    </div>
  );
}
