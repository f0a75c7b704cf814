// The dialog that makes somebody of the desk an agent.

import { roles } from '../../core/agent.js';
import { literal } from '../../core/text/document.js';
import type { Form } from './card.js';
import { excerpt } from './prose.js';

/** The most people a menu offers. */
const peopleShown = 100;

/** `people` are those to choose from, for desks without a picker of their own; null where there is one. */
export function addPersonForm(
  people: readonly { readonly user: string; readonly name: string }[] | null,
): Form {
  const options = (people ?? [])
    .slice(0, peopleShown)
    .map(({ user, name }) => ({ label: excerpt(name, 70), value: user }));
  const more = (people?.length ?? 0) - options.length;
  return {
    title: 'New agent',
    submit: 'Add',
    ask: { word: 'agents', args: 'add' },
    fields: [
      { kind: 'person', id: 'person', label: 'Person', people: options },
      ...(more > 0
        ? [
            {
              kind: 'info' as const,
              text: literal(`${more} more are not in this list: write “agents add @person”.`),
            },
          ]
        : []),
      {
        kind: 'text',
        id: 'name',
        label: 'Name, as customers see it',
        multiline: false,
        optional: true,
        placeholder: 'As here, when it is left empty',
      },
      {
        kind: 'choice',
        id: 'role',
        label: 'Role',
        options: roles.map((role) => ({ label: role, value: role })),
        initial: 'agent',
      },
    ],
  };
}
