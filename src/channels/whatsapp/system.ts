// WhatsApp's news of who a customer is: a new telephone number, a new business-scoped id.

import { type Raw, readId, readObject, readWord } from '../meta/untrusted.js';
import { type Named, readPerson } from './identity.js';
import type { Outcome, Setting } from './outcome.js';
import { readPhone } from './phones.js';

/** A message of type `system`: no line of the chat, but its customer may have another address from now on. */
export function readSystem(message: Raw, setting: Setting): Outcome {
  const system = readObject(message.system);
  const phone = readPhone(message.from);
  const userId = readId(message.from_user_id);
  const newId = readId(system.user_id);
  if (system.type === 'user_changed_number') {
    const now = { phone: system.wa_id, userId: newId, parentId: system.parent_user_id };
    return decideIdentity(now, phone ?? userId, setting);
  }
  if (system.type === 'user_changed_user_id') {
    const now = { phone: message.from, userId: newId, parentId: system.parent_user_id };
    // The event may already name its sender by the new id: then the number is what we know them by.
    return decideIdentity(now, userId !== null && userId !== newId ? userId : phone, setting);
  }
  return { ignored: `system.${readWord(system.type)}` };
}

/** One change in the field `user_id_update`. */
export function readUserIdUpdate(update: Raw, setting: Setting): Outcome {
  const ids = readObject(update.user_id);
  const parentId = readObject(update.parent_user_id).current ?? update.parent_user_id;
  return decideIdentity(
    { phone: update.wa_id, userId: ids.current, parentId },
    readId(ids.previous),
    setting,
  );
}

function decideIdentity(now: Named, formerly: string | null, { contacts }: Setting): Outcome {
  const person = readPerson(now, contacts);
  if (!person || formerly === null)
    return { unreadable: 'the change of identity lacks the old or the new name' };
  const aliases = [...new Set([...(person.aliases ?? []), formerly])];
  return { heard: { ...person, aliases, type: 'identity', formerly } };
}
