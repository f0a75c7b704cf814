// Messenger's and Instagram's webhooks: events between one customer and one page or account.
import { appId, pageInboxId } from '../options.js';
import type { Customer, Medium, PhoneLine } from '../records.js';
import type { Entry } from '../webhooks.js';

interface Moment {
  readonly at: number;
  /** From the company to the customer, as echoes are. */
  readonly outward?: boolean;
}

/** One event; as standby while another application has the thread. */
export const pageEvent = (customer: Customer, { at, outward }: Moment, facts: object): Entry => {
  const [from, to] = outward
    ? [customer.account.id, customer.scopedId]
    : [customer.scopedId, customer.account.id];
  const event = { sender: { id: from }, recipient: { id: to }, timestamp: at, ...facts };
  return { id: customer.account.id, time: at, [customer.standby ? 'standby' : 'messaging']: [event] };
};

/** A file as an attachment. */
export const attachment = (medium: Medium, url: string): object =>
  medium.kind === 'sticker'
    ? { type: 'sticker', payload: { url, sticker_id: 369239263222822 } }
    : { type: medium.kind, payload: { url } };

/** What a line says, in the words both channels share. */
export const pageContent = (
  line: PhoneLine,
  file: { readonly medium: Medium; readonly url: string } | null,
): object => ({
  mid: line.id,
  ...(line.text === '' ? {} : { text: line.text }),
  ...(file ? { attachments: [attachment(file.medium, file.url)] } : {}),
  ...(line.place
    ? {
        attachments: [
          {
            type: 'location',
            title: line.place.name ?? 'Pinned Location',
            payload: { coordinates: { lat: line.place.latitude, long: line.place.longitude } },
          },
        ],
      }
    : {}),
  ...(line.replyTo === undefined ? {} : { reply_to: { mid: line.replyTo } }),
});

/** The company's own message coming back. Instagram tells neither the app nor what was given along. */
export const echo = (customer: Customer, line: PhoneLine, attachments: readonly object[]): Entry => {
  const isMessenger = customer.account.channel === 'messenger';
  const by = line.fromApp ? pageInboxId : appId;
  return pageEvent(
    customer,
    { at: line.at, outward: true },
    {
      message: {
        mid: line.id,
        is_echo: true,
        ...(isMessenger ? { app_id: by } : {}),
        ...(isMessenger && line.callback !== undefined ? { metadata: line.callback } : {}),
        ...(line.text === '' ? {} : { text: line.text }),
        ...(attachments.length === 0 ? {} : { attachments }),
      },
    },
  );
};

/** The customer's phone has it: Messenger only. */
export const delivered = (customer: Customer, line: PhoneLine, at: number): Entry =>
  pageEvent(customer, { at }, { delivery: { mids: [line.id], watermark: line.at } });

/** The customer read everything up to this line. */
export const read = (customer: Customer, line: PhoneLine, at: number): Entry =>
  pageEvent(
    customer,
    { at },
    { read: customer.account.channel === 'messenger' ? { watermark: line.at } : { mid: line.id } },
  );

/** Another application has the thread from now on, or gave it back. */
export const control = (customer: Customer, at: number): Entry => {
  const [lost, taken] = customer.standby ? [appId, pageInboxId] : [pageInboxId, appId];
  const facts = { previous_owner_app_id: String(lost), new_owner_app_id: String(taken), metadata: '' };
  const event = {
    sender: { id: customer.scopedId },
    recipient: { id: customer.account.id },
    timestamp: at,
    pass_thread_control: facts,
  };
  return { id: customer.account.id, time: at, messaging: [event] };
};
