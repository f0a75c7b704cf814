// A command chosen after a slash: a message that only its author and the app see.
import { escapeHtml } from '../typed-text.js';
import {
  type Done,
  GestureRefusal,
  type Ground,
  isInstalled,
  needChat,
  needPerson,
  needPost,
} from './ground.js';

export interface SlashGesture {
  readonly user: string;
  readonly channel: string;
  /** The thread in whose reply box it is typed. */
  readonly root?: string;
  readonly text: string;
}

/** Gives a command to the app alone. Resolves once it has answered. */
export const slash =
  (ground: Ground) =>
  async ({ user, channel, root, text }: SlashGesture): Promise<Done & { readonly id: string }> => {
    const { world, shapes, events, settings } = ground;
    const person = needPerson(ground, user);
    const chat = needChat(ground, channel, person);
    if (root !== undefined) needPost(ground, chat, root, person);
    if (!isInstalled(chat)) throw new GestureRefusal('not_installed', 'The app is not in this team.');
    const post = world.addPost({
      chat: chat.id,
      author: person.id,
      root: root ?? null,
      onlyFor: chat.kind === 'channel' ? person.id : null,
      text: `<div>${escapeHtml(text)}</div>`,
      format: 'html',
      typed: text,
    });
    const message = shapes.message(
      post,
      person,
      { chat, root: root ?? null },
      {
        text,
        html: `<div>${escapeHtml(text)}</div>`,
        entities: [],
      },
    );
    const recipient = { id: settings.botId, name: settings.botName, isTargeted: true };
    await events.tell({ ...message, recipient });
    return { ok: true, id: post.id };
  };
