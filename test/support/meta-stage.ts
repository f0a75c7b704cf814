// One of Meta's channels on the stage of the channel contract: signed webhooks in, phones at the stand-in's end.

import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import type { MetaChannel } from '../../playground/meta/index.js';
import { createMetaChannels } from '../../src/app/meta.js';
import { readConfig } from '../../src/config.js';
import type { ChannelStage, Knock, Received, StageCustomer } from '../contract/channel.js';
import { type CutProxy, startCutProxy } from './cut-proxy.js';
import { type MetaHouse, metaAccounts, startMetaHouse } from './meta-house.js';

type Phone = ReturnType<MetaHouse['phone']>;

/** What one message of the platform may be. */
export type Room = Pick<ChannelStage, 'bold' | 'fits'>;

/** Builds the stage in a house of its own. */
export async function setUpMetaStage(channel: MetaChannel, room: Room): Promise<ChannelStage> {
  let wire: CutProxy | undefined;
  const house = await startMetaHouse({
    engine: 'postgres',
    wire: {
      database: async (url) => {
        wire = await startCutProxy(url);
        return wire.url;
      },
    },
  });
  const phones = new Map<string, Phone>();
  return {
    ...room,
    channel: makeChannel(channel),
    house,
    makeId: () => makeId(channel),
    async customer(name = 'Amara') {
      const phone = house.phone(channel, { name });
      phone.look(false);
      phones.set(phone.address, phone);
      return createPhoneCustomer(house, phone);
    },
    knock: (knock) => knockAt(house, channel, knock, phones.get(knock.from.address)),
    cut: () => wire?.cut(),
    mend: () => wire?.mend(),
    mostBytes: 4 * 1024 * 1024,
    answers: { forged: 401, unknownAccount: 200 },
    async close() {
      wire?.mend();
      await house.stop();
      await wire?.close();
    },
  };
}

function makeChannel(name: MetaChannel) {
  const { meta } = readConfig({ META_APP_SECRET: 's', META_VERIFY_TOKEN: 'v' });
  const files = { link: () => 'https://chat.example/files/x' };
  const found = createMetaChannels({ meta, log: pino({ level: 'silent' }), files }).find(
    (one) => one.name === name,
  );
  if (!found) throw new Error(`there is no channel ${name}`);
  return found;
}

function makeId(channel: MetaChannel): string {
  const random = randomBytes(20).toString('base64url');
  return channel === 'whatsapp'
    ? `wamid.${random}`
    : channel === 'messenger'
      ? `m_${random}`
      : `aWd${random}`;
}

function createPhoneCustomer(house: MetaHouse, phone: Phone): StageCustomer {
  return {
    address: phone.address,
    received: () => phone.received().map((line) => readLine(house, line)),
    sendFile: async (name, bytes) => void (await phone.sendFile({ name, type: 'image/png', bytes })),
    sendUnknown: async () => void (await phone.sendUnsupported()),
    reads: async () => phone.look(true),
    async repeatsDelivered() {
      const { channel } = phone.customer.account;
      const told = house.meta.log
        .read()
        .findLast(
          (one) =>
            one.direction === 'send' &&
            one.name === `webhook ${channel}` &&
            /"delivery"|"status":"delivered"/.test(JSON.stringify(one.request)),
        );
      if (told) await house.postWebhook(channel, told.request);
    },
  };
}

function readLine(house: MetaHouse, line: ReturnType<Phone['received']>[number]): Received {
  const medium = line.media && house.meta.world.media.get(line.media.id);
  return { text: line.text, ...(medium ? { file: { name: medium.name, bytes: medium.bytes } } : {}) };
}

function knockAt(
  house: MetaHouse,
  channel: MetaChannel,
  knock: Knock,
  phone: Phone | undefined,
): Promise<Response> {
  if (!phone) throw new Error('nobody has this phone');
  // The platform's own clock of the reply window.
  if (!knock.forged && !knock.unknownAccount)
    house.meta.world.change(phone.customer, { lastHeardAt: Date.now() });
  const body = channel === 'whatsapp' ? whatsappBody(knock, phone) : pageBody(channel, knock, phone);
  return house.postWebhook(channel, body, {
    ...(knock.raw === undefined ? {} : { raw: knock.raw }),
    ...(knock.forged ? { headers: { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` } } : {}),
  });
}

const accountOf = (channel: MetaChannel, { unknownAccount }: Knock) =>
  unknownAccount ? '999000000000009' : metaAccounts[channel];

function whatsappBody(knock: Knock, { customer }: Phone): object {
  const { id, text } = knock;
  const [wa_id, user_id] = [customer.waId, customer.scopedId];
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '442079460011', phone_number_id: accountOf('whatsapp', knock) },
    contacts: [{ profile: { name: customer.name }, wa_id, user_id }],
    messages: [
      {
        from: wa_id,
        from_user_id: user_id,
        id,
        timestamp: String(Math.floor(Date.now() / 1_000)),
        type: 'text',
        text: { body: text },
      },
    ],
  };
  const entry = [{ id: '102290129340398', changes: [{ field: 'messages', value }] }];
  return { object: 'whatsapp_business_account', entry };
}

function pageBody(channel: MetaChannel, knock: Knock, { customer }: Phone): object {
  const account = accountOf(channel, knock);
  const timestamp = Date.now();
  const event = {
    sender: { id: customer.scopedId },
    recipient: { id: account },
    timestamp,
    message: { mid: knock.id, text: knock.text },
  };
  const entry = [{ id: account, time: timestamp, messaging: [event] }];
  return { object: channel === 'messenger' ? 'page' : 'instagram', entry };
}
