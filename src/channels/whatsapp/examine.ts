// Looks at a WhatsApp door from outside, for `baton doctor`: the number and its token, and who reports to us.

import type { ChannelAccount } from '../../core/chatbot.js';
import type { Finding } from '../channel.js';
import type { Graph } from '../meta/graph.js';
import { findTrouble } from '../meta/subscription.js';
import { readLine, readList, readObject } from '../meta/untrusted.js';
import { readWhatsAppDoor } from './door.js';
import { explainWhatsAppError } from './errors.js';

export interface ExaminationOptions {
  readonly graph: Pick<Graph, 'get'>;
  /** Our own application where it is known: another's subscription does not count. */
  readonly appId: string | undefined;
}

/** Creates the channel's `examine`: the token, then the subscription. Never throws. */
export function createWhatsAppExamination(
  options: ExaminationOptions,
): (account: ChannelAccount) => Promise<readonly Finding[]> {
  const look = (
    what: string,
    account: ChannelAccount,
    examine: (account: ChannelAccount, options: ExaminationOptions) => Promise<Finding>,
  ) => examine(account, options).catch((error: unknown) => findTrouble(what, explainWhatsAppError(error)));
  return async (account) => [
    await look('token', account, examineToken),
    await look('subscription', account, examineSubscription),
  ];
}

async function examineToken(account: ChannelAccount, { graph }: ExaminationOptions): Promise<Finding> {
  const { phone, auth } = readWhatsAppDoor(account);
  const fields = 'display_phone_number,verified_name,quality_rating';
  const answer = readObject(await graph.get(`/${phone}`, auth, { fields }));
  const number = readLine(answer.display_phone_number) ?? account.account;
  const name = readLine(answer.verified_name);
  const opened = `It opens ${number}${name === null ? '' : ` (“${name}”)`}`;
  if (answer.quality_rating === 'RED')
    return {
      ok: false,
      what: 'token',
      sentence: `${opened}, but customers block or report this number often: WhatsApp may limit it. An admin sees why in the WhatsApp Manager.`,
    };
  const quality = readLine(answer.quality_rating, 20);
  const known = quality === null || quality === 'UNKNOWN' ? '' : `, quality ${quality.toLowerCase()}`;
  return { ok: true, what: 'token', sentence: `${opened}${known}.` };
}

async function examineSubscription(
  account: ChannelAccount,
  { graph, appId }: ExaminationOptions,
): Promise<Finding> {
  const { auth, settings } = readWhatsAppDoor(account);
  const { wabaId } = settings;
  const what = 'subscription';
  if (wabaId === undefined)
    return {
      ok: true,
      what,
      sentence: 'It was not looked at: that takes the account’s id (wabaId) in baton.yaml.',
    };
  const edge = `/${wabaId}/subscribed_apps`;
  const apps = readList(readObject(await graph.get(edge, auth)).data).map((one) =>
    readObject(readObject(one).whatsapp_business_api_data),
  );
  const ours = apps.filter(({ id }) => appId === undefined || String(id) === appId);
  if (ours.length > 0) return { ok: true, what, sentence: 'The account reports to our app.' };
  return {
    ok: false,
    what,
    sentence: `No webhook arrives: our app is not subscribed to the account. An admin calls POST ${edge}, and subscribes the app to the field “messages”.`,
  };
}
