// The command that shows what was written before, a page at a time.

import { readHistory } from '../../store/desk-views.js';
import { historyCard, historyPage } from '../cards/history.js';
import { findTarget } from '../thread.js';
import { showCard } from './answers.js';
import { badUsage, readBareTarget } from './arguments.js';
import { defineCommand } from './command.js';

const usage = 'history [#1042]';

export const history = defineCommand({
  name: 'history',
  usage,
  summary: 'What was written before',
  permission: 'see',
  parse(args) {
    const { reference, rest } = readBareTarget(args);
    // `before 17` is what the card's own paging button says.
    const page = /^before ([0-9]{1,9})$/iu.exec(rest);
    if (rest !== '' && !page) throw badUsage(usage);
    return { reference, before: page ? Number(page[1]) : null };
  },
  async run({ house, agent, invocation }, { reference, before }) {
    const { store } = house.routing;
    const conversation = await findTarget(store, agent, invocation, reference);
    const { items, earlier } = await readHistory(store, conversation, {
      limit: historyPage,
      ...(before === null ? {} : { before }),
    });
    return showCard(historyCard({ conversation, items, earlier }));
  },
});
