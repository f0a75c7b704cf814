// Gives the conversations of a list the links that open their threads.

import type { ConversationView, QueueView } from '../store/desk-views.js';
import type { ConversationRow, QueueFacts } from './cards/facts.js';
import type { Desks } from './registry.js';

/** The link of one conversation's thread; null without a thread, or on desks without links. */
export async function linkOf(desks: Desks, view: ConversationView): Promise<string | null> {
  const { threadRef } = view.conversation;
  if (view.place === null || threadRef === null) return null;
  const { desk, team, place } = view.place;
  // A missing link is no reason to show no list.
  return (
    (await desks
      .find(desk)
      ?.link?.({ team, place, ref: threadRef })
      .catch(() => null)) ?? null
  );
}

/** Links the head of a queue. */
export async function linkQueue(desks: Desks, queue: QueueView): Promise<QueueFacts> {
  return { ...queue, rows: await linkRows(desks, queue.rows) };
}

/** Links every conversation of a list. */
export function linkRows(desks: Desks, views: readonly ConversationView[]): Promise<ConversationRow[]> {
  return Promise.all(views.map(async (view) => ({ facts: view, url: await linkOf(desks, view) })));
}
