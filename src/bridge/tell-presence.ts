// Tells an agent directly who set their presence, and what becomes of their chats.

import type { Agent } from '../core/agent.js';
import type { PresenceSet } from '../routing/verbs/set-presence.js';
import { fateSentences } from './cards/chats-fate.js';
import { noticeCard } from './cards/notice.js';
import { excerpt, presenceWord } from './cards/prose.js';
import type { BridgeHouse } from './house.js';
import { tellAgent } from './tell-agent.js';

/** Whoever's presence somebody else set is told by whom. Never throws: it is set already. */
export async function tellPresenceSet(
  { routing, desks }: Pick<BridgeHouse, 'routing' | 'desks'>,
  by: Pick<Agent, 'name'>,
  set: PresenceSet,
): Promise<void> {
  const sentence = `${excerpt(by.name, 60)} set you ${presenceWord(set.presence)}.`;
  const fate = fateSentences(set.chats, 'your');
  const card = fate === '' ? noticeCard(sentence) : noticeCard(sentence, fate);
  await tellAgent({ store: routing.store, desks, log: routing.log }, set, card);
}
