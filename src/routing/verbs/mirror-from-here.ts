// How a conversation becomes a thread: the root card first, then the last lines of what was said before.

import { countMessages, listMessages } from '../../store/messages.js';
import type { Tx } from '../../store/store.js';
import type { Writing } from '../../store/writing.js';

/** How many earlier messages go into a new thread; older ones are behind "show earlier". */
const shownMessages = 10;

/**
 * Begins the thread of a conversation that has none; does nothing when there is one or no desk to put it on.
 * `atLeast` messages are shown, when more than usual were never posted anywhere.
 */
export async function mirrorFromHere(tx: Tx, writing: Writing, atLeast = 0): Promise<void> {
  const { conversation } = writing;
  if (conversation.mirrored) return;
  writing.change({ mirrored: true });
  const scope = { organizationId: conversation.organizationId, id: conversation.id };
  const most = Math.max(shownMessages, atLeast);
  const messages = await listMessages(tx, scope, { limit: most + 1 });
  const shown = messages.slice(-most);
  const earlier =
    messages.length > shown.length ? await countMessages(tx, scope, shown[0]?.sequence ?? 0) : 0;
  const posted = await writing.deliver('thread', { kind: 'root', payload: { earlier } });
  if (!posted) {
    // No desk, no thread: customer lines must not be queued for a place that does not exist.
    writing.change({ mirrored: false });
    return;
  }
  for (const message of shown) await writing.deliver('thread', { kind: 'message', messageId: message.id });
}
