// Every kind of message a customer can send on WhatsApp, from the body to what the house hears.

import { describe, expect, it } from 'vitest';
import { readWhatsApp } from '../../../src/channels/whatsapp/parse.js';
import {
  account,
  amara,
  arrivedAt,
  message,
  readFixture,
  window,
  writtenAt,
} from '../../support/whatsapp-bodies.js';

const ours = 'wamid.HBgMNDQ3NzAwOTAwMTIzOUTAA==';
const sha256 = 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=';

/** What each fixture's one message says, beside who wrote it and when. */
const spoken: Record<string, Record<string, unknown>> = {
  text: message(1, { kind: 'text', text: 'Where is my order 4711?' }),
  image: message(2, {
    kind: 'image',
    text: 'It arrived like this',
    media: [
      {
        kind: 'image',
        id: '1003383421387201',
        url: 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1003383421387201',
        type: 'image/jpeg',
        sha256,
      },
    ],
  }),
  video: message(3, {
    kind: 'video',
    media: [{ kind: 'video', id: '1003383421387202', type: 'video/mp4', sha256 }],
  }),
  voice: message(4, {
    kind: 'audio',
    media: [{ kind: 'audio', id: '1003383421387203', type: 'audio/ogg; codecs=opus', sha256 }],
  }),
  file: message(5, {
    kind: 'file',
    text: 'The invoice',
    media: [{ kind: 'file', id: '1003383421387204', name: 'Invoice 7.pdf', type: 'application/pdf', sha256 }],
  }),
  sticker: message(6, {
    kind: 'sticker',
    media: [{ kind: 'sticker', id: '1003383421387205', type: 'image/webp', sha256 }],
  }),
  location: message(7, {
    kind: 'location',
    details: {
      location: { latitude: 52.52, longitude: 13.405, name: 'The shop', address: 'Street 1, Berlin' },
    },
  }),
  contacts: message(8, {
    kind: 'contacts',
    details: {
      contacts: [
        { name: 'Kim Lee', phones: ['+44 7700 900456'], emails: ['kim@example.com'] },
        { name: '447700900789', phones: ['447700900789'], emails: [] },
      ],
    },
  }),
  reply: message(9, { kind: 'text', text: 'Yes, that one', details: { replyTo: { externalId: ours } } }),
  forwarded: message(10, { kind: 'text', text: 'Have you seen this?', details: { forwarded: 'many' } }),
  share: message(11, {
    kind: 'text',
    text: 'Is it there in blue?',
    details: {
      replyTo: { externalId: 'wamid.HBgMNDQ3NzAwOTAwMTIzCATAA==' },
      share: { of: 'product', title: 'mug-blue' },
    },
  }),
  referral: message(12, {
    kind: 'text',
    text: 'Hello! Can I learn more?',
    details: { referral: { source: 'ad', title: 'Mugs for winter', url: 'https://fb.me/ad1' } },
  }),
  choice: message(15, {
    kind: 'choice',
    text: 'Yes',
    details: { replyTo: { externalId: ours }, choice: { id: 'refund:yes', title: 'Yes' } },
  }),
  'choice-list': message(16, {
    kind: 'choice',
    text: '8-10',
    details: { choice: { id: 's1', title: '8-10' } },
  }),
  'choice-template': message(17, {
    kind: 'choice',
    text: 'Continue',
    details: { replyTo: { externalId: ours }, choice: { id: 'reopen', title: 'Continue' } },
  }),
  form: message(18, {
    kind: 'choice',
    text: 'Sent\nsize: M\ncolours: ["blue","red"]',
    details: { choice: { id: 'flow', title: 'Sent' } },
  }),
  order: message(19, {
    kind: 'order',
    details: {
      order: {
        note: 'Gift wrapped, please',
        items: [
          { id: 'mug-blue', quantity: 2, price: 12.5, currency: 'EUR' },
          { id: 'tea', quantity: 1, price: 4, currency: 'EUR' },
        ],
      },
    },
  }),
  unsupported: message(23, { kind: 'unsupported', details: { unsupported: 'poll_creation' } }),
  unavailable: message(24, { kind: 'unsupported', details: { unsupported: 'unavailable' } }),
  'unknown-kind': message(25, { kind: 'unsupported', details: { unsupported: 'hologram' } }),
  'too-large': message(26, {
    kind: 'unsupported',
    details: { unsupported: 'video (Media download error)' },
  }),
  'without-number': message(27, {
    kind: 'text',
    text: 'Hi from a username',
    address: 'GB.90812345678901234567',
    aliases: ['GB.90812345678901234567', 'GB.ENT.77'],
    facts: { name: 'Noor', attributes: { username: 'noor.shop' } },
  }),
};

