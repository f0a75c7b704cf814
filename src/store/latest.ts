// Where visitors' latest conversations are: one statement for however many ask at once, and none of their messages.

import type { ChannelAccount } from '../core/chatbot.js';
import type { ChatStatus } from '../core/conversation.js';
import type { ConversationId } from '../core/id.js';
import { createConvoy, runMany } from './convoy.js';
import { perStore } from './per-store.js';
import type { Statement, Store } from './store.js';
import type { VisitorRow } from './visitors.js';

/** A visitor's latest conversation, open or not, and the number of the last thing that happened in it. */
export interface Latest {
  readonly conversationId: ConversationId;
  readonly status: ChatStatus;
  readonly sequence: number;
}

/** All of it null for a visitor who never wrote. */
type LatestRow = { readonly place: number } & (Latest | { readonly [Key in keyof Latest]: null }) &
  Record<string, unknown>;

interface Asked {
  readonly door: ChannelAccount;
  readonly visitor: VisitorRow;
}

export const latestStatement: Statement = {
  name: 'latest-of-visitors',
  text: `select l.place::int as place, c.id as "conversationId", c.status, c.sequence
from unnest($1::uuid[], $2::uuid[], $3::text[]) with ordinality as l(organization_id, channel_id, address, place)
left join lateral (
  select c.id, c.status, c.sequence from contact_address a
  join conversation c on c.contact_id = a.contact_id and c.channel_id = a.channel_id and c.organization_id = a.organization_id
  where a.address = l.address and a.channel_id = l.channel_id and a.organization_id = l.organization_id
  order by c.reference desc limit 1
) c on true`,
};

const ask = (store: Store, all: readonly Asked[]) =>
  runMany<Asked, LatestRow>(
    all,
    ({ door, visitor }) => [door.organizationId, door.id, visitor.address],
    (columns) => store.run<LatestRow>(latestStatement, columns),
  );

/** Streams ask together: with their beats, and when they all come back after an outage. */
const mostAtOnce = 500;

const convoyOf = perStore((store) =>
  createConvoy<Asked, LatestRow>({
    keyOf: ({ door, visitor }) => `${door.id} ${visitor.address}`,
    run: (all) => ask(store, all),
    most: mostAtOnce,
    atOnce: 1,
  }),
);

/** A visitor's latest conversation; null when they never wrote. */
export async function readLatest(
  store: Store,
  door: ChannelAccount,
  visitor: VisitorRow,
): Promise<Latest | null> {
  const asked = { door, visitor };
  // No row at all is a convoy that failed: whoever asked tries alone, and hears of it then.
  const row = (await convoyOf(store)(asked)) ?? (await ask(store, [asked]))[0];
  if (!row || row.conversationId === null) return null;
  const { conversationId, status, sequence } = row;
  return { conversationId, status, sequence };
}
