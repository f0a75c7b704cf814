// The stand-in's memory: customers and their lines, files, personas; whoever listens is told of each change.
import { createHash } from 'node:crypto';
import { createMessageId, createNodeId, createSecret } from './ids.js';
import type { CustomerSeed, Settings } from './options.js';
import type {
  Customer,
  LineMedia,
  MediaKind,
  Medium,
  MetaAccount,
  MetaChannel,
  Persona,
  PhoneLine,
} from './records.js';

export type World = ReturnType<typeof createWorld>;

/** `line`: this line is new or other than before; without one, something about the customer is. */
export type Listener = (customer: Customer, line: PhoneLine | null) => void;

const retainLines = 500;

/** Creates the memory with these customers in it. */
export const createWorld = (settings: Settings, seeds: readonly CustomerSeed[]) => {
  const customers = new Map<string, Customer>();
  const media = new Map<string, Medium>();
  const personas = new Map<string, Persona>();
  /** By account: fields it is subscribed to, null for none at all; all of them while it was never asked. */
  const subscriptions = new Map<string, readonly string[] | null>();
  const listeners = new Set<Listener>();
  const tell: Listener = (customer, line) => {
    for (const listener of listeners) listener(customer, line);
  };

  const addCustomer = (seed: CustomerSeed): Customer => {
    const account = settings.accounts.find((one) =>
      seed.accountId === undefined ? one.channel === seed.channel : one.id === seed.accountId,
    );
    if (!account) throw new Error(`There is no ${seed.channel} account.`);
    const customer = makeCustomer(seed, account, { number: customers.size + 1, looking: settings.looking });
    customers.set(customer.id, customer);
    tell(customer, null);
    return customer;
  };

  const putLine = (customer: Customer, line: PhoneLine): PhoneLine => {
    customer.lines.set(line.id, line);
    const [oldest] = customer.lines.keys();
    if (customer.lines.size > retainLines && oldest !== undefined) customer.lines.delete(oldest);
    tell(customer, line);
    return line;
  };

  for (const seed of seeds) addCustomer(seed);
  return {
    customers,
    media,
    personas,
    subscriptions,
    accounts: settings.accounts,
    addCustomer,
    /** Adds a line at the end; its id is made here. */
    addLine: (customer: Customer, facts: Partial<PhoneLine> & Pick<PhoneLine, 'side' | 'text'>): PhoneLine =>
      putLine(customer, {
        id: createMessageId(customer.account.channel, customer.waId ?? customer.scopedId),
        at: settings.now(),
        status: facts.side === 'business' ? 'sending' : 'sent',
        edits: 0,
        removed: false,
        reactions: {},
        ...facts,
      }),
    /** Changes a line in place; null when there is no such line. */
    changeLine: (customer: Customer, id: string, change: Partial<PhoneLine>): PhoneLine | null => {
      const line = customer.lines.get(id);
      return line ? putLine(customer, { ...line, ...change }) : null;
    },
    change: (customer: Customer, change: Partial<Customer>): void => {
      Object.assign(customer, change);
      tell(customer, null);
    },
    addMedium: (facts: Omit<Medium, 'id'>): Medium => {
      const medium = { id: createNodeId(), ...facts };
      media.set(medium.id, medium);
      return medium;
    },
    /** The company saw the customer's messages up to this one; null means all of them. */
    seeUpTo: (customer: Customer, id: string | null): void => {
      for (const line of customer.lines.values()) {
        if (line.side === 'customer' && line.status === 'delivered')
          putLine(customer, { ...line, status: 'read' });
        if (line.id === id) return;
      }
    },
    /** Somebody on no list: whoever is written to and isn't there. */
    makeStranger: (account: MetaAccount, address: string): Customer =>
      makeCustomer({ channel: account.channel, name: address, waId: digitsOf(address) }, account, {
        number: 0,
        looking: false,
      }),
    /** The account a node id names, for every channel. */
    findAccount: (id: string): MetaAccount | null =>
      settings.accounts.find((account) => account.id === id) ?? null,
    /** The customer of an account with this number or id. */
    findCustomer: (account: MetaAccount, address: string): Customer | null =>
      [...customers.values()].find(
        (customer) =>
          customer.account.id === account.id &&
          (customer.scopedId === address || (customer.waId !== null && customer.waId === digitsOf(address))),
      ) ?? null,
    listen: (listener: Listener): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

const digitsOf = (address: string): string => address.replace(/^\+/, '');

const makeCustomer = (
  seed: CustomerSeed,
  account: MetaAccount,
  { number, looking }: { readonly number: number; readonly looking: boolean },
): Customer => ({
  id: `${seed.channel}-${number}`,
  account,
  name: seed.name,
  waId:
    seed.channel === 'whatsapp' && seed.waId === undefined
      ? `4477009${String(number).padStart(5, '0')}`
      : (seed.waId ?? null),
  scopedId: seed.scopedId ?? makeScopedId(account.channel, number),
  username: seed.username ?? null,
  lines: new Map(),
  lastHeardAt: null,
  typingUntil: 0,
  looking,
  online: true,
  tellsRead: true,
  blocked: false,
  standby: false,
});

/** New at every start: Meta would never give one of them to somebody else either. */
const makeScopedId = (channel: MetaChannel, number: number): string => {
  if (channel === 'whatsapp')
    return `GB.${createHash('sha256').update(createSecret()).digest('hex').slice(0, 20)}`;
  const prefix = channel === 'messenger' ? '24' : '9';
  return `${prefix}${createNodeId().slice(2)}${String(number).padStart(2, '0')}`;
};

/** How a line shows a file. */
export const describeMedium = (medium: Medium): LineMedia => ({
  id: medium.id,
  kind: medium.kind,
  name: medium.name,
  type: medium.type,
  sizeBytes: medium.bytes.length,
  voice: medium.voice,
});

/** What kind of file a media type is. */
export const kindOfType = (type: string): MediaKind => {
  const family = type.split('/')[0];
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'file';
};
