// The desks of this deployment, by the name that chatbots and identities use.

import type { Desk } from './desk.js';

export interface Desks {
  /** The desk of this name; null when it is not set up here. */
  find(name: string): Desk | null;
  readonly all: readonly Desk[];
}

/** Collects the desks. Two desks of one name are a mistake of the caller. */
export function createDesks(list: readonly Desk[]): Desks {
  const byName = new Map<string, Desk>();
  for (const desk of list) {
    if (byName.has(desk.name)) throw new Error(`two desks are named ${desk.name}`);
    byName.set(desk.name, desk);
  }
  return { all: [...list], find: (name) => byName.get(name) ?? null };
}
