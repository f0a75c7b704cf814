// Choosing a template and filling it in: as dialogs, and as cards on desks and gestures that have none.

import { showReference } from '../../core/conversation.js';
import { countVariables, type MessageTemplate, previewTemplate, readVariables } from '../../core/template.js';
import { literal } from '../../core/text/document.js';
import type { Card, Form, FormField, Part } from './card.js';
import { askAbout } from './controls.js';
import type { ConversationFacts } from './facts.js';
import { code, contextPart, excerpt, say, textPart } from './prose.js';

/** The most choices a menu shows, and the most characters of a choice's value. */
const choicesShown = 100;
const valueLimit = 75;

/** The most characters of a template's text in a dialog. */
const previewLimit = 2_500;

/** What stands for a template in menus and buttons: `reopen_chat:en_GB`, cut where desks take no more. */
export function templateKey({ name, language }: Pick<MessageTemplate, 'name' | 'language'>): string {
  return `${name.slice(0, valueLimit - 1 - language.length)}:${language}`;
}

/** The field of a variable in the dialog: its part and its place there, from 0. */
export function fieldOf(part: 'header' | 'body', place: number): string {
  return `${part}-${place}`;
}

function optionsOf(templates: readonly MessageTemplate[]) {
  return templates.slice(0, choicesShown).map((template) => ({
    label: excerpt(`${template.name} · ${template.language} · ${template.category.toLowerCase()}`, 70),
    value: templateKey(template),
  }));
}

function moreThanShown(templates: readonly MessageTemplate[]): string | null {
  return templates.length > choicesShown
    ? `The first ${choicesShown} of ${templates.length}; write “template” and a name for any other.`
    : null;
}

/** The dialog that chooses. */
export function pickTemplateForm(facts: ConversationFacts, templates: readonly MessageTemplate[]): Form {
  const more = moreThanShown(templates);
  return {
    title: `Template to ${showReference(facts.conversation)}`,
    submit: 'Next',
    ask: askAbout(facts.conversation, 'template'),
    fields: [
      { kind: 'choice', id: 'template', label: 'Template', options: optionsOf(templates) },
      ...(more === null ? [] : [{ kind: 'info' as const, text: literal(more) }]),
    ],
  };
}

/** The choice as a card with a menu, for gestures that can open no dialog. */
export function pickTemplateCard(facts: ConversationFacts, templates: readonly MessageTemplate[]): Card {
  const sentence = `Which template shall ${showReference(facts.conversation)} get?`;
  const more = moreThanShown(templates);
  return {
    fallback: sentence,
    parts: [
      textPart(sentence),
      {
        kind: 'controls',
        controls: [
          {
            kind: 'menu',
            placeholder: 'Choose a template',
            ask: askAbout(facts.conversation, 'template'),
            options: optionsOf(templates),
          },
        ],
      },
      ...(more === null ? [] : [contextPart(more)]),
    ],
  };
}

function inputsOf(part: 'header' | 'body', text: string | null): FormField[] {
  return readVariables(text).map((name, place) => ({
    kind: 'text',
    id: fieldOf(part, place),
    label: `{{${name}}}${part === 'header' ? ' in the heading' : ''}`,
    multiline: false,
    maxLength: part === 'header' ? 60 : 500,
  }));
}

/** The dialog that fills in a template's variables under its text; with none it only asks for a yes. */
export function fillTemplateForm(facts: ConversationFacts, template: MessageTemplate): Form {
  return {
    title: excerpt(template.name, 24),
    submit: 'Send',
    ask: askAbout(facts.conversation, 'template', templateKey(template)),
    confirms: true,
    fields: [
      { kind: 'info', text: literal(cutText(previewTemplate(template))) },
      ...inputsOf('header', template.header),
      ...inputsOf('body', template.body),
    ],
  };
}

/** The same for gestures that can open no dialog: the text, and how its values are written. */
export function fillTemplateCard(facts: ConversationFacts, template: MessageTemplate): Card {
  const { conversation } = facts;
  const count = countVariables(template);
  const written = [...readVariables(template.header), ...readVariables(template.body)].join(' | ');
  const key = templateKey(template);
  const how: Part =
    count > 0
      ? {
          kind: 'context',
          text: say(
            'Write ',
            code(`template ${showReference(conversation)} ${key} ${written}`),
            ' with your values.',
          ),
        }
      : {
          kind: 'controls',
          controls: [
            {
              kind: 'button',
              label: 'Send template',
              ask: askAbout(conversation, 'template', `send ${key}`),
              style: 'primary',
            },
          ],
        };
  const parts: Part[] = [{ kind: 'text', text: literal(cutText(previewTemplate(template))) }, how];
  return { fallback: `Template ${template.name}`, parts };
}

function cutText(text: string): string {
  const characters = Array.from(text);
  return characters.length <= previewLimit ? text : `${characters.slice(0, previewLimit).join('')}…`;
}
