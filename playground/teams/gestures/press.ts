// Using a card: buttons that act, open a dialog, reveal a part or lead away, with what its inputs hold.
import type { Where } from '../activity-shapes.js';
import { cardOf, type FoundAction, findAction, listInputs, readDefaults } from '../card-actions.js';
import type { Chat, Json, Person, Post } from '../records.js';
import {
  ask,
  type Done,
  GestureRefusal,
  type Ground,
  needChat,
  needPerson,
  needPost,
  recordOf,
  whereOf,
} from './ground.js';
import { readTask } from './task.js';

export interface PressGesture {
  readonly user: string;
  /** A channel's id, or `personal`. */
  readonly channel: string;
  /** The post with the card, a targeted one perhaps. */
  readonly id: string;
  /** Which card of the post; the first when left out. */
  readonly card?: number;
  /** A button's title, or its path in the card's JSON. */
  readonly action: string;
  readonly inputs?: Readonly<Record<string, string>>;
}

export interface PressDone extends Done {
  /** Where an Action.OpenUrl leads. */
  readonly url?: string;
  /** What an Action.ShowCard reveals. */
  readonly revealed?: Json;
}

interface Pressed {
  readonly person: Person;
  readonly chat: Chat;
  readonly post: Post;
  readonly where: Where;
  readonly found: FoundAction;
  /** What the app gets: the action's data and the inputs'. */
  readonly data: Json;
}

/** Uses an action of a card. Resolves once the app has answered. */
export const press =
  (ground: Ground) =>
  async (gesture: PressGesture): Promise<PressDone> => {
    const pressed = readPress(ground, gesture);
    const { action } = pressed.found;
    switch (action.type) {
      case 'Action.OpenUrl':
        return { ok: true, url: String(action.url) };
      case 'Action.ShowCard':
        return { ok: true, revealed: recordOf(action.card) };
      case 'Action.Execute':
        return execute(ground, pressed);
      case 'Action.Submit':
        return submit(ground, pressed);
      default:
        return { ok: true };
    }
  };

const readPress = (ground: Ground, gesture: PressGesture): Pressed => {
  const person = needPerson(ground, gesture.user);
  const chat = needChat(ground, gesture.channel, person);
  const post = needPost(ground, chat, gesture.id, person);
  const card = cardOf(post, person.id, gesture.card);
  const found = card === null ? null : findAction(card, gesture.action);
  if (!found) throw new GestureRefusal('action_not_found', 'There is no such button.');
  const data = collect(found, gesture.inputs ?? {});
  return { person, chat, post, where: whereOf(chat, post), found, data };
};

/** The action's data with the inputs of the cards around it. Throws GestureRefusal for a required one left empty. */
export const collect = ({ action, cards }: FoundAction, given: Readonly<Record<string, string>>): Json => {
  const data = recordOf(action.data);
  if (action.associatedInputs === 'none') return data;
  const inputs = listInputs(cards);
  const values = { ...readDefaults(inputs), ...given };
  const missing = inputs.find(({ id, isRequired }) => isRequired === true && !values[String(id)]);
  if (missing)
    throw new GestureRefusal('input_required', String(missing.errorMessage ?? 'This field is required.'));
  return { ...values, ...data };
};

const execute = async (ground: Ground, { person, post, where, found, data }: Pressed): Promise<PressDone> => {
  const { shapes, world } = ground;
  const { action } = found;
  const value = {
    action: { type: 'Action.Execute', title: action.title, verb: action.verb, id: action.id, data },
    trigger: 'manual',
  };
  const invoke = shapes.invoke('adaptiveCard/action', person, where, { replyToId: post.id, value });
  const { body } = await ask(ground, invoke);
  const answer = recordOf(body);
  const status = Number(answer.statusCode ?? 200);
  if (answer.type === 'application/vnd.microsoft.error' || status >= 400) {
    const text = String(recordOf(answer.value).message ?? 'Something went wrong. Please try again.');
    throw new GestureRefusal('refused', text);
  }
  if (answer.type === 'application/vnd.microsoft.card.adaptive') {
    world.setView(post, person.id, recordOf(answer.value));
    return { ok: true };
  }
  const isToast = answer.type === 'application/vnd.microsoft.activity.message';
  const toast = isToast ? String(answer.value ?? '') : '';
  if (toast === '') return { ok: true };
  world.toast(person.id, toast);
  return { ok: true, toast };
};

const submit = async (ground: Ground, pressed: Pressed): Promise<PressDone> => {
  const { shapes, events } = ground;
  const { person, chat, post, where, data } = pressed;
  const { msteams, ...own } = data;
  const kind = recordOf(msteams);
  if (kind.type === 'task/fetch') {
    const value = { data: { ...own, type: 'task/fetch' }, context: { theme: 'default' } };
    const invoke = shapes.invoke('task/fetch', person, where, { replyToId: post.id, value });
    const { body } = await ask(ground, invoke);
    const origin = { chat, root: where.root ?? null, replyToId: post.id, compose: null };
    return readTask(ground, { person, body, origin, isOpen: false });
  }
  const words = kind.type === 'messageBack' || kind.type === 'imBack' ? String(kind.text ?? kind.value) : '';
  const message = shapes.basis('message', ground.world.nextId(), person, where);
  const value = kind.type === 'messageBack' ? kind.value : own;
  await events.tell({ ...message, replyToId: post.id, ...(words === '' ? {} : { text: words }), value });
  return { ok: true };
};
