// The one door of all gestures: whatever an agent does on any desk comes in here.

import { createInOrder } from '../core/in-order.js';
import type { ChannelAbilities } from '../routing/verbs/change-line.js';
import type { ReactAbility } from '../routing/verbs/react.js';
import { rootLost } from '../routing/verbs/root-lost.js';
import { forgetBoard } from '../store/boards.js';
import { revokeInstallation } from '../store/installations.js';
import { redrawCardsAt } from '../store/redraws.js';
import { tellInstallationLost } from './alerts.js';
import { takeDeletion, takeEdit } from './changed-lines.js';
import type { DeskLine, Gesture } from './desk.js';
import { isExpected, withoutContent } from './explain.js';
import { learnGuest } from './guests.js';
import { letGo, showHome } from './homes.js';
import type { BridgeHouse } from './house.js';
import { createLines } from './lines.js';
import { takeMove } from './membership.js';
import { takeReaction } from './reactions.js';
import { runInvocation } from './run-invocation.js';

export interface IncomingOptions extends BridgeHouse {
  /** What the customers' channels can change of a sent message, and whether they show reactions. */
  readonly abilities: ChannelAbilities & ReactAbility;
}

/** A desk threw Baton out: its token is forgotten, and those who can install it again are told where they still hear us. */
async function loseInstallation(
  { routing, desks }: BridgeHouse,
  { desk, team }: { readonly desk: string; readonly team: string },
): Promise<void> {
  const lost = await revokeInstallation(routing.store, desk, team);
  if (lost) await tellInstallationLost({ ...routing, desks }, { ...lost, desk, team });
}

/**
 * Makes the ear that desks are mounted with. It resolves once everything the gesture asked for is stored and its
 * author answered; it throws only when nothing was stored, so that the platform may deliver the gesture again.
 */
export function createIncoming(options: IncomingOptions): (gesture: Gesture) => Promise<void> {
  const { routing, abilities } = options;
  const takeLine = createLines(options);

  const take = async (gesture: Exclude<Gesture, { type: 'line' | 'invocation' }>): Promise<void> => {
    switch (gesture.type) {
      case 'line-edited':
        return takeEdit(options, abilities, gesture);
      case 'line-deleted':
        return takeDeletion(options, abilities, gesture);
      case 'reacted':
        return takeReaction(options, abilities, gesture);
      case 'root-deleted':
        if (await forgetBoard(routing.store, gesture)) return;
        await rootLost(routing, {
          desk: gesture.desk,
          team: gesture.team,
          place: gesture.place,
          threadRef: gesture.ref,
        });
        return;
      case 'home-opened':
        return showHome(options, gesture);
      case 'person-left':
        return letGo(options, gesture);
      case 'person-known':
        return learnGuest(options, gesture);
      case 'place-joined':
      case 'place-left':
        return takeMove(options, { ...gesture, joined: gesture.type === 'place-joined' });
      case 'manner-changed':
        return redrawCardsAt(routing.store, gesture);
      case 'installation-lost':
        routing.log.error(
          { desk: gesture.desk, team: gesture.team, cause: gesture.cause },
          'an installation was lost',
        );
        return loseInstallation(options, gesture);
    }
  };

  const inOrder = createInOrder();
  /** What is done to one post waits for what was done to it before: an edit or a deletion may be heard while its line is being stored. */
  const afterEarlier = (gesture: Parameters<typeof take>[0] | DeskLine, work: () => Promise<void>) =>
    'ref' in gesture ? inOrder(`${gesture.desk} ${gesture.place} ${gesture.ref}`, work) : work();

  return async (gesture) => {
    if (gesture.type === 'line') return afterEarlier(gesture, () => takeLine(gesture));
    if (gesture.type === 'invocation') return runInvocation(options, gesture);
    try {
      await afterEarlier(gesture, () => take(gesture));
    } catch (error) {
      routing.log.warn(
        { gesture: gesture.type, error: withoutContent(error) },
        'a gesture could not be taken',
      );
      if (!isExpected(error)) throw error;
    }
  };
}