/** The other things a customer can do. */
const done: Record<string, Record<string, unknown>> = {
  reaction: { ...amara, type: 'reaction', externalId: ours, emoji: '👍🏽', at: writtenAt, window },
  'reaction-removed': { ...amara, type: 'reaction', externalId: ours, emoji: null, at: writtenAt, window },
  edit: {
    ...amara,
    type: 'edit',
    externalId: 'wamid.HBgMNDQ3NzAwOTAwMTIz01AA==',
    text: 'Where is my order 4712?',
  },
  'edit-caption': {
    ...amara,
    type: 'edit',
    externalId: 'wamid.HBgMNDQ3NzAwOTAwMTIz02AA==',
    text: 'It arrived broken',
  },
  unsend: { ...amara, type: 'delete', externalId: 'wamid.HBgMNDQ3NzAwOTAwMTIz01AA==' },
};

describe('what a customer sends on WhatsApp', () => {
  it.each(Object.entries({ ...spoken, ...done }))('is heard: %s', (name, inbound) => {
    expect(readFixture(name)).toStrictEqual({ items: [{ account, inbound }], unreadable: [], ignored: [] });
  });

  it.each([
    ['welcome', 'message.request_welcome'],
    ['group', 'message.group'],
    ['identity-key', 'system.customer_identity_changed'],
    ['channel-error', 'error.131016'],
    ['other-field', 'field.account_update'],
  ])('is set aside by its name when it is no part of a chat: %s', (name, ignored) => {
    expect(readFixture(name)).toStrictEqual({ items: [], unreadable: [], ignored: [ignored] });
  });
});

describe('what a colleague sends past Baton', () => {
  const echo = {
    address: '447700900123',
    type: 'echo',
    at: writtenAt,
    facts: { phone: '+447700900123' },
  };

  it('is heard with the customer it went to, by both of their names', () => {
    expect(readFixture('echo').items).toStrictEqual([
      {
        account,
        inbound: {
          ...echo,
          aliases: amara.aliases,
          externalId: 'wamid.HBgMNDQ3NzAwOTAwMTIzECHOAA==',
          kind: 'text',
          text: 'I answered from my phone',
          details: { via: 'the WhatsApp app' },
        },
      },
    ]);
  });

  it('is heard with its files', () => {
    expect(readFixture('echo-image').items).toStrictEqual([
      {
        account,
        inbound: {
          ...echo,
          aliases: ['447700900123'],
          externalId: 'wamid.HBgMNDQ3NzAwOTAwMTIzECH2AA==',
          kind: 'image',
          text: 'Like this?',
          media: [{ kind: 'image', id: '1003383421387209', type: 'image/png' }],
          details: { via: 'the WhatsApp app' },
        },
      },
    ]);
  });

  it.each([
    [{ group_id: '120363000000000001' }, 'echo.group'],
    [{ type: 'reaction', reaction: { message_id: 'wamid.1', emoji: '👍' } }, 'echo.reaction'],
    [{ type: 'revoke', revoke: { original_message_id: 'wamid.1' } }, 'echo.revoke'],
  ])('is set aside by its name when it is no line for one customer: %o', (content, ignored) => {
    expect(readEcho(content)).toMatchObject({ items: [], unreadable: [], ignored: [ignored] });
  });

  it.each([
    [{ id: undefined }, 'the echo has no id'],
    [{ to: 447700900123 }, 'the echo has no receiver'],
  ])('is kept as a dead letter when it cannot be placed: %o', (content, why) => {
    expect(readEcho(content)).toMatchObject({ items: [], unreadable: [{ account, why }], ignored: [] });
  });
});

function readEcho(content: Record<string, unknown>) {
  const echo = { to: '447700900123', id: 'wamid.9', type: 'text', text: { body: 'x' }, ...content };
  const value = { metadata: { phone_number_id: account }, message_echoes: [echo] };
  const change = { field: 'smb_message_echoes', value };
  return readWhatsApp({ object: 'whatsapp_business_account', entry: [{ changes: [change] }] }, arrivedAt);
}
