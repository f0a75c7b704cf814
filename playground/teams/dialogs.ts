// The dialogs that people have open, one on top of the other.
import { randomUUID } from 'node:crypto';
import type { Chat, Json } from './records.js';

export interface Dialog {
  readonly id: string;
  readonly title: string;
  readonly size: 'small' | 'medium';
  /** Null for a dialog that only says something. */
  readonly card: Json | null;
  readonly text: string;
  /** Where it was opened: a dialog's answer goes there. */
  readonly origin: DialogOrigin;
}

export interface DialogOrigin {
  readonly chat: Chat;
  readonly root: string | null;
  readonly replyToId: string | null;
  /** Set when it came of an action on a message. */
  readonly compose: { readonly commandId: string; readonly messagePayload: Json } | null;
}

export type Dialogs = ReturnType<typeof createDialogs>;

/** Creates the stacks; `tell` hears whose stack changed. */
export const createDialogs = (tell: (user: string) => void) => {
  const stacks = new Map<string, readonly Dialog[]>();
  const of = (user: string): readonly Dialog[] => stacks.get(user) ?? [];
  const set = (user: string, stack: readonly Dialog[]): void => {
    stacks.set(user, stack);
    tell(user);
  };
  return {
    /** What this person has open, bottom first. */
    of,
    open: (user: string, dialog: Omit<Dialog, 'id'>): void => {
      set(user, [...of(user), { ...dialog, id: randomUUID() }]);
    },
    /** The next page of the dialog on top. */
    replace: (user: string, dialog: Omit<Dialog, 'id'>): void => {
      set(user, [...of(user).slice(0, -1), { ...dialog, id: randomUUID() }]);
    },
    closeTop: (user: string): void => set(user, of(user).slice(0, -1)),
  };
};
