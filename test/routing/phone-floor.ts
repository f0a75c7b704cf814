// The switchboard's floor with a second door: a small channel that keeps what is sent, and fails, waits or dies as it is told.

import { createHash } from 'node:crypto';
import type { Channel, Inbound, InboundMessage, Outbound } from '../../src/channels/channel.js';
import { sendInParts } from '../../src/channels/meta/parts.js';
import type { ChannelAccount } from '../../src/core/chatbot.js';
import type { Conversation } from '../../src/core/conversation.js';
import { Failure } from '../../src/core/errors.js';
import { createFiles } from '../../src/routing/files.js';
import { createHearing } from '../../src/routing/hear.js';
import { createInbox, type InboxOptions } from '../../src/routing/inbox.js';
import { claim } from '../../src/routing/verbs/claim.js';
import { reply } from '../../src/routing/verbs/reply.js';
import { createCustomerSender } from '../../src/routing/work/customer-sender.js';
import { createLanes } from '../../src/routing/work/lanes.js';
import { findChannel, findChannelByAccount } from '../../src/store/chatbots.js';
import { newId } from '../../src/store/store.js';
import { type FloorOptions, openFloor } from './floor.js';

/** What a test may make of one part of a send: an id, or a failure; it may take its time. */
export type Take = (part: { readonly text: string; readonly index: number }) => Promise<string> | string;

export interface Phone extends Channel {
  /** Everything that went out, in order: `address: text`. */
  readonly sent: string[];
  take: Take;
  /** The file a customer sent, by the platform's id of it. */
  files: Map<string, Buffer | Failure>;
  fetched: string[];
}

function createPhone(): Phone {
  const phone: Phone = {
    name: 'whatsapp',
    sent: [],
    take: () => newId(),
    files: new Map(),
    fetched: [],
    listen() {},
    async send({ address }, outbound: Outbound) {
      return sendInParts(outbound, outbound.message.text.split('|'), async (text, index) => {
        const id = await phone.take({ text, index });
        phone.sent.push(`${address}: ${text}`);
        return id;
      });
    },
    async react({ address }, externalId, emoji) {
      phone.sent.push(`${address}: ${emoji ?? 'nothing'} on ${externalId}`);
    },
    async fetchMedia(_account, { id = '' }) {
      phone.fetched.push(id);
      const file = phone.files.get(id);
      if (file instanceof Failure || !file)
        throw file ?? new Failure('not yet', { class: 'retry', code: 'x' });
      return { name: `${id}.txt`, bytes: file };
    },
  };
  return phone;
}

export type PhoneFloor = Awaited<ReturnType<typeof openPhoneFloor>>;

