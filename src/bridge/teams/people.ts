// Who people are to the connector: it knows them by an id of its own, and by the personal chat they have with us.

import { createInOrder } from '../../core/in-order.js';
import { type Json, textAt } from '../../core/payload.js';
import type { Connector } from './connector.js';
import { toFailure } from './errors.js';
import { memoryKeys, type PersonMemory } from './memories.js';
import type { TeamsDeskOptions } from './options.js';

export interface People {
  /** What is remembered of someone; nobody is asked. */
  known(user: string): Promise<PersonMemory | null>;
  /** Someone by their Entra object id; asked for in `place`, or where we post, when we never met. Null: nobody there. */
  find(user: string, place?: string): Promise<PersonMemory | null>;
  /** Remembers what was learned about someone; nothing is written when it is known. */
  learn(user: string, news: Partial<PersonMemory> & Pick<PersonMemory, 'id'>): Promise<PersonMemory>;
  /** A place where people may be asked for. */
  meetAt(place: string): void;
}

interface PeopleRoom {
  readonly options: Pick<TeamsDeskOptions, 'memory'>;
  readonly connector: Pick<Connector, 'member'>;
}

/** So many places are asked for someone we never met. */
const mostPlaces = 20;

function nameIn(member: Json | null): Pick<PersonMemory, 'name'> | object {
  const name = textAt(member, 'name');
  return name === null ? {} : { name };
}

/** Creates the people of one process; what is learned about one person is written in order. */
export function createPeople({ options, connector }: PeopleRoom): People {
  const places = new Set<string>();
  const inOrder = createInOrder();

  const known = (user: string) => options.memory.read<PersonMemory>(memoryKeys.person(user));

  const write = async (user: string, news: Partial<PersonMemory>): Promise<PersonMemory> => {
    const earlier = await known(user);
    const person = { id: '', name: '', chat: null, home: null, ...earlier, ...news };
    if (JSON.stringify(earlier) !== JSON.stringify(person))
      await options.memory.write(memoryKeys.person(user), person);
    return person;
  };

  const learn: People['learn'] = (user, news) => inOrder(user, () => write(user, news));

  const ask = async (user: string, place: string): Promise<PersonMemory | null> => {
    const found = await connector.member({ place, root: null }, user);
    const id = textAt(found, 'id');
    return id === null ? null : learn(user, { id, ...nameIn(found) });
  };

  return {
    known,
    learn,
    meetAt(place) {
      if (places.size < mostPlaces) places.add(place);
    },
    async find(user, place) {
      const met = await known(user);
      if (met && met.id !== '') return met;
      if (place !== undefined) return ask(user, place);
      for (const one of places) {
        const found = await ask(user, one).catch((error: unknown) => {
          // A place that is closed to us may still have neighbours where they are.
          if (toFailure(error, true).class === 'policy') return null;
          throw error;
        });
        if (found) return found;
      }
      return null;
    },
  };
}
