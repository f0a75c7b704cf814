// What the company's own people wrote in the WhatsApp app on a number that they share with Baton.

import { type Raw, readId, readWord } from '../meta/untrusted.js';
import { readMoment } from '../meta/window.js';
import { readPerson } from './identity.js';
import { readContent } from './kinds.js';
import type { Outcome, Setting } from './outcome.js';

const noWords: ReadonlySet<unknown> = new Set(['reaction', 'edit', 'revoke', 'system']);

/** Reads one entry of `message_echoes`: the customer is the one it went to. */
export function readEcho(echo: Raw, { contacts, arrivedAt }: Setting): Outcome {
  if (echo.group_id !== undefined) return { ignored: 'echo.group' };
  if (noWords.has(echo.type)) return { ignored: `echo.${readWord(echo.type)}` };
  const named = { phone: echo.to, userId: echo.to_user_id, parentId: echo.to_parent_user_id };
  const person = readPerson(named, contacts);
  if (!person) return { unreadable: 'the echo has no receiver' };
  const externalId = readId(echo.id);
  if (externalId === null) return { unreadable: 'the echo has no id' };
  const content = readContent(echo);
  const details = { ...content.details, via: 'the WhatsApp app' };
  const at = readMoment(echo.timestamp, arrivedAt);
  return { heard: { ...person, type: 'echo', externalId, ...content, details, at } };
}
