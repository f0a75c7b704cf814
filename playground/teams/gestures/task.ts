// What an app answers when a dialog is asked for or submitted: a page, a sentence, or nothing more.
import { isRecord } from '../../wire/http.js';
import type { Dialog, DialogOrigin } from '../dialogs.js';
import type { Json, Person } from '../records.js';
import { type Done, GestureRefusal, type Ground, recordOf } from './ground.js';

export interface TaskAnswer {
  readonly person: Person;
  readonly body: unknown;
  readonly origin: DialogOrigin;
  /** Is it the answer to a dialog that is open? */
  readonly isOpen: boolean;
}

export interface TaskDone extends Done {
  /** What the app said in a dialog of its own. */
  readonly message?: string;
}

/** Does what the app answered: a page, a sentence, or nothing more. Throws GestureRefusal for what is none of these. */
export const readTask = (
  { dialogs, world }: Ground,
  { person, body, origin, isOpen }: TaskAnswer,
): TaskDone => {
  const answer = recordOf(body);
  const task = recordOf(answer.task);
  const show = isOpen ? dialogs.replace : dialogs.open;
  if (task.type === 'message') {
    const message = String(task.value ?? '');
    show(person.id, { title: '', size: 'small', card: null, text: message, origin });
    return { ok: true, message };
  }
  if (task.type === 'continue') {
    show(person.id, readPage(recordOf(task.value), origin));
    return { ok: true };
  }
  if (isOpen) dialogs.closeTop(person.id);
  const composed = recordOf(answer.composeExtension);
  if (composed.type === 'message') {
    const toast = String(composed.text ?? '');
    world.toast(person.id, toast);
    return { ok: true, toast };
  }
  return { ok: true };
};

const readPage = (value: Json, origin: DialogOrigin): Omit<Dialog, 'id'> => {
  const attachment = recordOf(value.card);
  const card = attachment.content;
  if (attachment.contentType !== 'application/vnd.microsoft.card.adaptive' || !isRecord(card))
    throw new GestureRefusal('invalid_dialog', 'The app’s dialog cannot be shown.');
  const size = value.height === 'small' ? 'small' : 'medium';
  return { title: String(value.title ?? ''), size, card, text: '', origin };
};
