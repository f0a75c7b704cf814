// Carries an ask through Teams: in an action's data, and for forms with the memory of where they were opened.

import { type Json, textAt } from '../../core/payload.js';
import type { Ask } from '../cards/card.js';
import { unpackAsk } from '../desk-kit/packed-ask.js';

/** The verb of every Action.Execute of ours: what is meant stands in its data. */
export const executeVerb = 'baton';

/** Members of an action's data that are ours or Teams'; every other one is an input's value. */
const reserved: ReadonlySet<string> = new Set(['ask', 'form', 'pick', 'msteams', 'type']);

/** The ask of an action's whole data; a menu's choice becomes the last of its arguments. Null when it is not one of ours. */
export function readAsk(data: Json | null): Ask | null {
  const ask = unpackAsk(data?.ask);
  const pick = textAt(data, 'pick');
  if (!ask || pick === null) return ask;
  const chosen = textAt(data, pick);
  if (chosen === null) return ask;
  return { ...ask, args: ask.args ? `${ask.args} ${chosen}` : chosen };
}

/** What the inputs of a submitted form hold, by field id. */
export function readValues(data: Json | null): Readonly<Record<string, string>> {
  const values = Object.entries(data ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !reserved.has(entry[0]),
  );
  return Object.fromEntries(values);
}
