// Renders forms as modals: one input block per field, its id the block's id, the ask in the private metadata.

import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Form, FormField } from '../cards/card.js';
import type { FormMemory } from '../desk-kit/packed-ask.js';
import { encodeMemory } from './ask.js';
import { plain, renderOptions } from './render-controls.js';
import { renderWords } from './render-words.js';

/** The action id of every input: its block's id already names the field. */
const inputId = 'value';
const textLimit = 3000;
const viewBlocks = 100;

/** The form as a modal view. `from` is where it was opened; its submission has no other way to know. */
export function renderForm(form: Form, from: Omit<FormMemory, 'ask'>): ModalView {
  const blocks = form.fields.flatMap(renderField).slice(0, viewBlocks);
  return {
    type: 'modal',
    callback_id: 'baton:form',
    title: plain(form.title, 24),
    close: plain('Cancel', 24),
    ...(form.confirms || blocks.some((block) => block.type === 'input')
      ? { submit: plain(form.submit, 24) }
      : {}),
    private_metadata: encodeMemory({ ask: form.ask, ...from }),
    blocks,
  };
}

function renderField(field: FormField): KnownBlock[] {
  switch (field.kind) {
    case 'info':
      return renderWords(field.text);
    case 'text':
      return [renderText(field)];
    case 'choice':
      return renderChoice(field);
    case 'person':
      return [{ ...inputOf(field), element: { type: 'users_select', action_id: inputId } }];
    case 'files':
      return [
        {
          ...inputOf(field),
          element: {
            type: 'file_input',
            action_id: inputId,
            max_files: Math.min(10, Math.max(1, field.max)),
          },
        },
      ];
  }
}

function renderText(field: Extract<FormField, { kind: 'text' }>): InputBlock {
  const limit = Math.min(textLimit, Math.max(1, field.maxLength ?? textLimit));
  return {
    ...inputOf(field),
    element: {
      type: 'plain_text_input',
      action_id: inputId,
      multiline: field.multiline,
      max_length: limit,
      ...(field.initial ? { initial_value: plain(field.initial, limit).text } : {}),
      ...(field.placeholder ? { placeholder: plain(field.placeholder, 150) } : {}),
    },
  };
}

/** A choice of nothing would be refused by Slack, so it is not shown. */
function renderChoice(field: Extract<FormField, { kind: 'choice' }>): InputBlock[] {
  const options = renderOptions(field.options);
  if (options.length === 0) return [];
  const chosen = options.find((option) => option.value === field.initial);
  return [
    {
      ...inputOf(field),
      element: {
        type: 'static_select',
        action_id: inputId,
        options,
        ...(chosen ? { initial_option: chosen } : {}),
      },
    },
  ];
}

function inputOf(
  field: Extract<FormField, { id: string }>,
): Pick<InputBlock, 'type' | 'block_id' | 'label' | 'optional'> {
  return {
    type: 'input',
    block_id: field.id,
    label: plain(field.label, 2000),
    optional: field.optional ?? false,
  };
}
