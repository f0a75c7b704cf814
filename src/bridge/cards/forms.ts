// The dialogs: asked only for what the gesture did not already say.

import { contactLabel } from '../../core/contact.js';
import { showReference } from '../../core/conversation.js';
import { messageLimit } from '../../core/message.js';
import { literal } from '../../core/text/document.js';
import type { Form, FormField } from './card.js';
import { askAbout } from './controls.js';
import type { ConversationFacts } from './facts.js';
import { bold, excerpt, lineBreak, say } from './prose.js';

/** No desk's dialogs take more for certain; longer replies go into the thread. */
const fieldLimit = Math.min(messageLimit, 3000);

/** The most files one dialog takes. */
export const formFiles = 5;

/** The most choices a menu shows. */
const choicesShown = 100;

/** The choice that means "no category". */
export const noCategory = '–';

function about(facts: ConversationFacts): FormField {
  const { conversation, contact, lastCustomerText } = facts;
  const head = bold(`${showReference(conversation)} ${excerpt(contactLabel(contact), 60)}`);
  return {
    kind: 'info',
    text: lastCustomerText ? say(head, lineBreak, excerpt(lastCustomerText, 300)) : say(head),
  };
}

function categoryField(facts: ConversationFacts, optional: boolean): FormField {
  const { categories } = facts.chatbot;
  const current = facts.conversation.category;
  const known = categories
    .slice(0, choicesShown - 1)
    .map((category) => ({ label: excerpt(category, 70), value: category }));
  return {
    kind: 'choice',
    id: 'category',
    label: 'Category',
    options: optional ? known : [...known, { label: 'No category', value: noCategory }],
    optional,
    ...(current !== null && categories.includes(current) ? { initial: current } : {}),
  };
}

/** The reply window: a longer answer with files. */
export function replyForm(facts: ConversationFacts, initial = ''): Form {
  return {
    title: `Reply to ${showReference(facts.conversation)}`,
    submit: 'Send',
    ask: askAbout(facts.conversation, 'reply'),
    fields: [
      about(facts),
      {
        kind: 'text',
        id: 'text',
        label: 'Your reply',
        multiline: true,
        optional: true,
        maxLength: fieldLimit,
        placeholder: 'The customer sees this',
        ...(initial ? { initial } : {}),
      },
      { kind: 'files', id: 'files', label: 'Files', optional: true, max: formFiles },
    ],
  };
}

/** The reply window with the words that could not be delivered, to be changed; sent, it takes their place. */
export function againForm(facts: ConversationFacts, messageId: string, text: string): Form {
  const form = replyForm(facts, text);
  return { ...form, ask: askAbout(facts.conversation, 'retry', `edit ${messageId}`) };
}

/** A note with files; only agents see it. */
export function noteForm(facts: ConversationFacts): Form {
  return {
    title: `Note on ${showReference(facts.conversation)}`,
    submit: 'Save note',
    ask: askAbout(facts.conversation, 'note'),
    fields: [
      about(facts),
      {
        kind: 'text',
        id: 'text',
        label: 'Internal note',
        multiline: true,
        optional: true,
        maxLength: fieldLimit,
        placeholder: 'Only agents see this',
      },
      { kind: 'files', id: 'files', label: 'Files', optional: true, max: formFiles },
    ],
  };
}

/** Chooses what the conversation is about. */
export function categoryForm(facts: ConversationFacts): Form {
  return {
    title: `Category of ${showReference(facts.conversation)}`,
    submit: 'Save',
    ask: askAbout(facts.conversation, 'category'),
    fields: [about(facts), categoryField(facts, false)],
  };
}

/** Closes with a category, since none is set yet; where the chatbot wants one, nothing else will do. */
export function closeForm(facts: ConversationFacts, isRequired = false): Form {
  const field = categoryField(facts, true);
  return {
    title: `Close ${showReference(facts.conversation)}`,
    submit: 'Close',
    ask: askAbout(facts.conversation, 'close'),
    fields: [about(facts), isRequired && field.kind === 'choice' ? { ...field, optional: false } : field],
  };
}

export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
}

/** Hands the conversation to a colleague; `word` is `transfer` or `assign`. */
export function handOnForm(
  facts: ConversationFacts,
  word: 'transfer' | 'assign',
  colleagues: readonly Colleague[],
): Form {
  const fields: FormField[] = [about(facts)];
  if (colleagues.length === 0) {
    fields.push({ kind: 'info', text: literal('Nobody else is assigned to this chatbot.') });
  } else {
    fields.push({
      kind: 'choice',
      id: 'agent',
      label: 'To',
      options: colleagues
        .slice(0, choicesShown)
        .map((one) => ({ label: excerpt(`${one.name} · ${one.hint}`, 70), value: one.id })),
    });
  }
  if (word === 'transfer') {
    fields.push({
      kind: 'text',
      id: 'comment',
      label: 'What they should know',
      multiline: true,
      optional: true,
      maxLength: 1000,
      placeholder: 'Only agents see this',
    });
  }
  return {
    title: `${word === 'transfer' ? 'Transfer' : 'Assign'} ${showReference(facts.conversation)}`,
    submit: word === 'transfer' ? 'Transfer' : 'Assign',
    ask: askAbout(facts.conversation, word),
    fields,
  };
}
