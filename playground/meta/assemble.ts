// Puts the stand-in's parts together.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createCallLog } from '../wire/call-log.js';
import { readTarget, sendText } from '../wire/http.js';
import { createMetaFaults } from './faults.js';
import { createFiles } from './files.js';
import { answerGraph } from './graph/door.js';
import { type CustomerHands, createHands } from './hands/index.js';
import { createLater, type Later } from './later.js';
import { completeOptions, demoCustomers, type MetaStandInOptions, type Settings } from './options.js';
import { createPhoneApi } from './page-api.js';
import { createPhoneStream } from './page-stream.js';
import { createReceipts } from './receipts.js';
import type { Customer, MetaChannel } from './records.js';
import { drawPicture } from './samples.js';
import { createWebhooks } from './webhooks.js';
import { createWorld, type World } from './world.js';

interface Address {
  publicUrl: string;
  readonly webhookUrls: Partial<Record<MetaChannel, string>>;
}

/** Everything the stand-in is made of. */
export const assemble = (options: MetaStandInOptions) => {
  const settings = completeOptions(options);
  const address: Address = {
    publicUrl: options.publicUrl ?? 'http://127.0.0.1:0',
    webhookUrls: { ...options.webhookUrls },
  };
  const publicUrl = (): string => address.publicUrl;
  const world = createWorld(settings, options.customers ?? demoCustomers);
  const later = createLater();
  const faults = createMetaFaults();
  const { log, note } = createNotes(settings);
  const webhooks = createPostOffice(settings, address, { later, note });
  const files = createFiles({
    settings,
    world,
    faults,
    publicUrl,
    note: (medium, status, hadBearer) =>
      note({ direction: 'call', name: 'GET file', status }, { file: medium?.name, hadBearer }),
  });
  const receipts = createReceipts({ settings, world, webhooks, later, files });
  const hands = rememberHands(world, (customer) =>
    createHands({ settings, world, webhooks, files, receipts }, customer),
  );
  const stream = createPhoneStream(world);
  const page = createPhoneApi({ world, hands, faults, log, stream, tricks: webhooks.tricks });
  const rooms = { settings, world, files, receipts, faults, publicUrl, log };
  const platform = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const target = readTarget(request);
    const [, host, path = ''] = /^\/(graph|instagram)(\/.*)$/.exec(target.path) ?? [];
    if (host === 'graph' || host === 'instagram')
      await answerGraph(rooms, request, response, { host, path, query: target.query });
    else if (target.path.startsWith('/picture/')) sendPicture(world, response, target.path);
    else return files.serve(request, response, target);
    return true;
  };
  return { settings, address, world, later, log, faults, webhooks, hands, stream, page, platform };
};

interface Noted {
  readonly direction: 'call' | 'send';
  readonly name: string;
  readonly status: number;
  readonly durationMs?: number;
}

/** The log, and a short way of writing into it. */
const createNotes = (settings: Settings) => {
  const log = createCallLog(settings.now);
  const note = (noted: Noted, request: unknown): void => {
    const ok = noted.status === 200;
    log.add({ durationMs: 0, ...noted, ok, error: ok ? null : 'refused', request, response: null });
  };
  return { log, note };
};

const createPostOffice = (
  settings: Settings,
  address: Address,
  { later, note }: { readonly later: Later; readonly note: ReturnType<typeof createNotes>['note'] },
) =>
  createWebhooks({
    urlOf: (channel) => address.webhookUrls[channel] ?? null,
    secretOf: (channel) => (channel === 'instagram' ? settings.instagramAppSecret : settings.appSecret),
    retryDelaysMs: settings.retryDelaysMs,
    later,
    note: (channel, body, status, durationMs) =>
      note({ direction: 'send', name: `webhook ${channel}`, status, durationMs }, body),
  });

/** Each customer has one pair of hands. */
const rememberHands = (world: World, create: (customer: Customer) => CustomerHands) => {
  const made = new Map<string, CustomerHands>();
  return (id: string): CustomerHands => {
    const known = made.get(id);
    if (known) return known;
    const customer = world.customers.get(id);
    if (!customer) throw new Error(`There is no customer ${id}.`);
    const fresh = create(customer);
    made.set(id, fresh);
    return fresh;
  };
};

const sendPicture = (world: World, response: ServerResponse, path: string): void => {
  const customer = world.customers.get(path.slice('/picture/'.length).replace(/\.png$/, ''));
  if (!customer) {
    sendText(response, 404, 'not found');
    return;
  }
  response.writeHead(200, { 'content-type': 'image/png', 'cache-control': 'max-age=3600' });
  response.end(drawPicture(customer.id, 96, 96));
};
