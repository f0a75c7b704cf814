// Holds what the phones show, keeps it true to the stream and carries out what is done on them.
import { useEffect, useState } from 'preact/hooks';
import type { MetaChannel, NewCustomer, PhoneAct } from '../../meta/protocol.js';
import { openPhoneStream, type PhonesApi, phonesApi } from './phones-api.js';
import { applyPhoneEvent, NO_PHONES, type PhonesState } from './phones-state.js';

export interface PhonesStore {
  get(): PhonesState;
  subscribe(listener: () => void): () => void;
  /** Reads the customers and listens from now on; again and again does no harm. */
  start(): void;
  /** Shows this customer's phone. */
  show(channel: MetaChannel, customer: string): void;
  readLines(customer: string): Promise<void>;
  addCustomer(customer: NewCustomer): Promise<void>;
  act(customer: string, act: PhoneAct): Promise<void>;
  sendFile(customer: string, file: File, caption: string): Promise<void>;
}

/** Phones that have not been looked at yet; one per page. Its calls reject with a `DeskRefusal`. */
export function createPhonesStore(api: PhonesApi): PhonesStore {
  let state = NO_PHONES;
  let started = false;
  const listeners = new Set<() => void>();
  const set = (next: (now: PhonesState) => PhonesState) => {
    state = next(state);
    for (const listener of listeners) listener();
  };
  const readLines = async (customer: string) => {
    const { lines } = await api.readLines(customer);
    set((now) => ({ ...now, lines: { ...now.lines, [customer]: lines } }));
  };
  const readAll = async () => {
    const { customers } = await api.readState();
    set((now) => ({ ...now, customers }));
    await Promise.all(Object.keys(state.lines).map(readLines));
  };
  const show = (channel: MetaChannel, customer: string) =>
    set((now) => ({ ...now, shown: { ...now.shown, [channel]: customer } }));
  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      if (started) return;
      started = true;
      openPhoneStream((event) => {
        // Nothing is replayed: whenever the stream begins, everything is read.
        if (event.type === 'hello') void readAll().catch(() => undefined);
        else set((now) => applyPhoneEvent(now, event));
      });
    },
    show,
    readLines,
    async addCustomer(asked) {
      const { customer } = await api.addCustomer(asked);
      set((now) => applyPhoneEvent(now, { type: 'customer', customer }));
      show(customer.channel, customer.id);
    },
    async act(customer, act) {
      await api.act(customer, act);
    },
    async sendFile(customer, file, caption) {
      await api.sendFile(customer, file, caption);
    },
  };
}

/** The page's phones. */
export const phones = createPhonesStore(phonesApi);

/** The state, drawn again at each change. */
export function usePhones(): PhonesState {
  const [state, setState] = useState(phones.get());
  useEffect(() => {
    const update = () => setState(phones.get());
    phones.start();
    update();
    return phones.subscribe(update);
  }, []);
  return state;
}
