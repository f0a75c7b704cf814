// A stand-in for Meta: the Graph API, signed webhooks and customers with phones, in memory.
import { createServer } from 'node:http';
import { listen, mountable, stopListening } from '../slack/doors.js';
import { sendText } from '../wire/http.js';
import { assemble } from './assemble.js';
import type { CustomerHands } from './hands/index.js';
import type { CustomerSeed, MetaStandInOptions } from './options.js';
import { PHONES_API_PATH } from './protocol.js';
import type { MetaChannel } from './records.js';

export type { CustomerHands } from './hands/index.js';
export type { CustomerSeed, MetaStandInOptions } from './options.js';
export type { MetaAccount, MetaChannel, PhoneLine } from './records.js';
export { signWebhook } from './webhooks.js';
export type MetaStandIn = ReturnType<typeof createMetaStandIn>;

/**
 * Creates Meta with the demo's accounts and customers, or others.
 *
 * Alone: `await standIn.listen()`, then `META_GRAPH_URL = standIn.graphUrl()` and
 * `INSTAGRAM_GRAPH_URL = standIn.instagramUrl()`; webhooks go where `webhookUrls` or `sendTo` say.
 * Mounted: `app.use('/playground/meta', standIn.router)` before anything that reads bodies, with `publicUrl`
 * (or `setPublicUrl`) naming that address, and `app.use(PHONES_API_PATH, standIn.pageRouter)` for the page.
 */
export const createMetaStandIn = (options: MetaStandInOptions = {}) => {
  const parts = assemble(options);
  const { settings, world, webhooks, faults, log, later, hands, address } = parts;
  const server = createServer((request, response) => {
    const isPage = request.url?.startsWith(PHONES_API_PATH);
    if (isPage) request.url = request.url?.slice(PHONES_API_PATH.length) ?? '/';
    (isPage ? parts.page : parts.platform)(request, response)
      .then((isOurs) => isOurs || sendText(response, 404, 'not found'))
      .catch(() => response.destroy());
  });
  return {
    router: mountable(parts.platform),
    pageRouter: mountable(parts.page),
    settings,
    world,
    faults,
    log,
    graphUrl: (): string => `${address.publicUrl}/graph`,
    instagramUrl: (): string => `${address.publicUrl}/instagram`,
    setPublicUrl: (url: string): void => {
      address.publicUrl = url.replace(/\/$/, '');
    },
    /** Where a channel's webhooks go from now on. */
    sendTo: (urls: Partial<Record<MetaChannel, string>>): void => {
      Object.assign(address.webhookUrls, urls);
    },
    /** A customer's hands: the channel's first customer, or the one with this name. */
    customer: (channel: MetaChannel, name?: string): CustomerHands => {
      const found = [...world.customers.values()].find(
        (one) => one.account.channel === channel && (name === undefined || one.name === name),
      );
      if (!found) throw new Error(`There is no such ${channel} customer.`);
      return hands(found.id);
    },
    addCustomer: (seed: CustomerSeed): CustomerHands => hands(world.addCustomer(seed).id),
    /** Asks each channel's webhook address whether it is Baton's, as Meta's dashboard does. */
    shakeHands: (channel: MetaChannel): Promise<boolean> =>
      shakeHands(address.webhookUrls[channel] ?? '', settings.verifyToken),
    /** Holds webhooks back while `work` runs and sends them as one batch for each channel; gives the statuses. */
    gather: webhooks.gather,
    /** How webhooks arrive: twice, or a batch's entries last first. */
    tricks: webhooks.tricks,
    /** Sends entries of one's own, signed as they should be; gives the HTTP status. */
    postEntries: webhooks.post,
    /** Resolves when every webhook so far was answered or given up, and no status is left to come. */
    whenIdle: later.whenIdle,
    listen: async ({ port = 0 }: { port?: number } = {}): Promise<string> => {
      address.publicUrl = await listen(server, port, '127.0.0.1');
      return address.publicUrl;
    },
    close: async (): Promise<void> => {
      later.close();
      parts.stream.close();
      await stopListening(server);
    },
  };
};

const shakeHands = async (url: string, token: string): Promise<boolean> => {
  const challenge = String(Math.floor(Math.random() * 1e9));
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.challenge': challenge,
    'hub.verify_token': token,
  });
  const response = await fetch(`${url}?${query}`).catch(() => null);
  return response?.status === 200 && (await response.text()) === challenge;
};