/** Opens the floor with a web and a WhatsApp door of chatbot `acme`. */
export async function openPhoneFloor(options: FloorOptions = {}) {
  const doors = ['web', 'whatsapp'].map((kind) => ({ kind, account: `acme-${kind}`, settings: {} }));
  const floor = await openFloor({
    people: [
      { name: 'Kim', role: 'supervisor', chatLimit: 500 },
      { name: 'Ben', chatLimit: 500 },
    ],
    ...options,
    chatbot: { channels: doors, ...options.chatbot },
  });
  const { routing, store } = floor;
  const found = await findChannelByAccount(store, 'whatsapp', 'acme-whatsapp');
  if (!found) throw new Error('no second door');
  const door: ChannelAccount = found;
  const phone = createPhone();
  const channels = new Map<string, Channel>([[phone.name, phone]]);
  const shelf = new Map<string, Buffer>();
  const files = createFiles({
    store,
    bytes: {
      put: async (bytes) => {
        const key = createHash('sha256').update(bytes).update(newId()).digest('hex');
        shelf.set(key, bytes);
        return key;
      },
      get: async (key) => shelf.get(key) ?? Buffer.alloc(0),
      remove: async (key) => void shelf.delete(key),
    },
    sniff: async (name) => ({ name, type: 'text/plain' }),
  });
  const hear = createHearing({ routing, files, channels });

  let count = 0;
  const message = (address: string, change: Partial<InboundMessage> = {}): InboundMessage => {
    count += 1;
    return {
      type: 'message',
      channel: door,
      address,
      externalId: `wamid.${count}`,
      kind: 'text',
      text: `line ${count}`,
      markup: 'plain',
      attachmentIds: [],
      at: null,
      ...change,
    };
  };
  const contacts = (...addresses: string[]) =>
    floor.query<{ address: string; contact_id: string }>(
      'select address, contact_id from contact_address where channel_id = $1 and address = any($2) order by address',
      [door.id, addresses],
    );
  const createSender = () =>
    createCustomerSender({ routing, channels, readFile: files.read, signs: { answering() {} } });
  /** Sends what waits for the customer, as often as it is due. */
  const drain = async (conversation: Conversation, customer = createSender()) => {
    const { organizationId, id } = conversation;
    const lanes = createLanes({
      routing,
      senders: {
        thread: { send: async () => ({ externalId: newId() }), settle: async () => null },
        customer,
      },
      wakeLater: () => undefined,
      leaseMs: 9_000,
    });
    await lanes.drain({ organizationId, id, lane: 'customer' });
    await lanes.stop();
  };

  return {
    ...floor,
    phoneDoor: door,
    phone,
    files,
    /** The bytes that are kept, by key. */
    shelf,
    channels,
    hear,
    message,
    contacts,
    createSender,
    drain,
    openInbox: (change: Partial<InboxOptions> = {}) =>
      createInbox({
        routing,
        act: async (inbound: Inbound, attempt: number) => void (await hear(inbound, attempt)),
        findDoor: (scope) => findChannel(store, scope),
        leaseMs: 9_000,
        ...change,
      }),
    inboxRows: () =>
      floor.query<{ id: string; lane: string; attempts: number; error: string | null }>(
        'select id, lane, attempts, error from inbox order by id',
      ),
    /** What a customer of the second door wrote, as it is stored. */
    texts: async (address: string) =>
      (
        await floor.query<{ text: string }>(
          `select m.text from message m join contact_address a on a.address = $2 and a.channel_id = $1
           join conversation c on c.contact_id = a.contact_id and c.channel_id = $1 and c.id = m.conversation_id
           order by c.reference, m.sequence`,
          [door.id, address],
        )
      ).map(({ text }) => text),
    async conversationOf(address: string): Promise<Conversation> {
      const [row] = await floor.query<{ id: Conversation['id'] }>(
        `select c.id from conversation c join contact_address a on a.contact_id = c.contact_id and a.channel_id = c.channel_id
         where a.channel_id = $1 and a.address = $2 order by c.reference desc limit 1`,
        [door.id, address],
      );
      if (!row) throw new Error(`no conversation of ${address}`);
      return floor.conversation(row.id);
    },
    /** An owned conversation on the second door with these replies waiting. */
    async replies(address: string, ...texts: string[]): Promise<Conversation> {
      const { conversationId } = await hear(message(address));
      if (!conversationId) throw new Error('nothing was opened');
      const agent = await floor.agent('Kim');
      await claim(routing, { agent, conversationId });
      for (const text of texts) await reply(routing, { agent, conversationId, text, desk: { ref: null } });
      return floor.conversation(conversationId);
    },
    /** How the replies stand: `text status receipt`. */
    standing: async ({ id }: Pick<Conversation, 'id'>) =>
      (await floor.deliveries(id, 'customer')).map((one) => `${one.text} ${one.status} ${one.receipt}`),
    parts: ({ id }: Pick<Conversation, 'id'>) =>
      floor.query<{ part: number; external_id: string; receipt: string; evidenced: boolean }>(
        `select p.part, p.external_id, p.receipt, p.evidenced from delivery_part p join delivery d on d.id = p.delivery_id
         where d.conversation_id = $1 order by d.sequence, p.part`,
        [id],
      ),
    /** Whatever was put off or leased is due now. */
    letTimePass: async () => {
      await floor.query(
        "update delivery set next_at = now() - interval '1 second', lease_until = case when status = 'sending' then now() - interval '1 second' end where status in ('pending', 'sending', 'ambiguous')",
      );
      await floor.query(
        "update inbox set due_at = now() - interval '1 second', lease_until = case when lease_until is null then null else now() - interval '1 second' end where error is null",
      );
    },
  };
}
