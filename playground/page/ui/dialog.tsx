// A modal dialog on the browser's own element: focus stays inside, Esc closes, the rest is inert.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Icon } from './icon.js';

const firstField = ['input', 'textarea', 'select', 'button']
  .map((element) => `.dialog-body ${element}:not([disabled])`)
  .join();

export interface DialogProps {
  title: ComponentChildren;
  onClose: () => void;
  children: ComponentChildren;
  footer?: ComponentChildren;
  /** Where `size` is "small" the dialog is a question rather than a form. */
  size?: 'small' | 'medium';
  /** Other class names for its look. */
  look?: string;
}

/** Opens on mount and closes on unmount; `onClose` is asked on Esc, the close button and, for a question, a click beside it. */
export function Dialog({ title, onClose, children, footer, size = 'medium', look = '' }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) {
      dialog.showModal();
      // One opens a form to fill it in, not to leave it.
      dialog.querySelector<HTMLElement>(firstField)?.focus();
    }
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      class={`dialog dialog-${size} ${look}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        // Esc closes this dialog and not what it stands on.
        if (event.key === 'Escape') event.stopPropagation();
      }}
      onMouseDown={(event) => {
        // A half-filled form isn't lost by a slip of the mouse.
        if (size === 'small' && event.target === ref.current) onClose();
      }}
    >
      <div class="dialog-frame">
        <header class="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <button type="button" class="icon-button" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        <div class="dialog-body">{children}</div>
        {footer && <footer class="dialog-foot">{footer}</footer>}
      </div>
    </dialog>
  );
}
