// What WhatsApp reports about the messages that we sent.

import { describe, expect, it } from 'vitest';
import { readWhatsApp } from '../../../src/channels/whatsapp/parse.js';
import { account, arrivedAt, readFixture } from '../../support/whatsapp-bodies.js';

const evidence = { deliveryId: '019aa111-2222-7333-8444-555566667777', part: 0 };
const receipt = {
  address: '447700900123',
  type: 'receipt',
  externalId: 'wamid.HBgMNDQ3NzAwOTAwMTIzOUTAA==',
};

function readStatus(status: Record<string, unknown>) {
  const value = { metadata: { phone_number_id: account }, statuses: [status] };
  const body = { object: 'whatsapp_business_account', entry: [{ changes: [{ field: 'messages', value }] }] };
  return readWhatsApp(body, arrivedAt);
}

describe('a status', () => {
  it.each([
    ['sent', { ...receipt, ...evidence, receipt: 'sent' }],
    ['delivered', { ...receipt, ...evidence, receipt: 'delivered' }],
    ['read', { ...receipt, receipt: 'read' }],
    ['played', { ...receipt, receipt: 'read' }],
  ])('becomes a receipt, with our own id where it comes back: %s', (name, inbound) => {
    expect(readFixture(name)).toStrictEqual({ items: [{ account, inbound }], unreadable: [], ignored: [] });
  });

  it('tells what an agent can do about a failure (A1)', () => {
    const [item] = readFixture('failed').items;
    expect(item?.inbound).toMatchObject({
      ...receipt,
      ...evidence,
      receipt: 'failed',
      error: { class: 'window', code: '131047', sentence: expect.stringMatching(/24|window/) },
    });
  });

  it('says so when a failure came without a reason', () => {
    const [item] = readStatus({ id: 'wamid.1', status: 'failed', recipient_id: '44770090012' }).items;
    expect(item?.inbound).toMatchObject({ receipt: 'failed', error: { class: 'content', code: 'unknown' } });
  });

  it('counts without a receiver, by the id of the message alone', () => {
    expect(readStatus({ id: 'wamid.1', status: 'delivered' }).items).toStrictEqual([
      { account, inbound: { address: '', type: 'receipt', externalId: 'wamid.1', receipt: 'delivered' } },
    ]);
  });

  it('goes to a customer without a number by the other id', () => {
    const { items } = readStatus({ id: 'wamid.1', status: 'sent', recipient_user_id: 'GB.1' });
    expect(items).toStrictEqual([
      { account, inbound: { address: 'GB.1', type: 'receipt', externalId: 'wamid.1', receipt: 'sent' } },
    ]);
  });

  it.each([
    [{ id: 'wamid.1', status: 'warning', recipient_id: '44770090012' }, 'status.warning'],
    [{ id: 'wamid.1', status: '<b>', recipient_id: '44770090012' }, 'status.unknown'],
    [{ id: 'wamid.1', status: 'sent', recipient_type: 'group' }, 'status.group'],
  ])('of another kind is set aside by its name', (status, name) => {
    expect(readStatus(status)).toStrictEqual({ items: [], unreadable: [], ignored: [name] });
  });

  it('of no message at all is kept as a dead letter', () => {
    expect(readStatus({ id: 4711, status: 'sent', recipient_id: '44770090012' })).toStrictEqual({
      items: [],
      unreadable: [
        {
          account,
          raw: { id: 4711, status: 'sent', recipient_id: '44770090012' },
          why: 'the status names no message',
        },
      ],
      ignored: [],
    });
  });
});
