// Hears one request of Slack: parses it, gives it to the house, and sees that the person is never left without an answer.

import { asRecord, type Json, recordAt, recordsAt, textAt } from '../../core/payload.js';
import type { Card } from '../cards/card.js';
import type { Gesture } from '../desk.js';
import { atMost } from '../desk-kit/at-most.js';
import type { SlackAccess } from './clients.js';
import { toFailure } from './errors.js';
import type { SlackFiles } from './files.js';
import type { Hearing } from './hearing.js';
import { createMouth, createTurn, isOnWhisper, type Turn, type TurnKind } from './mouth.js';
import type { SlackDeskOptions } from './options.js';
import { parseEvent } from './parse-event.js';
import { isLink, parseAction, parseCommand, parseShortcut, parseSubmission } from './parse-interaction.js';
import type { Reach } from './reach.js';

interface EarRoom {
  readonly options: Pick<SlackDeskOptions, 'agentNames' | 'installations' | 'log'>;
  readonly access: SlackAccess;
  readonly files: SlackFiles;
  readonly reach: Reach;
  readonly hear: (gesture: Gesture) => Promise<void>;
}

/** Slack shows an error after three seconds; what takes longer is acknowledged and goes on. */
const patienceMs = 2500;

/** Creates the ear. Its promise rejects when the gesture could not be stored. */
export function createEar(room: EarRoom): (kind: TurnKind, body: Json) => Promise<Turn> {
  return async (kind, body) => {
    const turn = createTurn(kind, body);
    if (kind === 'event') await hearEvent(room, turn);
    else await hearGesture(room, turn);
    turn.isAnswered = true;
    return turn;
  };
}

async function hearEvent(room: EarRoom, turn: Turn): Promise<void> {
  const event = recordAt(turn.body, 'event');
  const team = installedTeam(turn.body);
  const isEnd = event.type === 'app_uninstalled' || event.type === 'tokens_revoked';
  const hearing = await readHearing(room, turn, { team, isEnd });
  if (!hearing) return;
  const reading = parseEvent(event, hearing);
  if (reading.kind === 'trouble') {
    room.options.log.warn(
      { team, place: reading.place, cause: reading.cause },
      'A Slack channel that Baton may need has changed',
    );
  }
  if (reading.kind !== 'gesture') return;
  await room.hear(reading.gesture);
  if (reading.gesture.type === 'installation-lost') await loseInstallation(room, hearing.team);
}

async function loseInstallation(room: EarRoom, team: string): Promise<void> {
  await room.options.installations.revoke(team);
  room.access.forget(team);
}

async function hearGesture(room: EarRoom, turn: Turn): Promise<void> {
  const hearing = await readHearing(room, turn, { team: installedTeam(turn.body), isEnd: false });
  if (!hearing) return;
  const gesture = parseGesture(turn, hearing);
  if (!gesture) return refuseUnknown(turn, hearing);
  const heard = room.hear(gesture).then(() => (turn.isAnswered ? undefined : tidyWhisper(room, turn)));
  const outcome = await atMost(heard, patienceMs);
  if (outcome === 'done') return;
  turn.isAnswered = true;
  heard.catch((error: unknown) => {
    room.options.log.error(
      { cause: error instanceof Error ? error.message : 'unknown' },
      'A gesture failed after it was acknowledged',
    );
    return gesture.mouth.whisper(sayLine('That did not work just now. Please try again.'));
  });
}

function parseGesture(turn: Turn, hearing: Hearing): (Gesture & { type: 'invocation' }) | null {
  switch (turn.kind) {
    case 'command':
      return parseCommand(turn.body, hearing);
    case 'action':
      return parseAction(turn.body, hearing);
    case 'submission':
      return parseSubmission(turn.body, hearing);
    default:
      return parseShortcut(turn.body, hearing);
  }
}

/** A control that nobody here drew (any more) is answered, not ignored. */
async function refuseUnknown(turn: Turn, hearing: Hearing): Promise<void> {
  const user = textAt(recordAt(turn.body, 'user'), 'id');
  if (user === null || (turn.kind === 'action' && isLink(turn.body))) return;
  const container = recordAt(turn.body, 'container');
  const place = textAt(recordAt(turn.body, 'channel'), 'id');
  const mouth = hearing.mouthAt({
    team: hearing.team,
    user,
    place,
    threadRef: textAt(container, 'thread_ts'),
  });
  await mouth.whisper(sayLine('That can no longer be used here. Try /livechat help.'));
}

/** A whisper whose button was used is done with: what it led to has been said or drawn elsewhere. */
async function tidyWhisper(room: EarRoom, turn: Turn): Promise<void> {
  const url = textAt(turn.body, 'response_url');
  if (turn.kind !== 'action' || turn.hasSpoken || url === null || !isOnWhisper(turn.body)) return;
  await room.reach.respond(url, { delete_original: true }).catch((error: unknown) => {
    room.options.log.debug({ code: toFailure(error, true).code }, 'A used whisper could not be removed');
  });
}

/** Who we are in this workspace; null, with a line in the log, when the app is not installed there. */
async function readHearing(
  room: EarRoom,
  turn: Turn,
  { team, isEnd }: { readonly team: string | null; readonly isEnd: boolean },
): Promise<Hearing | null> {
  const found =
    team === null
      ? null
      : await room.access.find(team).catch((error: unknown) => {
          // A dead token cannot say who it was; the end of the installation must be heard all the same.
          if (isEnd) return null;
          throw error;
        });
  if (team === null || (!found && !isEnd)) {
    room.options.log.warn(
      { team, kind: turn.kind },
      'A gesture of a Slack workspace where Baton is not installed was ignored',
    );
    return null;
  }
  return {
    team,
    botUserId: found?.botUserId ?? '',
    botId: found?.botId ?? '',
    nameOf: room.options.agentNames,
    fileOf: room.files.fileOf,
    mouthAt: (seat) => createMouth({ reach: room.reach, log: room.options.log }, turn, seat),
  };
}

/** The workspace whose installation this request is for, whoever made the gesture. */
function installedTeam(body: Json): string | null {
  const authorization = recordsAt(body, 'authorizations')[0] ?? null;
  const viewTeam = textAt(asRecord(body.view), 'app_installed_team_id');
  const team = textAt(authorization, 'team_id') ?? viewTeam ?? textAt(recordAt(body, 'team'), 'id');
  return team ?? textAt(body, 'team_id') ?? textAt(recordAt(body, 'user'), 'team_id');
}

function sayLine(fallback: string): Card {
  return {
    fallback,
    parts: [{ kind: 'text', text: [{ kind: 'paragraph', children: [{ kind: 'text', text: fallback }] }] }],
  };
}
