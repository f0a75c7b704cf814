// Reads what happens around the conversations: the app comes and goes, people meet it, channels and teams end.

import { recordAt, recordsAt, textAt } from '../../core/payload.js';
import type { Activity } from './activity.js';

export type Circumstance =
  /** Someone added the app for themselves, or opened their chat with it. */
  | { readonly kind: 'met' }
  /** The app was added to a team. */
  | { readonly kind: 'joined'; readonly team: string | null }
  /** Someone removed the app from their own apps. */
  | { readonly kind: 'parted' }
  /** The app was removed from a team, or the team ended. */
  | { readonly kind: 'left'; readonly team: string | null; readonly cause: string }
  /** People came into the team or left it. */
  | { readonly kind: 'moved'; readonly users: readonly string[]; readonly joined: boolean }
  /** Something happened to a place that its people must repair; only the log tells. */
  | { readonly kind: 'trouble'; readonly place: string; readonly cause: string }
  | { readonly kind: 'nothing' };

const nothing: Circumstance = { kind: 'nothing' };

/** What an `installationUpdate` or `conversationUpdate` means for us; tolerant, nothing for what does not concern us. */
export function parseCircumstance(activity: Activity): Circumstance {
  const { type, isPersonal, team } = activity;
  if (type === 'installationUpdate') {
    const action = textAt(activity.body, 'action') ?? '';
    if (action.startsWith('add')) return isPersonal ? { kind: 'met' } : { kind: 'joined', team: team.id };
    if (action === 'remove')
      return isPersonal ? { kind: 'parted' } : { kind: 'left', team: team.id, cause: 'app_removed' };
    return nothing;
  }
  return type === 'conversationUpdate' ? parseConversation(activity) : nothing;
}

function parseConversation(activity: Activity): Circumstance {
  const { isPersonal, team, spot, us, body } = activity;
  const event = textAt(recordAt(body, 'channelData'), 'eventType');
  const concernsUs = (list: string) =>
    us !== null && recordsAt(body, list).some((member) => textAt(member, 'id') === us);
  if (concernsUs('membersAdded')) return isPersonal ? { kind: 'met' } : { kind: 'joined', team: team.id };
  if (concernsUs('membersRemoved'))
    return isPersonal ? { kind: 'parted' } : { kind: 'left', team: team.id, cause: 'app_removed' };
  const added = peopleOf(body, 'membersAdded');
  const removed = peopleOf(body, 'membersRemoved');
  if (!isPersonal && added.length + removed.length > 0)
    return { kind: 'moved', users: [...added, ...removed], joined: added.length > 0 };
  switch (event) {
    case 'channelDeleted':
    case 'teamArchived':
      return { kind: 'trouble', place: channelOf(activity) ?? spot.place, cause: event };
    case 'teamDeleted':
    case 'teamHardDeleted':
      return { kind: 'left', team: team.id, cause: event };
    default:
      return nothing;
  }
}

function peopleOf(body: Activity['body'], list: string): string[] {
  return recordsAt(body, list).flatMap((member) => textAt(member, 'aadObjectId') ?? []);
}

/** The channel an activity tells of; its conversation may be the team's first channel. */
function channelOf({ body }: Activity): string | null {
  return textAt(recordAt(recordAt(body, 'channelData'), 'channel'), 'id');
}
