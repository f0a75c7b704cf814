// What a customer took back leaves the thread as well: every post that shows its words is overwritten.

import { Failure } from '../core/errors.js';
import type { ThreadWork } from '../routing/sender.js';
import { listPostedCopies } from '../store/posted-copies.js';
import type { Store } from '../store/store.js';
import { takenBackText } from './cards/words.js';
import type { Post } from './desk.js';
import type { Desks } from './registry.js';

type Words = Extract<Post, { kind: 'words' }>;

/** Overwrites them; safe to repeat. Throws the desk's Failure, but not for a post that somebody deleted. */
export async function overwriteCopies(
  store: Store,
  desks: Desks,
  { delivery, message }: ThreadWork,
  as: Words['as'],
): Promise<void> {
  if (message?.author !== 'contact' || message.deletedAt === null) return;
  for (const { desk, ...at } of await listPostedCopies(store, message)) {
    const post: Post = { kind: 'words', as, text: takenBackText, files: [], evidence: delivery.id };
    await desks.find(desk)?.update(at, post).catch(unlessGone);
  }
}

function unlessGone(error: unknown): void {
  if (!(error instanceof Failure) || (error.class !== 'recipient' && error.class !== 'content')) throw error;
}
