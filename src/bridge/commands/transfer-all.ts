// What `transfer all` does: a supervisor moves every chat of one agent, in one confirmed step.

import { type Agent, agentMay, roleMay } from '../../core/agent.js';
import { Refusal } from '../../core/errors.js';
import { transferAll } from '../../routing/verbs/transfer-all.js';
import { listAgents } from '../../store/agents.js';
import { listOwned } from '../../store/assignments.js';
import { moveAllCard, moveAllForm, movedAllCard } from '../cards/move-all.js';
import { presenceWord } from '../cards/prose.js';
import { findColleague } from '../people.js';
import { showCard, showNotice } from './answers.js';
import { badUsage } from './arguments.js';
import type { Answer, Context } from './command.js';

const usage = 'transfer all @agent to @agent|queue';

/** What follows `transfer all`; null when the line is about one chat. */
export function readAll(args: string): string | null {
  const match = /^all(?:\s+([\s\S]*))?$/iu.exec(args.trim());
  return match ? (match[1] ?? '').trim() : null;
}

interface Wanted {
  /** Null: back to the queue. */
  readonly to: Agent | null;
  readonly comment: string;
}

/** Asks where to, asks again, or moves; what was said in a dialog or by a button is confirmed. */
export async function moveAll(context: Context, text: string): Promise<Answer> {
  const { house, agent, invocation } = context;
  const { store } = house.routing;
  if (!roleMay(agent.role, 'transfer-all')) throw new Refusal('role', { needs: 'supervisor' });
  const asking = { agent, desk: invocation.desk, team: invocation.team };
  const { colleague: from, rest } = await findColleague(store, asking, text);
  const leads = roleMay(agent.role, 'manage') || from.chatbotIds.some((id) => agent.chatbotIds.includes(id));
  if (!leads && from.id !== agent.id) throw new Refusal('unknown-agent');
  const owned = (await listOwned(store, from)).filter((one) =>
    agentMay(agent, 'transfer-all', one.chatbotId),
  );
  if (owned.length === 0) return showNotice(`${from.name} has no chats that you could move.`);
  const references = owned.map(({ reference }) => reference);
  const wanted = await readWanted(context, rest);
  if (wanted === null) {
    const chatbotIds = [...new Set(owned.map(({ chatbotId }) => chatbotId))];
    const others = await listAgents(store, agent.organizationId, chatbotIds);
    const form = moveAllForm(from, references, offer(others.filter(({ id }) => id !== from.id)));
    return { show: 'form', form, hint: `Write “${usage}”.` };
  }
  const { to, comment } = wanted;
  if (to?.id === from.id) throw new Refusal('bad-input', { what: `${from.name} has these chats already` });
  if (invocation.via !== 'form' && invocation.via !== 'button')
    return showCard(moveAllCard(from, to, { references, comment }));
  const came = await transferAll(house.routing, {
    by: agent,
    fromAgentId: from.id,
    toAgentId: to?.id ?? null,
    ...(comment === '' ? {} : { comment }),
  });
  return showCard(movedAllCard(from, to, came));
}

const order = { online: 0, away: 1, offline: 2 };

/** Those who are there first, of these the least busy. */
function offer(agents: Awaited<ReturnType<typeof listAgents>>) {
  return [...agents]
    .sort((one, other) => order[one.presence] - order[other.presence] || one.load - other.load)
    .map((one) => ({
      ...{ id: one.id, name: one.name },
      hint: `${presenceWord(one.presence)} · ${one.load}/${one.chatLimit}`,
    }));
}

/** Where to, from the dialog or the line; null where that is still to be asked. Throws Refusal `unknown-agent`. */
async function readWanted({ house, agent, invocation }: Context, rest: string): Promise<Wanted | null> {
  const { via, values, desk, team } = invocation;
  const line = (via === 'form' ? (values.agent ?? '') : rest.replace(/^to(?=\s)/iu, '')).trim();
  if (line === '') {
    if (via === 'form') throw badUsage(usage);
    return null;
  }
  const queue = /^(?:the\s+)?queue(?:\s+([\s\S]*))?$/iu.exec(line);
  const found = queue ? null : await findColleague(house.routing.store, { agent, desk, team }, line);
  const comment = (values.comment ?? found?.rest ?? queue?.[1] ?? '').trim();
  if (comment.length > commentLimit) throw new Refusal('too-long', { limit: commentLimit });
  return { to: found?.colleague ?? null, comment };
}

/** A button carries it. */
const commentLimit = 500;
