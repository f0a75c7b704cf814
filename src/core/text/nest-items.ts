// Folds flat list lines with depths, as Slack writes them, into nested lists.

import type { Block } from './document.js';

export interface FlatItem {
  /** 0 for the outermost list; at most 8 is kept apart. */
  readonly depth: number;
  readonly ordered: boolean;
  /** The number shown in front of an ordered item. */
  readonly number: number;
  readonly blocks: readonly Block[];
}

type ListBlock = { kind: 'list'; ordered: boolean; start: number; items: (readonly Block[])[] };

const deepest = 8;

/** The lists that consecutive flat items make; items of another sign or a broken count begin a new list. */
export function nestItems(items: readonly FlatItem[]): Block[] {
  return nest(items.map((item) => ({ ...item, depth: Math.min(Math.max(0, item.depth), deepest) })));
}

function nest(items: readonly FlatItem[]): Block[] {
  const lists: ListBlock[] = [];
  let at = 0;
  for (let item = items[at]; item; item = items[at]) {
    let end = at + 1;
    while ((items[end]?.depth ?? -1) > item.depth) end += 1;
    const blocks = [...item.blocks, ...nest(items.slice(at + 1, end))];
    const last = lists.at(-1);
    const follows =
      last?.ordered === item.ordered && (!item.ordered || item.number === last.start + last.items.length);
    if (last && follows) last.items.push(blocks);
    else
      lists.push({
        kind: 'list',
        ordered: item.ordered,
        start: item.ordered ? item.number : 1,
        items: [blocks],
      });
    at = end;
  }
  return lists;
}
