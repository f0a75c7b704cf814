// Prepared answers: choosing one, reading it filled in, and keeping them; as dialogs, and as cards where there are none.

import type { CannedReply } from '../../core/canned.js';
import { cannedNameLimit, cannedTextLimit, cannedVariables } from '../../core/canned.js';
import type { Chatbot } from '../../core/chatbot.js';
import { showReference } from '../../core/conversation.js';
import { literal } from '../../core/text/document.js';
import type { Button, Card, Form, Part } from './card.js';
import { askAbout } from './controls.js';
import type { ConversationFacts } from './facts.js';
import { bold, contextPart, excerpt, lineBreak, say, textPart } from './prose.js';

/** The most choices a menu shows, and the most lines of the list. */
const choicesShown = 100;
const linesShown = 20;

/** The choice that means every chatbot of the organization. */
export const allChatbots = 'all';

type Choosable = Pick<CannedReply, 'id' | 'name' | 'text'>;

function optionsOf(replies: readonly Choosable[]) {
  return replies
    .slice(0, choicesShown)
    .map(({ id, name, text }) => ({ label: excerpt(`${name} · ${text}`, 70), value: id }));
}

function moreThanShown({ length }: readonly Choosable[]): string | null {
  return length > choicesShown
    ? `The first ${choicesShown} of ${length}; write “canned” and some words to find any other.`
    : null;
}

/** The dialog that chooses; what is chosen comes in the reply dialog next. */
export function pickCannedForm(facts: ConversationFacts, replies: readonly Choosable[]): Form {
  const more = moreThanShown(replies);
  return {
    title: `Prepared answer ${showReference(facts.conversation)}`,
    submit: 'Next',
    ask: askAbout(facts.conversation, 'canned'),
    fields: [
      { kind: 'choice', id: 'canned', label: 'Prepared answer', options: optionsOf(replies) },
      ...(more === null ? [] : [{ kind: 'info' as const, text: literal(more) }]),
    ],
  };
}

/** The choice as a card with a menu, for gestures that can open no dialog. */
export function pickCannedCard(facts: ConversationFacts, replies: readonly Choosable[]): Card {
  const sentence = `Which prepared answer shall ${showReference(facts.conversation)} get?`;
  const more = moreThanShown(replies);
  const menu: Part = {
    kind: 'controls',
    controls: [
      {
        kind: 'menu',
        placeholder: 'Choose an answer',
        ask: { ...askAbout(facts.conversation, 'canned'), opens: true },
        options: optionsOf(replies),
      },
    ],
  };
  return {
    fallback: sentence,
    parts: [textPart(sentence), menu, ...(more === null ? [] : [contextPart(more)])],
  };
}

/** One answer with its variables filled in, to be sent as it is or changed first. */
export function filledCannedCard(
  { conversation }: ConversationFacts,
  { id, name }: Choosable,
  filled: string,
): Card {
  const send: Button = {
    kind: 'button',
    label: 'Send',
    ask: askAbout(conversation, 'canned', `send ${id}`),
    style: 'primary',
  };
  const edit: Button = {
    kind: 'button',
    label: 'Edit and send',
    ask: { ...askAbout(conversation, 'canned', id), opens: true },
  };
  const head = `Prepared answer “${excerpt(name, 60)}” for ${showReference(conversation)}`;
  return {
    fallback: head,
    parts: [
      textPart(bold(head)),
      { kind: 'text', text: [{ kind: 'quote', children: literal(filled) }] },
      { kind: 'controls', controls: [send, edit] },
      contextPart('Only you see this; nothing is sent before you send it.'),
    ],
  };
}

const variables = cannedVariables.map((name) => `{{${name}}}`).join(' ');

function writingFields(initial: { readonly name: string; readonly text: string }): Form['fields'] {
  return [
    {
      kind: 'text',
      id: 'name',
      label: 'Name',
      multiline: false,
      maxLength: cannedNameLimit,
      ...(initial.name ? { initial: initial.name } : {}),
    },
    {
      kind: 'text',
      id: 'text',
      label: 'Text',
      multiline: true,
      maxLength: cannedTextLimit,
      placeholder: 'Hello {{contact.first_name|there}}',
      ...(initial.text ? { initial: initial.text } : {}),
    },
    {
      kind: 'info',
      text: say(
        `Variables: ${variables}`,
        lineBreak,
        'With words for when it is empty: {{contact.name|there}}',
      ),
    },
  ];
}

/** The dialog for a new one; `chosen` is the chatbot the gesture stands at. */
export function addCannedForm(
  chatbots: readonly Pick<Chatbot, 'id' | 'name'>[],
  initial: { readonly name: string; readonly chosen: string },
): Form {
  const options = [
    { label: 'All chatbots', value: allChatbots },
    ...chatbots.slice(0, choicesShown - 1).map(({ id, name }) => ({ label: excerpt(name, 70), value: id })),
  ];
  return {
    title: 'New prepared answer',
    submit: 'Save',
    ask: { word: 'canned', args: 'add' },
    fields: [
      ...writingFields({ name: initial.name, text: '' }),
      { kind: 'choice', id: 'chatbot', label: 'For', options, initial: initial.chosen },
    ],
  };
}

/** The dialog that changes one. */
export function changeCannedForm(reply: CannedReply): Form {
  return {
    title: 'Prepared answer',
    submit: 'Save',
    ask: { word: 'canned', args: `change ${reply.id}` },
    fields: writingFields(reply),
  };
}

/** What there is, with the ways to keep it for those who may. */
export function cannedListCard(
  replies: readonly CannedReply[],
  nameOf: (chatbotId: string | null) => string,
  manages: boolean,
): Card {
  const head = replies.length === 0 ? 'There are no prepared answers yet.' : 'Prepared answers';
  const lines = replies
    .slice(0, linesShown)
    .map(({ name, text, chatbotId }) =>
      textPart(
        bold(excerpt(name, 60)),
        ` · ${excerpt(nameOf(chatbotId), 40)}`,
        lineBreak,
        excerpt(text, 120),
      ),
    );
  const more = replies.length - linesShown;
  const add: Button = { kind: 'button', label: 'Add', ask: { word: 'canned', args: 'add', opens: true } };
  const options = replies.slice(0, choicesShown).map(({ id, name, chatbotId }) => ({
    label: excerpt(`${name} · ${nameOf(chatbotId)}`, 70),
    value: `change ${id}`,
  }));
  const change: Part[] =
    replies.length === 0
      ? []
      : [
          {
            kind: 'controls',
            controls: [
              { kind: 'menu', placeholder: 'Change one', ask: { word: 'canned', opens: true }, options },
            ],
          },
        ];
  return {
    fallback: head,
    parts: [
      { kind: 'heading', text: head },
      ...lines,
      ...(more > 0 ? [contextPart(`and ${more} more; write “canned” and some words to find them.`)] : []),
      ...(manages ? [...change, { kind: 'controls' as const, controls: [add] }] : []),
    ],
  };
}
