// What WhatsApp would send: bodies of many updates, signed as its webhooks are.

import { createHmac } from 'node:crypto';
import { post } from './writers.js';

export const phoneNumberId = '310000000000011';

/** The number of the bench's customer with this index. */
export const phoneOf = (customer: number): string => `447700${900_000 + customer}`;

export interface Line {
  readonly conversation: number;
  readonly text: string;
}

export interface Status {
  /** WhatsApp's id of what Baton sent, to whom, and what Baton gave along. */
  readonly id: string;
  readonly to: string;
  readonly evidence: string;
  readonly status: 'delivered' | 'read';
}

let messages = 0;

/** One body: lines of customers and statuses of what was sent to them, in one change. */
export function writeUpdates(lines: readonly Line[], statuses: readonly Status[] = []): string {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const metadata = { display_phone_number: '15550001111', phone_number_id: phoneNumberId };
  const customers = [...new Set(lines.map(({ conversation }) => conversation))];
  const value = {
    messaging_product: 'whatsapp',
    metadata,
    contacts: customers.map((customer) => ({
      profile: { name: `Customer ${customer}` },
      wa_id: phoneOf(customer),
    })),
    messages: lines.map(({ conversation, text }) => {
      messages += 1;
      const id = `wamid.bench${process.pid}x${messages}`;
      return { from: phoneOf(conversation), id, timestamp, type: 'text', text: { body: text } };
    }),
    statuses: statuses.map(({ id, to, evidence, status }) => ({
      id,
      status,
      timestamp,
      recipient_id: to,
      biz_opaque_callback_data: evidence,
    })),
  };
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '200000000000001', changes: [{ field: 'messages', value }] }],
  });
}

/** Posts a body, signed; resolves with the status of the answer. */
export function deliver(url: string, secret: string, body: string): Promise<number> {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return post(new URL('/webhooks/whatsapp', url), body, { 'x-hub-signature-256': `sha256=${signature}` });
}
