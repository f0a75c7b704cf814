// Turns slash commands, buttons, menus, forms and shortcuts into invocations; pure and tolerant.

import { asRecord, type Json, recordAt, recordsAt, textAt } from '../../core/payload.js';
import type { Ask } from '../cards/card.js';
import type { Gesture } from '../desk.js';
import type { Invocation, Via } from '../invocation.js';
import { decodeAsk, decodeMemory } from './ask.js';
import { type Hearing, type Seat, teamOfAuthor } from './hearing.js';
import { flattenText } from './text.js';

/** The callback id of our shortcuts is this and a command word. */
const shortcutPrefix = 'baton:';

type Made = Gesture & { readonly type: 'invocation' };

/** `/livechat word args`; an empty line asks for help. */
export function parseCommand(body: Json, hearing: Hearing): Made | null {
  const user = textAt(body, 'user_id');
  if (!user) return null;
  const typed = flattenText(textAt(body, 'text') ?? '').trim();
  const word = /^\S+/.exec(typed)?.[0] ?? 'help';
  const args = typed.slice(word.length).trim();
  const seat = { team: hearing.team, user, place: textAt(body, 'channel_id'), threadRef: null };
  return invoke(hearing, seat, {
    team: textAt(body, 'team_id') ?? hearing.team,
    via: 'slash',
    ask: { word: word.toLowerCase(), args },
    postRef: null,
  });
}

/** A button or a menu; null when it is a link or was not drawn by us. */
export function parseAction(body: Json, hearing: Hearing): Made | null {
  const action = recordsAt(body, 'actions')[0] ?? null;
  const ask = readAction(action);
  const user = textAt(recordAt(body, 'user'), 'id');
  if (!ask || !user) return null;
  const container = recordAt(body, 'container');
  const message = asRecord(body.message);
  const view = recordAt(body, 'view');
  const postRef = textAt(container, 'message_ts') ?? textAt(message, 'ts');
  const isEphemeral = container.is_ephemeral === true;
  const thread = textAt(container, 'thread_ts') ?? textAt(message, 'thread_ts');
  const place = textAt(recordAt(body, 'channel'), 'id') ?? textAt(container, 'channel_id');
  const seat = { team: hearing.team, user, place, threadRef: thread ?? (isEphemeral ? null : postRef) };
  return invoke(hearing, seat, {
    team: teamOf(body, hearing),
    via: view.type === 'home' ? 'home' : 'button',
    ask,
    postRef,
  });
}

/** True for an action that asks for nothing: a link that was opened. */
export function isLink(body: Json): boolean {
  return textAt(recordsAt(body, 'actions')[0] ?? null, 'url') !== null;
}

function readAction(action: Json | null): Ask | null {
  if (action?.type === 'button') return decodeAsk(textAt(action, 'value'));
  if (action?.type !== 'static_select') return null;
  const id = textAt(action, 'action_id') ?? '';
  const ask = decodeAsk(id.slice(id.indexOf('|') + 1));
  const chosen = textAt(recordAt(action, 'selected_option'), 'value');
  return ask && chosen !== null ? { ...ask, args: ask.args ? `${ask.args} ${chosen}` : chosen } : null;
}

/** A submitted form; null when it was not opened by us. */
export function parseSubmission(body: Json, hearing: Hearing): Made | null {
  const view = recordAt(body, 'view');
  const memory = decodeMemory(textAt(view, 'private_metadata'));
  const user = textAt(recordAt(body, 'user'), 'id');
  if (!memory || !user) return null;
  const { values, files } = readValues(recordAt(recordAt(view, 'state'), 'values'));
  const seat = { team: hearing.team, user, place: memory.place, threadRef: memory.threadRef };
  const made = invoke(hearing, seat, {
    team: teamOf(body, hearing),
    via: 'form',
    ask: memory.ask,
    postRef: memory.postRef,
  });
  return { ...made, values, files: files.map((file) => hearing.fileOf(hearing.team, file)) };
}

function readValues(blocks: Json): {
  readonly values: Record<string, string>;
  readonly files: readonly Json[];
} {
  const values: Record<string, string> = {};
  const files: Json[] = [];
  for (const [field, actions] of Object.entries(blocks)) {
    const input = asRecord(Object.values(asRecord(actions) ?? {})[0]);
    const value =
      textAt(input, 'value') ??
      textAt(recordAt(input, 'selected_option'), 'value') ??
      textAt(input, 'selected_user');
    const chosen = recordsAt(input, 'selected_options').map((option) => textAt(option, 'value') ?? '');
    files.push(...recordsAt(input, 'files'));
    if (value !== null) values[field] = value;
    else if (chosen.length > 0) values[field] = chosen.join(',');
  }
  return { values, files };
}

/** A message or global shortcut: its callback id names the command. */
export function parseShortcut(body: Json, hearing: Hearing): Made | null {
  const id = textAt(body, 'callback_id');
  const user = textAt(recordAt(body, 'user'), 'id');
  if (!user || !id?.startsWith(shortcutPrefix)) return null;
  const message = asRecord(body.message);
  const postRef = textAt(body, 'message_ts') ?? textAt(message, 'ts');
  const threadRef = textAt(message, 'thread_ts') ?? postRef;
  const seat = { team: hearing.team, user, place: textAt(recordAt(body, 'channel'), 'id'), threadRef };
  const ask = { word: id.slice(shortcutPrefix.length) };
  return invoke(hearing, seat, { team: teamOf(body, hearing), via: 'shortcut', ask, postRef });
}

function teamOf(body: Json, hearing: Hearing): string {
  const user = recordAt(body, 'user');
  return teamOfAuthor(
    { userTeam: textAt(user, 'team_id'), team: textAt(recordAt(body, 'team'), 'id') },
    hearing.team,
  );
}

interface Call {
  readonly team: string;
  readonly via: Via;
  readonly ask: Ask;
  readonly postRef: string | null;
}

function invoke(
  hearing: Hearing,
  seat: Seat,
  { team, via, ask, postRef }: Call,
): { readonly type: 'invocation' } & Invocation {
  return {
    type: 'invocation',
    desk: 'slack',
    team,
    user: seat.user,
    via,
    word: ask.word,
    args: ask.args ?? '',
    values: {},
    files: [],
    place: seat.place,
    threadRef: seat.threadRef,
    postRef,
    conversationId: ask.conversationId ?? null,
    epoch: ask.epoch ?? null,
    mouth: hearing.mouthAt(seat),
  };
}
