// Talks to the phones' side of the Meta stand-in.
import type {
  LinesAnswer,
  MetaChannel,
  NewCustomer,
  NewCustomerAnswer,
  PhoneAct,
  PhoneEvent,
  PhoneFaultsAnswer,
  PhoneFaultsRequest,
  PhonesAnswer,
} from '../../meta/protocol.js';
import { ask } from '../api.js';

const PHONES = '/meta';

const post = <T = { ok: true }>(path: string, body: object): Promise<T> =>
  ask<T>(`${PHONES}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** Every call rejects with a `DeskRefusal` when it is not done. */
export const phonesApi = {
  readState: () => ask<PhonesAnswer>(`${PHONES}/state`),
  readLines: (customer: string) => ask<LinesAnswer>(`${PHONES}/lines?${new URLSearchParams({ customer })}`),
  act: (customer: string, act: PhoneAct) => post('/gesture', { customer, act }),
  sendFile: (customer: string, file: File, caption: string) =>
    ask<{ ok: true }>(
      `${PHONES}/file?${new URLSearchParams({ customer, name: file.name, type: file.type, caption })}`,
      { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file },
    ),
  addCustomer: (customer: NewCustomer) => post<NewCustomerAnswer>('/customers', customer),
  readFaults: () => ask<PhoneFaultsAnswer>(`${PHONES}/faults`),
  setFaults: (request: PhoneFaultsRequest) => post<PhoneFaultsAnswer>('/faults', request),
};

export type PhonesApi = typeof phonesApi;

/** The address of a file on a phone. */
export function mediaUrl(id: string): string {
  return `/playground/api/meta/media/${id}`;
}

/** Listens to all phones; the browser reconnects by itself. Call the answer to stop. */
export function openPhoneStream(hear: (event: PhoneEvent) => void): () => void {
  const source = new EventSource('/playground/api/meta/stream');
  source.onmessage = (event) => hear(JSON.parse(String(event.data)) as PhoneEvent);
  return () => source.close();
}

/** What each channel is called, and what can be done on it. */
export const channels: Record<MetaChannel, { readonly name: string; readonly formats: boolean }> = {
  whatsapp: { name: 'WhatsApp', formats: true },
  messenger: { name: 'Messenger', formats: false },
  instagram: { name: 'Instagram', formats: false },
};
