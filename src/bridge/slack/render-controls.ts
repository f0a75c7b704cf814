// Renders buttons and menus with their asks inside, within Slack's limits.

import type {
  ActionsBlock,
  ActionsBlockElement,
  ConfirmationDialog,
  PlainTextElement,
  PlainTextOption,
  Button as SlackButton,
} from '@slack/types';
import { cut } from '../../core/text/cut.js';
import type { Button, Control, LinkButton, Menu } from '../cards/card.js';
import { actionIdLimit, buttonValueLimit, encodeAsk } from './ask.js';

/** The most elements of one actions block. */
const perBlock = 25;
const optionLimit = 100;
/** The most characters of an option's text, description and value. */
const optionText = 75;

type Option = { readonly label: string; readonly value: string };

/** Literal text of at most `limit` characters; a blank where there is none, because Slack refuses empty ones. */
export function plain(text: string, limit: number): PlainTextElement {
  return { type: 'plain_text', text: cut(text, limit) || ' ', emoji: false };
}

/**
 * The controls as actions blocks. What Slack cannot carry whole is left out rather than changed: an ask or a
 * value that was cut would do something else.
 * @param first A number that makes the action ids of this row unique in its message.
 */
export function renderControls(controls: readonly Control[], first: number): ActionsBlock[] {
  const elements = controls
    .map((control, index) => renderControl(control, first + index))
    .filter((element) => element !== null);
  const blocks: ActionsBlock[] = [];
  for (let at = 0; at < elements.length; at += perBlock)
    blocks.push({ type: 'actions', elements: elements.slice(at, at + perBlock) });
  return blocks;
}

function renderControl(control: Control, index: number): ActionsBlockElement | null {
  if (control.kind === 'link') return renderLink(control, index);
  return control.kind === 'menu' ? renderMenu(control, index) : renderButton(control, index);
}

function renderButton(button: Button, index: number): SlackButton | null {
  const value = encodeAsk(button.ask);
  if (value.length > buttonValueLimit) return null;
  return {
    type: 'button',
    action_id: `do:${index}`,
    text: plain(button.label, 75),
    value,
    ...(button.style ? { style: button.style } : {}),
    ...(button.confirm ? { confirm: renderConfirm(button.confirm, button.style) } : {}),
  };
}

function renderConfirm(confirm: NonNullable<Button['confirm']>, style: Button['style']): ConfirmationDialog {
  return {
    title: plain(confirm.title, 100),
    text: plain(confirm.text, 300),
    confirm: plain(confirm.yes, 30),
    deny: plain('Cancel', 30),
    ...(style ? { style } : {}),
  };
}

function renderLink(link: LinkButton, index: number): SlackButton | null {
  if (link.url.length > 3000 || !/^https?:\/\//.test(link.url)) return null;
  return { type: 'button', action_id: `link:${index}`, text: plain(link.label, 75), url: link.url };
}

function renderMenu(menu: Menu, index: number): ActionsBlockElement | null {
  const action_id = `menu:${index}|${encodeAsk(menu.ask)}`;
  const options = renderOptions(menu.options);
  if (action_id.length > actionIdLimit || options.length === 0) return null;
  const chosen = options.find((option) => option.value === menu.chosen);
  return {
    type: 'static_select',
    action_id,
    placeholder: plain(menu.placeholder, 150),
    options,
    ...(chosen ? { initial_option: chosen } : {}),
  };
}

/** Options as Slack takes them: at most 100, values whole and each only once. */
export function renderOptions(options: readonly Option[]): PlainTextOption[] {
  const seen = new Set<string>();
  const fitting = options.filter(({ value }) => {
    const fits = value !== '' && value.length <= optionText && !seen.has(value);
    seen.add(value);
    return fits;
  });
  return fitting.slice(0, optionLimit).map(({ label, value }) => ({ text: plain(label, optionText), value }));
}
