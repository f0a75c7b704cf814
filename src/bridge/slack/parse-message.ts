// Turns Slack's message events into gestures: lines, edits, deletions, and a root card that someone deleted.

import { asRecord, type Json, recordAt, recordsAt, textAt } from '../../core/payload.js';
import type { Gesture } from '../desk.js';
import { type Hearing, teamOfAuthor } from './hearing.js';
import { readTyped } from './text.js';

/** The kinds of message that carry a person's own words; every other is Slack speaking or a bot. */
const spoken = new Set([null, 'file_share', 'thread_broadcast', 'me_message']);

/** A message event as a gesture; null when it is none of ours to hear. */
export function parseMessage(event: Json, hearing: Hearing): Gesture | null {
  const subtype = textAt(event, 'subtype');
  if (subtype === 'message_changed') return parseChange(event, hearing);
  if (subtype === 'message_deleted') return parseDeletion(event, hearing);
  return spoken.has(subtype) ? parseLine(event, hearing) : null;
}

function parseLine(event: Json, hearing: Hearing): Gesture | null {
  const user = textAt(event, 'user');
  const place = textAt(event, 'channel');
  const ref = textAt(event, 'ts');
  if (!user || !place || !ref || isBots(event, hearing)) return null;
  const thread = textAt(event, 'thread_ts');
  const threadRef = thread === ref ? null : thread;
  const team = teamOfAuthor(
    { userTeam: textAt(event, 'user_team'), team: textAt(event, 'team') },
    hearing.team,
  );
  return {
    type: 'line',
    desk: 'slack',
    team,
    user,
    place,
    threadRef,
    ref,
    clientId: textAt(event, 'client_msg_id'),
    ...readTyped(event, hearing.botUserId, (id) => hearing.nameOf(hearing.team, id)),
    direct: event.channel_type === 'im',
    files: recordsAt(event, 'files').map((file) => hearing.fileOf(hearing.team, file)),
    mouth: hearing.mouthAt({ team: hearing.team, user, place, threadRef }),
  };
}

function parseChange(event: Json, hearing: Hearing): Gesture | null {
  const message = recordAt(event, 'message');
  const previous = asRecord(event.previous_message);
  const place = textAt(event, 'channel');
  const ref = textAt(message, 'ts');
  if (!place || !ref) return null;
  if (message.subtype === 'tombstone') return lost(place, ref, previous, hearing);
  const user = textAt(message, 'user');
  if (!user || isBots(message, hearing) || !spoken.has(textAt(message, 'subtype'))) return null;
  // Unfurls, file previews and reply counters come as changes too: only a person's own edit moves `edited`.
  const editedAt = textAt(recordAt(message, 'edited'), 'ts');
  if (editedAt === textAt(recordAt(previous, 'edited'), 'ts')) return null;
  if (previous && textAt(previous, 'text') === textAt(message, 'text')) return null;
  const { text, raw } = readTyped(message, hearing.botUserId, (id) => hearing.nameOf(hearing.team, id));
  const team = teamOfAuthor(
    { userTeam: textAt(message, 'user_team'), team: textAt(message, 'team') },
    hearing.team,
  );
  return { type: 'line-edited', desk: 'slack', team, user, place, ref, text, raw };
}

function parseDeletion(event: Json, hearing: Hearing): Gesture | null {
  const place = textAt(event, 'channel');
  const ref = textAt(event, 'deleted_ts');
  return place && ref ? lost(place, ref, asRecord(event.previous_message), hearing) : null;
}

/** A post that is gone: our root, a person's line, or a post of ours inside a thread, which is nobody's loss. */
function lost(place: string, ref: string, previous: Json | null, hearing: Hearing): Gesture | null {
  const gone = { desk: 'slack', team: hearing.team, place, ref } as const;
  const thread = textAt(previous, 'thread_ts');
  const isRoot = thread === null || thread === ref;
  // A second notice when the last reply goes too names only the tombstone: it may have been our root.
  if (previous?.subtype === 'tombstone') return { type: 'root-deleted', ...gone };
  if (previous && isBots(previous, hearing))
    return isRoot && isOurs(previous, hearing) ? { type: 'root-deleted', ...gone } : null;
  return { type: 'line-deleted', ...gone };
}

/** Anything a bot or an app wrote, ours or another's: never an agent's own words. */
function isBots(message: Json, hearing: Hearing): boolean {
  return Boolean(message.bot_id || message.app_id || message.bot_profile) || isOurs(message, hearing);
}

function isOurs(message: Json, hearing: Hearing): boolean {
  return message.user === hearing.botUserId || message.bot_id === hearing.botId;
}
