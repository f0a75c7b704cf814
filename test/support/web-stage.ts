// The web channel on the stage of the channel contract: visitors with the widget's HTTP, in the whole house.

import { randomUUID } from 'node:crypto';
import { createWebChannel } from '../../src/channels/web/index.js';
import type { ChannelStage, Knock, StageCustomer } from '../contract/channel.js';
import type { Customer } from './customer.js';
import { type CutProxy, startCutProxy } from './cut-proxy.js';
import { startTestHouse, type TestHouse, usualAgents } from './house.js';
import { createMemoryHouse } from './web-house.js';

/** Builds the stage in a house of its own. */
export async function setUpWebStage(): Promise<ChannelStage> {
  let wire: CutProxy | undefined;
  const house = await startTestHouse({
    engine: 'postgres',
    agents: usualAgents.map((agent) => ({ ...agent, chatLimit: 100 })),
    wire: {
      database: async (url) => {
        wire = await startCutProxy(url);
        return wire.url;
      },
    },
  });
  const visitors = new Map<string, Customer>();
  const { house: webHouse } = createMemoryHouse([], { name: 'Acme', pictureUrl: null, humanSupport: true });
  return {
    channel: createWebChannel({ house: webHouse, publicUrl: house.url }),
    house,
    makeId: randomUUID,
    async customer() {
      const customer = await house.customer();
      await customer.listen();
      const [newest] = await house.query<{ address: string }>(
        `select a.address from contact_address a join channel h on h.id = a.channel_id
         where h.kind = 'web' order by a.contact_id desc limit 1`,
      );
      const address = newest?.address ?? '';
      visitors.set(address, customer);
      return createVisitor(customer, address);
    },
    knock: (knock) => knockAt(house, knock, visitors.get(knock.from.address)),
    cut: () => wire?.cut(),
    mend: () => wire?.mend(),
    bold: (words) => `**${words}**`,
    fits: () => true,
    mostBytes: 128 * 1024,
    answers: { forged: 401, unknownAccount: 404 },
    async close() {
      for (const customer of visitors.values()) customer.stopListening();
      wire?.mend();
      await house.stop();
      await wire?.close();
    },
  };
}

function createVisitor(customer: Customer, address: string): StageCustomer {
  return {
    address,
    async received() {
      const shown = customer.shown.filter((one) => one.author !== 'contact');
      return Promise.all(
        shown.map(async ({ text, files: [file] }) => {
          if (!file) return { text };
          const bytes = Buffer.from(await (await customer.opens(file.id)).arrayBuffer());
          return { text, file: { name: file.name, bytes } };
        }),
      );
    },
    async sendFile(name, bytes) {
      const { body } = await customer.upload(name, bytes);
      await customer.say('', { attachmentIds: [body.id] });
    },
    reads: () => customer.reports('read'),
    repeatsDelivered: () => customer.reports('delivered'),
  };
}

function knockAt(house: TestHouse, knock: Knock, customer: Customer | undefined): Promise<Response> {
  const { id: clientId, text, forged, unknownAccount, raw } = knock;
  const token = forged ? 'x'.repeat(43) : customer?.token;
  return fetch(`${house.url}/web/messages?site=${unknownAccount ? 'nobody-web' : 'acme-web'}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: raw ?? JSON.stringify({ clientId, text, attachmentIds: [] }),
  });
}
