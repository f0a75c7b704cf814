// Looks at an Instagram door from outside, for `baton doctor`: its token, how long that lives, and what is reported.

import { z } from 'zod';
import type { ChannelAccount } from '../../core/chatbot.js';
import type { Finding } from '../channel.js';
import { findSubscription, findTrouble } from '../meta/subscription.js';
import { explainInstagramError } from './errors.js';
import { type InstagramDoor, type InstagramGraphs, readInstagramDoor } from './reach.js';

/** What the account must report; the first alone brings messages. */
export const instagramFields: readonly string[] = [
  'messages',
  'message_edit',
  'message_reactions',
  'messaging_seen',
  'messaging_postbacks',
  'messaging_referral',
  'messaging_handover',
  'standby',
];

const dayMs = 24 * 3_600_000;
const warnDays = 10;
const refresh =
  'An admin refreshes it with GET /refresh_access_token?grant_type=ig_refresh_token and puts the new one into baton.yaml';

export interface InstagramExaminationOptions {
  readonly graphs: InstagramGraphs;
  readonly appId: string | undefined;
  readonly now: () => Date;
}

/** Creates the channel's `examine`: the token, its end, the subscription. Never throws. */
export function createInstagramExamination({
  graphs,
  appId,
  now,
}: InstagramExaminationOptions): (account: ChannelAccount) => Promise<readonly Finding[]> {
  const look = async (what: string, see: () => Promise<readonly Finding[]>) => {
    try {
      return await see();
    } catch (error) {
      return [findTrouble(what, explainInstagramError(error))];
    }
  };
  return async (account) => [
    ...(await look('token', async () => [await examineToken(readInstagramDoor(account, graphs), account)])),
    ...(await look('token-expiry', async () => examineExpiry(readInstagramDoor(account, graphs), now()))),
    ...(await look('subscription', async () => [
      await examineSubscription(readInstagramDoor(account, graphs), appId),
    ])),
  ];
}

const meShape = z.object({
  id: z.coerce.string().optional(),
  user_id: z.coerce.string().optional(),
  username: z.string().optional(),
});

/** `user_id` is what webhooks name the account by; the `id` beside it is the application's own for it. */
async function examineToken(door: InstagramDoor, account: ChannelAccount): Promise<Finding> {
  const isLogin = door.settings.via === 'login';
  const answer = isLogin
    ? await door.graph.get('/me', door.auth, { fields: 'user_id,username' })
    : await door.graph.get(`/${account.account}`, door.auth, { fields: 'id,username' });
  const me = meShape.safeParse(answer).data;
  const id = isLogin ? (me?.user_id ?? me?.id) : me?.id;
  const owner = me?.username ?? id ?? 'nobody we can read';
  if (id === account.account)
    return { ok: true, what: 'token', sentence: `It opens the account “${owner}”.` };
  const sentence = `It belongs to “${owner}” (${id ?? 'no id'}) and not to the account ${account.account}. Put this account's id (user_id) and its own token into baton.yaml.`;
  return { ok: false, what: 'token', sentence };
}

/** The platform does not tell when a login token ends, so the admin does. */
function examineExpiry({ settings }: InstagramDoor, now: Date): readonly Finding[] {
  if (settings.via === 'page') return [];
  const what = 'token-expiry';
  if (settings.tokenExpiresAt === undefined) {
    const sentence = `A login token lives 60 days and Instagram does not say when it ends: note its end as tokenExpiresAt in baton.yaml to be warned here. ${refresh}.`;
    return [{ ok: true, what, sentence }];
  }
  const days = Math.floor((Date.parse(settings.tokenExpiresAt) - now.getTime()) / dayMs);
  if (days < 0)
    return [{ ok: false, what, sentence: `It ended ${settings.tokenExpiresAt}. Log in anew for another.` }];
  const ends = `It ends in ${days} ${days === 1 ? 'day' : 'days'} (${settings.tokenExpiresAt}).`;
  return days < warnDays
    ? [{ ok: false, what, sentence: `${ends} ${refresh} (and its end).` }]
    : [{ ok: true, what, sentence: ends }];
}

async function examineSubscription(
  { graph, auth, id, settings }: InstagramDoor,
  appId: string | undefined,
): Promise<Finding> {
  const edge = `/${id}/subscribed_apps`;
  const answer = await graph.get(edge, auth);
  // Instagram's login knows our app under another id, and only shows us our own subscription.
  if (settings.via === 'login')
    return findSubscription(answer, { fields: instagramFields, appId: undefined, edge });
  // A Page lists its own fields only; those of Instagram are chosen for the whole app.
  const found = findSubscription(answer, { fields: ['messages'], appId, edge });
  const sentence = `The Page reports to our app. Check in the app's webhook settings that the object Instagram has ${instagramFields.join(', ')}.`;
  return found.ok ? { ...found, sentence } : found;
}
