// Dialogs, submitted and closed, and actions chosen on a message.
import { findAction, findSubmit } from '../card-actions.js';
import type { Dialog } from '../dialogs.js';
import type { Json, Person, Post } from '../records.js';
import {
  ask,
  type Done,
  GestureRefusal,
  type Ground,
  isInstalled,
  needChat,
  needPerson,
  needPost,
  whereOf,
} from './ground.js';
import { collect } from './press.js';
import { readTask, type TaskDone } from './task.js';

export interface SubmitGesture {
  readonly user: string;
  /** The inputs by their ids. */
  readonly values: Readonly<Record<string, string>>;
  /** A button's title or path; the first that submits when left out. */
  readonly action?: string;
}

/** Submits the dialog on top. Resolves once the app has answered. */
export const submitDialog =
  (ground: Ground) =>
  async ({ user, values, action }: SubmitGesture): Promise<TaskDone & { readonly url?: string }> => {
    const person = needPerson(ground, user);
    const dialog = ground.dialogs.of(user).at(-1);
    if (!dialog?.card) throw new GestureRefusal('no_dialog', 'There is nothing to submit.');
    const found = action === undefined ? findSubmit(dialog.card) : findAction(dialog.card, action);
    if (!found) throw new GestureRefusal('action_not_found', 'There is no such button.');
    if (found.action.type === 'Action.OpenUrl') return { ok: true, url: String(found.action.url) };
    if (found.action.type !== 'Action.Submit' && found.action.type !== 'Action.Execute') return { ok: true };
    const { msteams: _own, ...data } = collect(found, values);
    const { body } = await ask(ground, shapeSubmission(ground, person, dialog, data));
    return readTask(ground, { person, body, origin: dialog.origin, isOpen: true });
  };

const shapeSubmission = ({ shapes }: Ground, person: Person, { origin }: Dialog, data: Json): Json => {
  const { compose, replyToId } = origin;
  const context = { theme: 'default' };
  if (!compose) {
    const reply = replyToId === null ? {} : { replyToId };
    return shapes.invoke('task/submit', person, origin, { ...reply, value: { data, context } });
  }
  const value = { ...compose, commandContext: 'message', context, data };
  return shapes.invoke('composeExtension/submitAction', person, origin, { value });
};

/** Closes the dialog on top; the app hears nothing of it. */
export const closeDialog =
  (ground: Ground) =>
  ({ user }: { readonly user: string }): Done => {
    ground.dialogs.closeTop(needPerson(ground, user).id);
    return { ok: true };
  };

export interface MessageActionGesture {
  readonly user: string;
  readonly channel: string;
  /** The message it is chosen on. */
  readonly id: string;
  readonly commandId: string;
}

/** Chooses an action of the app from a message's menu. Resolves once the app has answered. */
export const chooseMessageAction =
  (ground: Ground) =>
  async ({ user, channel, id, commandId }: MessageActionGesture): Promise<TaskDone> => {
    const person = needPerson(ground, user);
    const chat = needChat(ground, channel, person);
    const post = needPost(ground, chat, id, person);
    if (!isInstalled(chat)) throw new GestureRefusal('not_installed', 'The app is not in this team.');
    const where = whereOf(chat, post);
    const compose = { commandId, messagePayload: shapeMessage(ground, post) };
    const value = { ...compose, commandContext: 'message', context: { theme: 'default' } };
    const { body } = await ask(
      ground,
      ground.shapes.invoke('composeExtension/fetchTask', person, where, { value }),
    );
    const origin = { chat, root: where.root ?? null, replyToId: null, compose };
    return readTask(ground, { person, body, origin, isOpen: false });
  };

const shapeMessage = ({ world, settings }: Ground, post: Post): Json => {
  const author = post.author === null ? null : world.people.get(post.author);
  const from = author
    ? { user: { id: author.id, displayName: author.name, userIdentityType: 'aadUser' } }
    : { application: { id: settings.appId, displayName: settings.botName, applicationIdentityType: 'bot' } };
  return {
    id: post.id,
    replyToId: post.root,
    createdDateTime: new Date(post.at).toISOString(),
    from,
    body: { contentType: 'html', content: post.text },
    attachments: post.cards.map((card, index) => ({
      id: String(index),
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: JSON.stringify(card),
    })),
  };
};
