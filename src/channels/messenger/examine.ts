// Looks at a Messenger door from outside, for `baton doctor`: whose token it is, and what the Page reports to us.

import { z } from 'zod';
import type { ChannelAccount } from '../../core/chatbot.js';
import type { Finding } from '../channel.js';
import type { Graph } from '../meta/graph.js';
import { findSubscription, findTrouble } from '../meta/subscription.js';
import { explainMessengerError } from './errors.js';
import { readMessengerDoor } from './reach.js';

/** What the Page must report; the first alone brings messages. */
export const messengerFields: readonly string[] = [
  'messages',
  'message_echoes',
  'message_edits',
  'message_deliveries',
  'message_reads',
  'message_reactions',
  'messaging_postbacks',
  'messaging_referrals',
  'messaging_handovers',
  'standby',
  'messaging_policy_enforcement',
];

const meShape = z.object({ id: z.coerce.string(), name: z.string().optional() });

/** Creates the channel's `examine`: the token, then the subscription. Never throws. */
export function createMessengerExamination({
  graph,
  appId,
}: {
  readonly graph: Pick<Graph, 'get'>;
  readonly appId: string | undefined;
}): (account: ChannelAccount) => Promise<readonly Finding[]> {
  return async (account) => [
    await examineToken(graph, account).catch((error: unknown) =>
      findTrouble('token', explainMessengerError(error)),
    ),
    await examineSubscription(graph, account, appId).catch((error: unknown) =>
      findTrouble('subscription', explainMessengerError(error)),
    ),
  ];
}

async function examineToken(graph: Pick<Graph, 'get'>, account: ChannelAccount): Promise<Finding> {
  const { page, auth } = readMessengerDoor(account);
  const me = meShape.safeParse(await graph.get('/me', auth, { fields: 'id,name' }));
  const owner = me.data ? (me.data.name ?? me.data.id) : 'nobody we can read';
  if (me.data?.id === page) return { ok: true, what: 'token', sentence: `It opens the Page “${owner}”.` };
  return {
    ok: false,
    what: 'token',
    sentence: `It belongs to “${owner}” and not to the Page ${page}. Put this Page's own token (not a user's) in baton.yaml.`,
  };
}

async function examineSubscription(
  graph: Pick<Graph, 'get'>,
  account: ChannelAccount,
  appId: string | undefined,
): Promise<Finding> {
  const { page, auth } = readMessengerDoor(account);
  const edge = `/${page}/subscribed_apps`;
  return findSubscription(await graph.get(edge, auth), { fields: messengerFields, appId, edge });
}
