// The command that lists what its user may do.

import { roleMay } from '../../core/agent.js';
import { Refusal } from '../../core/errors.js';
import { type HelpEntry, helpCard } from '../cards/help.js';
import { showCard, showNotice } from './answers.js';
import { type Command, defineCommand } from './command.js';

/** Help over the other commands; handed in, since the registry lists help itself. */
export function createHelp(list: () => readonly Command[]): Command {
  return defineCommand({
    name: 'help',
    usage: 'help [command]',
    summary: 'This list',
    permission: null,
    parse: (args) => args.trim().replace(/^[!/]/u, '').toLowerCase(),
    async run({ agent }, asked) {
      const mine = list().filter(
        (one) => !one.hidden && (one.permission === null || roleMay(agent.role, one.permission)),
      );
      if (asked === '') {
        return showCard(
          helpCard(
            mine.map(({ usage, summary }): HelpEntry => ({ usage, summary })),
            agent.name,
          ),
        );
      }
      const one = mine.find(({ name, aliases }) => name === asked || aliases.includes(asked));
      if (!one) throw new Refusal('unknown-command', { word: asked }, [{ command: 'help', label: 'Help' }]);
      const aliases = one.aliases.length > 0 ? `Also: ${one.aliases.join(', ')}` : undefined;
      return showNotice(`${one.usage}: ${one.summary}.`, aliases);
    },
  });
}
