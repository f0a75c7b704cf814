// A panel in the browser's top layer beside the button that opens it; menus and pickers are made of it.
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

const GAP_PX = 6;

export interface PopoverProps {
  /** What the opening button says aloud and shows. */
  label: string;
  button: ComponentChildren;
  buttonClass?: string;
  panelClass?: string;
  haspopup?: 'menu' | 'listbox' | 'dialog';
  disabled?: boolean;
  /** Draws the panel; `close` hides it and gives the focus back. */
  children: (close: () => void) => ComponentChildren;
}

/** Esc and a click elsewhere close it, which the browser does by itself. */
export function Popover(props: PopoverProps) {
  const [open, setOpen] = useState(false);
  const buttonRef = useRef<HTMLButtonElement>(null);
  const panelRef = useRef<HTMLDivElement>(null);
  const close = () => {
    panelRef.current?.hidePopover();
    buttonRef.current?.focus();
  };
  // Before the next key can be pressed: it must land in the panel.
  useLayoutEffect(() => {
    const panel = panelRef.current;
    const button = buttonRef.current;
    if (!open || !panel || !button) return;
    placePanel(panel, button.getBoundingClientRect());
    panel.addEventListener('keydown', moveFocus);
    panel.querySelector<HTMLElement>('input, [role^="menuitem"], [role="option"], button')?.focus();
  }, [open]);
  return (
    <>
      <button
        ref={buttonRef}
        type="button"
        class={props.buttonClass ?? 'icon-button'}
        aria-label={props.label}
        title={props.label}
        aria-haspopup={props.haspopup ?? 'menu'}
        aria-expanded={open}
        disabled={props.disabled}
        onClick={() => panelRef.current?.togglePopover()}
        onKeyDown={(event) => {
          if (open && event.key === 'Escape') event.stopPropagation();
        }}
      >
        {props.button}
      </button>
      <div
        ref={panelRef}
        popover="auto"
        class={`popover ${props.panelClass ?? ''}`}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {open && props.children(close)}
      </div>
    </>
  );
}

function placePanel(panel: HTMLElement, anchor: DOMRect): void {
  const { width, height } = panel.getBoundingClientRect();
  const below = anchor.bottom + GAP_PX + height <= window.innerHeight || anchor.top < height + GAP_PX;
  const top = below ? anchor.bottom + GAP_PX : anchor.top - height - GAP_PX;
  const left = Math.max(8, Math.min(anchor.left, window.innerWidth - width - 8));
  panel.style.top = `${Math.max(8, Math.min(top, window.innerHeight - height - 8))}px`;
  panel.style.left = `${left}px`;
  panel.style.minWidth = `${Math.min(anchor.width, 360)}px`;
}

function moveFocus(event: KeyboardEvent): void {
  const panel = event.currentTarget;
  // Esc closes this panel and not what it stands on.
  if (event.key === 'Escape') event.stopPropagation();
  if (!(panel instanceof HTMLElement) || !['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key)) return;
  const items = [...panel.querySelectorAll<HTMLElement>('[role^="menuitem"], [role="option"]')];
  if (items.length === 0) return;
  event.preventDefault();
  const at = items.findIndex((item) => item.matches(':focus'));
  const next =
    event.key === 'Home'
      ? 0
      : event.key === 'End'
        ? items.length - 1
        : event.key === 'ArrowDown'
          ? at + 1
          : at - 1;
  items[(next + items.length) % items.length]?.focus();
}
