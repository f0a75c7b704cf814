// People's homes: one card in the personal chat, redrawn in place, posted anew when it is gone or asked for.

import { Failure } from '../../core/errors.js';
import { createInOrder } from '../../core/in-order.js';
import type { Json } from '../../core/payload.js';
import type { Connector } from './connector.js';
import type { Spacing } from './limits.js';
import type { People } from './people.js';

export interface Homes {
  /** Draws a home; nothing for those who have no chat with us: a home is never the first thing said. Throws Failure. */
  draw(user: string, activity: Json): Promise<void>;
  /** The next drawing is shown at the end of the chat. */
  showAnew(user: string): void;
}

interface HomesRoom {
  readonly connector: Pick<Connector, 'post' | 'update' | 'remove'>;
  readonly people: Pick<People, 'known' | 'learn'>;
  readonly spacing: Spacing;
}

/** Creates the homes of one process; those of one person are drawn one after another. */
export function createHomes({ connector, people, spacing }: HomesRoom): Homes {
  const anew = new Set<string>();
  const inOrder = createInOrder();

  const redraw = async (chat: string, home: string, activity: Json): Promise<boolean> => {
    spacing.take(`home ${chat}`);
    try {
      await connector.update({ place: chat, root: null }, home, activity);
      return true;
    } catch (error) {
      if (error instanceof Failure && error.class === 'recipient') return false;
      throw error;
    }
  };

  const draw = async (user: string, activity: Json): Promise<void> => {
    const person = await people.known(user);
    if (!person || person.chat === null) return;
    const { id, chat, home } = person;
    const isWanted = anew.has(user);
    if (home !== null && !isWanted && (await redraw(chat, home, activity))) return;
    const posted = await connector.post({ place: chat, root: null }, activity);
    anew.delete(user);
    await people.learn(user, { id, home: posted.id });
    // Two homes would soon contradict each other; where none can be removed, the older one stays as it is.
    if (home !== null && isWanted) {
      await connector.remove({ place: chat, root: null }, home).catch(() => undefined);
    }
  };

  return {
    showAnew: (user) => void anew.add(user),
    draw: (user, activity) => inOrder(user, () => draw(user, activity).catch(unlessUnwanted)),
  };
}

/** Whoever removed or blocked us has no home, until they open their chat again. */
function unlessUnwanted(error: unknown): void {
  if (!(error instanceof Failure) || error.class !== 'policy') throw error;
}
