// Short sentences in the corner; errors stay longer, and each can be sent away.
import { useEffect } from 'preact/hooks';
import type { Toast } from '../desk/desk-state.js';
import { Icon } from './icon.js';

const SHOWN_MS = { info: 4000, error: 9000 };

export interface ToastsProps {
  toasts: readonly Toast[];
  onDismiss: (id: number) => void;
}

export function Toasts({ toasts, onDismiss }: ToastsProps) {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <ToastView key={toast.id} toast={toast} onDismiss={onDismiss} />
      ))}
    </div>
  );
}

function ToastView({ toast, onDismiss }: { toast: Toast; onDismiss: (id: number) => void }) {
  useEffect(() => {
    const timer = setTimeout(() => onDismiss(toast.id), SHOWN_MS[toast.level]);
    return () => clearTimeout(timer);
  }, [onDismiss, toast.id, toast.level]);
  return (
    <div class={`toast toast-${toast.level}`}>
      <span>{toast.text}</span>
      <button type="button" class="icon-button" aria-label="Dismiss" onClick={() => onDismiss(toast.id)}>
        <Icon name="close" size={15} />
      </button>
    </div>
  );
}
