// What was changed about a chatbot or an agent lately, for the commands that manage them.

import type { Actor } from '../../core/actor.js';
import { listChanges } from '../../store/audit.js';
import { changesCard } from '../cards/manage.js';
import { showCard } from './answers.js';
import type { Answer, Context } from './command.js';

/** The most changes shown. */
const shown = 20;

const whoOf = (actor: Actor) => (actor.kind === 'agent' ? actor.name : 'Baton');

/** Shows who changed what of the subject, from what to what, and when. */
export async function showChanges(
  { house, agent }: Context,
  subject: { readonly id: string; readonly name: string },
): Promise<Answer> {
  const changes = await listChanges(house.routing.store, agent.organizationId, subject.id, shown);
  return showCard(
    changesCard(
      subject.name,
      changes.map((one) => ({ ...one, who: whoOf(one.actor) })),
    ),
  );
}
