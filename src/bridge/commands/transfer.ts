// The command that hands a conversation to a colleague, with a word about it.

import { mayTransfer } from '../../core/conversation.js';
import { transfer as transferConversation } from '../../routing/verbs/transfer.js';
import { handOnForm } from '../cards/forms.js';
import { findColleague } from '../people.js';
import { findTarget } from '../thread.js';
import { confirmDone, viewOf } from './answers.js';
import { readBareTarget } from './arguments.js';
import { listColleagues } from './colleagues.js';
import { defineCommand, epochOf } from './command.js';
import { moveAll, readAll } from './transfer-all.js';

const usage = 'transfer [#1042] @agent [comment]';

export const transfer = defineCommand({
  name: 'transfer',
  usage,
  summary: 'Hand a chat to a colleague; with “all @agent” every chat of theirs',
  permission: 'work',
  field: 'agent',
  parse: readBareTarget,
  async run(context, { reference, rest }) {
    const all = reference === null ? readAll(rest) : null;
    if (all !== null) return moveAll(context, all);
    const { house, agent, invocation } = context;
    const { store } = house.routing;
    const target = await findTarget(store, agent, invocation, reference);
    const to = invocation.values.agent ?? rest;
    if (to === '' && invocation.via !== 'form') {
      const view = await viewOf(context, target);
      mayTransfer({ conversation: target, agent, ownerName: view.owner?.name ?? null });
      const form = handOnForm(view, 'transfer', await listColleagues(context, target));
      return { show: 'form', form, hint: `Write “${usage}”.` };
    }
    const found = await findColleague(store, { agent, desk: invocation.desk, team: invocation.team }, to);
    const comment = (invocation.values.comment ?? found.rest).trim();
    const conversation = await transferConversation(house.routing, {
      by: agent,
      toAgentId: found.colleague.id,
      conversationId: target.id,
      epoch: epochOf(invocation, target),
      ...(comment === '' ? {} : { comment }),
    });
    return confirmDone(context, conversation, `is with ${found.colleague.name} now`);
  },
});
