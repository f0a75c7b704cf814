// What a select menu offers, and how a choice becomes the value Slack would report.
import type { InputValue, OptionObject } from '../../slack/protocol.js';
import type { BlockHost, Choosable } from './block-host.js';
import type { ElementShape } from './shape.js';

type Lists = Pick<BlockHost, 'people' | 'places'>;

/** The options of a select that needs no look-up. */
export function listFixed(element: ElementShape, lists: Lists): OptionObject[] {
  if (element.type.endsWith('users_select')) return lists.people.map(toOption);
  if (/(channels|conversations)_select$/.test(element.type)) return lists.places.map(toOption);
  return [...(element.options ?? []), ...(element.option_groups ?? []).flatMap((group) => group.options)];
}

/** What a value holds, as options that can be shown. */
export function readPicked(value: InputValue, lists: Lists): OptionObject[] {
  if (value.selected_option) return [value.selected_option];
  if (value.selected_options) return [...value.selected_options];
  const one = value.selected_user ?? value.selected_channel ?? value.selected_conversation;
  const ids = value.selected_users ?? (one ? [one] : []);
  const known = [...lists.people, ...lists.places];
  return ids.map((id) => toOption(known.find((other) => other.id === id) ?? { id, name: id }));
}

/** The value after one more choice; choosing again takes back, where several may be chosen. */
export function pickOptions(type: string, picked: readonly OptionObject[], option: OptionObject): InputValue {
  const others = picked.filter((other) => other.value !== option.value);
  const several = others.length === picked.length ? [...others, option] : others;
  if (type === 'multi_users_select') return { type, selected_users: several.map((other) => other.value) };
  if (type.startsWith('multi_')) return { type, selected_options: several };
  if (type === 'users_select') return { type, selected_user: option.value };
  if (type === 'channels_select') return { type, selected_channel: option.value };
  if (type === 'conversations_select') return { type, selected_conversation: option.value };
  return { type, selected_option: option };
}

function toOption({ id, name }: Choosable): OptionObject {
  return { text: { type: 'plain_text', text: name, emoji: false }, value: id };
}
