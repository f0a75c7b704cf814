// Finds the actions and inputs of an Adaptive Card, as a person sees them.
import { isRecord } from '../wire/http.js';
import type { Json, Post } from './records.js';

export interface FoundAction {
  readonly action: Json;
  /** Where it is in the card's JSON, e.g. `body.3.actions.0`. */
  readonly path: string;
  /** The cards it stands in, outermost first: their inputs travel with it. */
  readonly cards: readonly Json[];
}

/** The card of a post as this person sees it; null when there is none. */
export const cardOf = (post: Post, user: string, index = 0): Json | null =>
  (index === 0 ? post.views.get(user) : undefined) ?? post.cards[index] ?? null;

/** Every action of a card, those behind Action.ShowCard too. */
export const listActions = (card: Json): FoundAction[] => walk(card, '', [card]);

/** The action with this path, or the first with this title; null when there is none. */
export const findAction = (card: Json, wanted: string): FoundAction | null => {
  const all = listActions(card);
  return all.find(({ path }) => path === wanted) ?? all.find(({ action }) => action.title === wanted) ?? null;
};

/** The first action that submits. */
export const findSubmit = (card: Json): FoundAction | null =>
  listActions(card).find(
    ({ action }) => action.type === 'Action.Submit' || action.type === 'Action.Execute',
  ) ?? null;

/** The inputs that stand in these cards themselves, not behind what they reveal. */
export const listInputs = (cards: readonly Json[]): Json[] => cards.flatMap((card) => inputsIn(card));

/** What inputs hold before somebody changes them, by id. */
export const readDefaults = (inputs: readonly Json[]): Record<string, string> =>
  Object.fromEntries(
    inputs.flatMap(({ id, type, value, valueOff }) => {
      if (typeof id !== 'string') return [];
      if (value !== undefined) return [[id, String(value)]];
      return type === 'Input.Toggle' ? [[id, String(valueOff ?? 'false')]] : [];
    }),
  );

const lists = ['body', 'items', 'columns', 'rows', 'cells', 'actions', 'inlines', 'images'] as const;

const walk = (part: Json, path: string, cards: readonly Json[]): FoundAction[] => {
  const at = (step: string): string => (path === '' ? step : `${path}.${step}`);
  const found: FoundAction[] = [];
  if (String(part.type).startsWith('Action.')) found.push({ action: part, path, cards });
  if (isRecord(part.selectAction)) found.push({ action: part.selectAction, path: at('selectAction'), cards });
  if (isRecord(part.card)) found.push(...walk(part.card, at('card'), [...cards, part.card]));
  for (const member of lists) {
    const list = part[member];
    if (!Array.isArray(list)) continue;
    for (const [index, entry] of list.entries())
      if (isRecord(entry)) found.push(...walk(entry, at(`${member}.${index}`), cards));
  }
  return found;
};

const inputsIn = (part: Json): Json[] => [
  ...(String(part.type).startsWith('Input.') ? [part] : []),
  ...lists
    .filter((member) => member !== 'actions')
    .flatMap((member) => {
      const list = part[member];
      return Array.isArray(list) ? list.filter(isRecord).flatMap(inputsIn) : [];
    }),
];
