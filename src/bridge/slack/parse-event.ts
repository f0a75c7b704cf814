// Turns the Events API's inner events into gestures; pure, tolerant, null for everything we do not act on.

import { type Json, recordAt, textAt } from '../../core/payload.js';
import { findEmoji } from '../../core/text/emoji.js';
import type { Gesture } from '../desk.js';
import { isGuestOfSlack } from './guests.js';
import type { Hearing } from './hearing.js';
import { parseMessage } from './parse-message.js';

/** What an event means for this desk. */
type EventReading =
  | { readonly kind: 'gesture'; readonly gesture: Gesture }
  /** Something happened to a place that its people must repair; there is no gesture for it, only the log. */
  | { readonly kind: 'trouble'; readonly place: string | null; readonly cause: string }
  | { readonly kind: 'nothing' };

const nothing: EventReading = { kind: 'nothing' };

const placeTroubles = new Set([
  'channel_archive',
  'channel_deleted',
  'group_archive',
  'group_deleted',
  'channel_id_changed',
]);

/**
 * Reads one inner event. An `app_mention` is dropped: the same line also arrives as a message event, and
 * the manifest subscribes to those wherever the app can be mentioned.
 */
export function parseEvent(event: Json, hearing: Hearing): EventReading {
  const type = textAt(event, 'type');
  if (type === 'message') return asGesture(parseMessage(event, hearing));
  const base = { desk: 'slack', team: hearing.team } as const;
  const user = textAt(event, 'user');
  switch (type) {
    case 'app_home_opened':
      return user && event.tab === 'home' ? asGesture({ type: 'home-opened', ...base, user }) : nothing;
    case 'reaction_added':
    case 'reaction_removed':
      return asGesture(parseReaction(event, hearing));
    case 'user_change':
      return asGesture(parseUserChange(event, hearing));
    case 'tokens_revoked':
      return hasTokens(event) ? asGesture({ type: 'installation-lost', ...base, cause: type }) : nothing;
    case 'app_uninstalled':
      return asGesture({ type: 'installation-lost', ...base, cause: type });
    case 'member_joined_channel':
    case 'member_left_channel':
      return parseMove(event, hearing);
    default:
      return type && placeTroubles.has(type)
        ? { kind: 'trouble', place: textAt(event, 'channel') ?? textAt(event, 'old_channel_id'), cause: type }
        : nothing;
  }
}

/** We ourselves taken out of a place are a trouble for its people; brought in, we need do nothing. */
function parseMove(event: Json, hearing: Hearing): EventReading {
  const [user, place] = [textAt(event, 'user'), textAt(event, 'channel')];
  const isJoined = event.type === 'member_joined_channel';
  if (user === hearing.botUserId)
    return isJoined ? nothing : { kind: 'trouble', place, cause: 'removed_from_channel' };
  if (!user || !place) return nothing;
  const type = isJoined ? 'place-joined' : 'place-left';
  return asGesture({ type, desk: 'slack', team: hearing.team, place, user });
}

function asGesture(gesture: Gesture | null): EventReading {
  return gesture ? { kind: 'gesture', gesture } : nothing;
}

/** `thumbsup`, or `wave::skin-tone-3`; our own reactions are the marks on agents' lines. */
function parseReaction(event: Json, hearing: Hearing): Gesture | null {
  const item = recordAt(event, 'item');
  const [place, ref] = [textAt(item, 'channel'), textAt(item, 'ts')];
  const [user, reaction] = [textAt(event, 'user'), textAt(event, 'reaction')];
  if (!user || user === hearing.botUserId || !place || !ref || !reaction) return null;
  const [name = '', tone] = reaction.split('::skin-tone-');
  return {
    type: 'reacted',
    desk: 'slack',
    team: hearing.team,
    user,
    place,
    ref,
    emoji: findEmoji(name, tone === undefined ? undefined : Number(tone)),
    removed: event.type === 'reaction_removed',
  };
}

function parseUserChange(event: Json, hearing: Hearing): Gesture | null {
  const person = recordAt(event, 'user');
  const user = textAt(person, 'id');
  if (!user) return null;
  const who = { desk: 'slack', team: textAt(person, 'team_id') ?? hearing.team, user } as const;
  if (person.deleted === true) return { type: 'person-left', ...who };
  return person.is_bot === true ? null : { type: 'person-known', ...who, isGuest: isGuestOfSlack(person) };
}

/** A person's own token may be revoked without touching the bot. */
function hasTokens(event: Json): boolean {
  const bots = recordAt(event, 'tokens').bot;
  return Array.isArray(bots) && bots.length > 0;
}
