// Carries out what the page's person does, by the same gestures that tests use.

import { PageRefused } from '../wire/page-door.js';
import type { Gestures } from './gestures/index.js';
import type { TeamsAct, TeamsDone } from './protocol.js';

type Answer =
  | { readonly ok: true; readonly toast?: string }
  | { readonly ok: false; readonly error: string; readonly text: string };

/** Resolves once the app has answered. Rejects with PageRefused for what cannot be done. */
export const carryOutAct = async (gestures: Gestures, user: string, act: TeamsAct): Promise<TeamsDone> => {
  const answer: Answer = await start(gestures, user, act);
  if (!answer.ok) throw new PageRefused(answer.error, answer.text);
  return answer.toast === undefined ? { ok: true } : { ok: true, toast: answer.toast };
};

const start = (gestures: Gestures, user: string, act: TeamsAct): Promise<Answer> => {
  switch (act.do) {
    case 'write':
      return write(gestures, user, act);
    case 'slash': {
      const root = act.root === undefined ? {} : { root: act.root };
      return gestures.slash({ user, channel: act.chat, text: act.text, ...root });
    }
    case 'submit-dialog':
      return gestures.submitDialog({ user, action: act.action, values: act.inputs });
    case 'close-dialog':
      return gestures.closeDialog({ user });
    default:
      return touch(gestures, user, act);
  }
};

const write = (gestures: Gestures, user: string, act: Extract<TeamsAct, { do: 'write' }>): Promise<Answer> =>
  gestures.post({
    user,
    channel: act.chat,
    text: act.text,
    ...(act.root === undefined ? {} : { root: act.root }),
    ...(act.mention === undefined ? {} : { mention: act.mention }),
    ...(act.people === undefined ? {} : { mentions: act.people }),
    ...(act.files === undefined ? {} : { files: act.files }),
    ...(act.pictures === undefined
      ? {}
      : { images: act.pictures.map((text) => Buffer.from(text, 'base64')) }),
  });

/** What is done to a post that is there. */
const touch = (
  gestures: Gestures,
  user: string,
  act: Extract<TeamsAct, { readonly post: string }>,
): Promise<Answer> => {
  const at = { user, channel: act.chat, id: act.post };
  switch (act.do) {
    case 'edit':
      return gestures.edit({ ...at, text: act.text });
    case 'remove':
      return gestures.remove(at);
    case 'restore':
      return gestures.undelete(at);
    case 'react':
      return gestures.react({ ...at, emoji: act.emoji, ...(act.off === undefined ? {} : { off: act.off }) });
    case 'press':
      return gestures.press({ ...at, card: act.card, action: act.action, inputs: act.inputs });
    case 'message-action':
      return gestures.messageAction({ ...at, commandId: act.command });
  }
};
