// Names every action of a card by its path in the card's JSON, so that two of the same title stay apart. Pure.
import type { CardJson } from '../../teams/protocol.js';

/** A copy of the card in which each action's `id` is its path, e.g. `body.3.actions.0` or `actions.1.card.actions.0`. */
export function labelActions(card: CardJson): CardJson {
  const copy: CardJson = structuredClone(card);
  label(copy, '');
  return copy;
}

function label(value: unknown, path: string): void {
  if (typeof value !== 'object' || value === null) return;
  const record = value as Record<string, unknown>;
  if (typeof record.type === 'string' && record.type.startsWith('Action.')) record.id = path;
  for (const [key, child] of Object.entries(record)) {
    // What an action sends along is the app's own and no part of the card.
    if (key === 'data' || key === 'fallback') continue;
    label(child, path === '' ? key : `${path}.${key}`);
  }
}
