// Renders forms as Adaptive Cards with inputs, in a dialog or inline, with what was wrong under the field it is about.

import type { Json } from '../../core/payload.js';
import { cut } from '../../core/text/cut.js';
import { literal } from '../../core/text/document.js';
import type { Form, FormField } from '../cards/card.js';
import { type FormMemory, packMemory } from '../desk-kit/packed-ask.js';
import { adaptiveCard, asAttachment, textLine, titleOf } from './elements.js';
import { fitBody, type Piece } from './fit-body.js';
import { makeAction, renderChoices } from './render-controls.js';
import { cutWords, renderWords } from './render-words.js';

export interface FormState {
  /** Sentences by field id; one without a field stands above all. */
  readonly errors?: Readonly<Record<string, string>>;
  /** What was typed before. */
  readonly values?: Readonly<Record<string, string>>;
  /** In a message instead of a dialog. */
  readonly inline?: boolean;
}

type Input = Extract<FormField, { kind: 'text' | 'choice' | 'person' }>;

const textLimit = 4_000;
/** Teams cannot take files with a form; this says how they go. */
const filesSentence =
  '📎 Files cannot be added here. Attach them to a line in the thread: Baton answers with a link to send them with.';

/** The form as a card; its one action carries the memory of where it was opened. */
export function renderForm(form: Form, memory: FormMemory, state: FormState = {}): Json {
  const body = fitBody((limit) => renderBody(form, state, limit));
  const isSubmittable = form.confirms || form.fields.some(isInput);
  const action = makeAction({
    title: form.submit,
    data: { form: packMemory({ ...memory, ask: form.ask }) },
    look: { style: 'positive' },
    surface: state.inline ? 'message' : 'dialog',
  });
  return adaptiveCard(body, isSubmittable ? [action] : []);
}

/** The dialog that shows it. */
export function renderDialog(form: Form, memory: FormMemory, state: FormState = {}): Json {
  const hasLongText = form.fields.some((field) => field.kind === 'text' && field.multiline);
  return {
    title: titleOf(form.title, 80),
    height: form.fields.length > 5 ? 'large' : hasLongText || form.fields.length > 2 ? 'medium' : 'small',
    width: 'medium',
    card: asAttachment(renderForm(form, memory, { ...state, inline: false })),
  };
}

function isInput(field: FormField): field is Input {
  if (field.kind === 'person') return field.people.length > 0;
  return field.kind === 'text' || (field.kind === 'choice' && renderChoices(field.options).length > 0);
}

function renderBody(form: Form, state: FormState, wordLimit: number): Piece[] {
  const known = new Set(form.fields.flatMap((field) => ('id' in field ? [field.id] : [])));
  const others = Object.entries(state.errors ?? {}).filter(([id]) => !known.has(id));
  return [
    ...(state.inline
      ? [{ element: textLine(titleOf(form.title, 80), { size: 'Medium', weight: 'Bolder' }), keep: true }]
      : []),
    ...others.map(([, sentence]) => ({ element: renderError(sentence), keep: true })),
    ...form.fields.flatMap((field) => renderField(field, state, wordLimit)),
  ];
}

function renderField(field: FormField, { errors, values }: FormState, wordLimit: number): Piece[] {
  if (field.kind === 'info') {
    return renderWords(cutWords(field.text, wordLimit)).map((element) => ({ element }));
  }
  const error = errors?.[field.id];
  const below = error === undefined ? [] : [{ element: renderError(error), keep: true }];
  if (field.kind === 'files') {
    const [line] = renderWords(literal(filesSentence), { size: 'Small', isSubtle: true }, 'Medium');
    return [...(line ? [{ element: line }] : []), ...below];
  }
  if (!isInput(field)) return below;
  return [{ element: renderInput(field, values?.[field.id]), keep: true }, ...below];
}

function renderInput(field: Input, typed: string | undefined): Json {
  const label = titleOf(field.label, 100);
  const value = typed ?? (field.kind === 'person' ? '' : (field.initial ?? ''));
  const head = {
    id: field.id,
    label,
    spacing: 'Medium',
    ...(field.optional ? {} : { isRequired: true, errorMessage: `${cut(label, 60)} is needed.` }),
  };
  if (field.kind === 'text') {
    const maxLength = Math.min(textLimit, Math.max(1, field.maxLength ?? textLimit));
    return {
      type: 'Input.Text',
      ...head,
      isMultiline: field.multiline,
      maxLength,
      ...(value === '' ? {} : { value: cut(value, maxLength) }),
      ...(field.placeholder ? { placeholder: titleOf(field.placeholder, 100) } : {}),
    };
  }
  const choices = renderChoices(field.kind === 'person' ? field.people : field.options);
  const chosen = choices.find((choice) => choice.value === value);
  return {
    type: 'Input.ChoiceSet',
    ...head,
    // Names are typed; there may be many.
    style: field.kind === 'person' ? 'filtered' : 'compact',
    placeholder: field.kind === 'person' ? 'Begin to type a name' : 'Choose',
    choices,
    ...(chosen ? { value: chosen.value } : {}),
  };
}

function renderError(sentence: string): Json {
  return textLine(`⚠️ ${cut(sentence, 300)}`, { size: 'Small', color: 'Attention' }, 'Small');
}
