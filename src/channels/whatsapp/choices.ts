// What a customer chose or filled in on WhatsApp: buttons, lists, template buttons, forms.

import { isObject, readField, readId, readLine, readObject, readText, storable } from '../meta/untrusted.js';
import type { Content, ReadContent } from './content.js';

/** The quick-reply button of a template. */
export const readButton: ReadContent = (object) => {
  const button = readObject(object);
  return readChoice(button.payload, button.text);
};

const replies: ReadonlyMap<string, ReadContent> = new Map<string, ReadContent>([
  ['button_reply', readTitled],
  ['list_reply', readTitled],
  ['nfm_reply', readForm],
  ['call_permission_reply', readCallPermission],
]);

/** The answer to buttons, a list, a form or a question; null for kinds not known here. */
export const readInteractive: ReadContent = (object) => {
  const interactive = readObject(object);
  const type = typeof interactive.type === 'string' ? interactive.type : '';
  return replies.get(type)?.(readField(interactive, type)) ?? null;
};

function readTitled(object: unknown): Content | null {
  const reply = readObject(object);
  return readChoice(reply.id, reply.title);
}

function readChoice(givenId: unknown, givenTitle: unknown): Content | null {
  const id = readId(givenId);
  const title = readLine(givenTitle, 200) ?? readLine(id, 200);
  if (title === null) return null;
  return { kind: 'choice', text: title, details: { choice: { id: id ?? title, title } } };
}

/** A form that was filled in: its own summary, then its fields line by line, without the token that is only ours. */
function readForm(object: unknown): Content | null {
  const form = readObject(object);
  const title = readLine(form.body, 200) ?? 'Form';
  const fields = Object.entries(parseFields(form.response_json))
    .filter(([name]) => name !== 'flow_token')
    .map(
      ([name, value]) =>
        `${readLine(name) ?? '?'}: ${typeof value === 'string' ? value : JSON.stringify(storable(value))}`,
    );
  if (fields.length === 0 && readLine(form.body) === null) return null;
  const id = readId(form.name) ?? 'form';
  return {
    kind: 'choice',
    text: readText([title, ...fields].join('\n')),
    details: { choice: { id, title } },
  };
}

function parseFields(json: unknown): Readonly<Record<string, unknown>> {
  try {
    const fields: unknown = typeof json === 'string' ? JSON.parse(json) : json;
    return isObject(fields) ? fields : {};
  } catch {
    return typeof json === 'string' ? { answer: json } : {};
  }
}

function readCallPermission(object: unknown): Content | null {
  const answer = readLine(readObject(object).response, 40);
  if (answer === null) return null;
  const title = `Permission to call: ${answer}`;
  return { kind: 'choice', text: title, details: { choice: { id: `call_permission:${answer}`, title } } };
}
