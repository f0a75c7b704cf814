// What kind of place it is to write in: a personal chat without threads, or a channel, and how people speak there.

import { memoryKeys, type PlaceMemory } from './memories.js';
import type { TeamsDeskOptions } from './options.js';
import { looksPersonal } from './refs.js';
import type { Speaking } from './render.js';

export interface Manner {
  /** True for a personal chat: it has no threads, and everything there is said to us. */
  readonly isPersonal: boolean;
  /** Without a mention once we have heard a line that had none. */
  readonly speaking: Speaking;
}

/** Reads what activities told of a place; where none told anything, its id says what it is. */
export async function findManner(
  { memory }: Pick<TeamsDeskOptions, 'memory'>,
  place: string,
): Promise<Manner> {
  if (looksPersonal(place)) return { isPersonal: true, speaking: 'plain' };
  const known = await memory.read<PlaceMemory>(memoryKeys.place(place));
  if (known?.personal) return { isPersonal: true, speaking: 'plain' };
  return { isPersonal: false, speaking: known?.reads ? 'plain' : 'mention' };
}
