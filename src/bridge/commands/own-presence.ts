// Setting one's own presence: what online, away and offline share.

import { type Presence, visibleChatbots } from '../../core/agent.js';
import { Refusal } from '../../core/errors.js';
import { type PresenceSet, setPresence } from '../../routing/verbs/set-presence.js';
import { countLoad } from '../../store/agents.js';
import { listHeads } from '../../store/queue-heads.js';
import { fateSentences } from '../cards/chats-fate.js';
import { noticeCard } from '../cards/notice.js';
import { countOf, presenceWord } from '../cards/prose.js';
import { askGuest } from '../guests.js';
import { showCard } from './answers.js';
import { readNothing } from './arguments.js';
import { type Answer, type Command, type Context, defineCommand, nothing } from './command.js';

/** A button names no more than this many who can be taken. */
const mostNamed = 50;

/** What the agent has, and who could be theirs next: also whoever left a message. */
async function readWork({ house, agent }: Context): Promise<{ load: number; next: string | null }> {
  const { store } = house.routing;
  const wanted = { chatbotIds: visibleChatbots(agent), limit: mostNamed + 1 };
  const [load, { length }] = await Promise.all([
    countLoad(store, agent),
    listHeads(store, agent.organizationId, wanted),
  ]);
  const next = length > mostNamed ? `${mostNamed}+` : String(length);
  return { load, next: length === 0 ? null : next };
}

async function tellStanding(context: Context, { presence, before, chats }: PresenceSet): Promise<Answer> {
  const { agent } = context;
  const { load, next } = await readWork(context);
  const card = noticeCard(
    `You are ${before === presence ? 'already ' : ''}${presenceWord(presence)} · ${load} of ${countOf(agent.chatLimit, 'chat')}.`,
  );
  if (presence === 'online' && next !== null && load < agent.chatLimit) {
    const take = {
      kind: 'button' as const,
      label: `Take next (${next} in the queue)`,
      ask: { word: 'next' },
      style: 'primary' as const,
    };
    return showCard({ ...card, parts: [...card.parts, { kind: 'controls', controls: [take] }] });
  }
  const fate = fateSentences(chats, 'your');
  if (fate !== '') return showCard(noticeCard(card.fallback, fate));
  if (presence === 'online' || load === 0) return showCard(card);
  const still = `You still have ${countOf(load, 'active chat')}. No new ones are given to you.`;
  return showCard(noticeCard(card.fallback, still));
}

/** The command that sets its user's own presence. */
export function ownPresence(presence: Presence, summary: string): Command {
  return defineCommand({
    name: presence,
    usage: presence,
    summary,
    permission: null,
    parse: readNothing,
    async run(context) {
      const { house, agent, invocation } = context;
      if (presence !== 'offline' && (await askGuest(house, invocation))) throw new Refusal('guest');
      const set = await setPresence(house.routing, { by: agent, agentId: agent.id, presence });
      // The home shows it by itself.
      return invocation.via === 'home' ? nothing : tellStanding(context, set);
    },
  });
}
