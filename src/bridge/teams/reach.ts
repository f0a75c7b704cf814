// Reaches one person: what only they see in a thread, their personal chat with us, and the home card in it.

import type { Card, Form } from '../cards/card.js';
import type { PostTarget } from '../desk.js';
import type { FormMemory } from './ask.js';

export interface Reach {
  /** Shows a card to one person in a place or thread, else in their personal chat; never to others. Throws Failure. */
  whisper(to: PostTarget & { readonly user: string }, card: Card): Promise<void>;
  /** The same with a form to fill in. Throws Failure. */
  whisperForm(to: PostTarget & { readonly user: string }, form: Form, memory: FormMemory): Promise<void>;
  /** Writes to one person in their personal chat. Throws Failure. */
  direct(to: { readonly team: string | null; readonly user: string }, card: Card): Promise<void>;
  /** Draws a person's home in their personal chat; nothing while they have none. Throws Failure. */
  home(to: { readonly team: string | null; readonly user: string }, card: Card): Promise<void>;
  /** The next home of this person is shown at the end of their chat. */
  showHomeAnew(user: string): void;
}
