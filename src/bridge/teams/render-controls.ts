// Renders buttons and menus with their asks inside: those that open something as dialogs, all others as Universal Actions.

import type { Json } from '../../core/payload.js';
import {
  type Ask,
  type Button,
  type Control,
  type LinkButton,
  type Menu,
  opensSomething,
} from '../cards/card.js';
import { packAsk } from '../desk-kit/packed-ask.js';
import { executeVerb } from './ask.js';
import { adaptiveCard, type Spacing, spaced, textLine, titleOf } from './elements.js';

/** Where a card is shown: dialogs know no Universal Actions, and nothing opens from them but what answers their own. */
/** A whisper is one person's message: a button that was used there has done its work. */
export type Surface = 'message' | 'whisper' | 'dialog';

/** So many actions of a row are shown; the rest stands behind its `…`. */
const shownActions = 6;
const titleLimit = 60;
const choiceLimit = 100;

/** The row as elements: an action set, and a line for each menu. `name` makes its input ids unique in the card. */
export function renderControls(controls: readonly Control[], surface: Surface, name: string): Json[] {
  const elements: Json[] = [];
  let row: Json[] = [];
  const flush = (): void => {
    if (row.length > 0) elements.push(spaced(actionSet(row), elements.length > 0 ? 'Small' : 'Medium'));
    row = [];
  };
  for (const [index, control] of controls.entries()) {
    if (control.kind === 'menu') {
      flush();
      const menu = renderMenu(control, surface, `${name}-${index}`);
      if (menu) elements.push(spaced(menu, elements.length > 0 ? 'Small' : 'Medium'));
      continue;
    }
    const action = control.kind === 'link' ? renderLink(control) : renderButton(control, surface);
    if (action) row.push(action);
  }
  flush();
  return elements;
}

/** The same row closer to what stands above it. */
export function closer(elements: readonly Json[], spacing: Spacing): Json[] {
  const [head, ...rest] = elements;
  return head ? [spaced(head, spacing), ...rest] : [];
}

function actionSet(actions: readonly Json[]): Json {
  return {
    type: 'ActionSet',
    actions: actions.map((action, index) =>
      index < shownActions ? action : { ...action, mode: 'secondary' },
    ),
  };
}

function renderLink({ label, url }: LinkButton): Json | null {
  if (!/^https?:\/\//.test(url)) return null;
  return { type: 'Action.OpenUrl', title: titleOf(label, titleLimit), url };
}

function renderButton({ label, ask, style, confirm }: Button, surface: Surface): Json {
  const look = style === undefined ? {} : { style: style === 'primary' ? 'positive' : 'destructive' };
  if (!confirm) return makeAction({ title: label, data: { ask: packAsk(ask) }, look, surface, ask });
  const yes = makeAction({ title: confirm.yes, data: { ask: packAsk(ask) }, look, surface, ask });
  const {
    msteams: _,
    $schema: __,
    ...question
  } = adaptiveCard(
    [textLine(confirm.title, { weight: 'Bolder' }), textLine(confirm.text, {}, 'Small')],
    [yes],
  );
  return { type: 'Action.ShowCard', title: titleOf(label, titleLimit), ...look, card: question };
}

interface Wanted {
  readonly title: string;
  readonly data: Json;
  readonly look?: Json;
  readonly surface: Surface;
  /** What is asked for; without one nothing opens. */
  readonly ask?: Ask;
}

/** The action that sends `data`: in a dialog, to open one, or as a Universal Action that older clients submit. */
export function makeAction({ title: label, data: what, look = {}, surface, ask }: Wanted): Json {
  const title = titleOf(label, titleLimit);
  const data = surface === 'whisper' ? { ...what, whisper: true } : what;
  if (surface === 'dialog') return { type: 'Action.Submit', title, ...look, data };
  if (ask && opensSomething(ask))
    return { type: 'Action.Submit', title, ...look, data: { msteams: { type: 'task/fetch' }, ...data } };
  return {
    type: 'Action.Execute',
    title,
    ...look,
    verb: executeVerb,
    data,
    fallback: { type: 'Action.Submit', title, ...look, data },
  };
}

function renderMenu(menu: Menu, surface: Surface, name: string): Json | null {
  const choices = renderChoices(menu.options);
  if (choices.length === 0) return null;
  const id = `menu-${name}`;
  const chosen = choices.find((choice) => choice.value === menu.chosen);
  const action = makeAction({
    title: 'Choose',
    data: { ask: packAsk(menu.ask), pick: id },
    surface,
    // By then it has arguments: what was chosen.
    ask: { ...menu.ask, args: menu.chosen ?? 'chosen' },
  });
  const input = {
    type: 'Input.ChoiceSet',
    id,
    style: 'compact',
    placeholder: titleOf(menu.placeholder, 100),
    choices,
    ...(chosen ? { value: chosen.value } : {}),
  };
  return {
    type: 'ColumnSet',
    columns: [
      { type: 'Column', width: 'stretch', items: [input] },
      { type: 'Column', width: 'auto', verticalContentAlignment: 'Bottom', items: [actionSet([action])] },
    ],
  };
}

/** Options as choices: values whole and each only once. */
export function renderChoices(
  options: readonly { readonly label: string; readonly value: string }[],
): { readonly title: string; readonly value: string }[] {
  const seen = new Set<string>();
  return options
    .filter(({ value }) => {
      const fits = value !== '' && !seen.has(value);
      seen.add(value);
      return fits;
    })
    .slice(0, choiceLimit)
    .map(({ label, value }) => ({ title: titleOf(label, 100), value }));
}
