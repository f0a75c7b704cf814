// Every kind of message says in words what it is, and nothing in the words becomes more than text.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDetails } from '../../src/core/describe.js';
import { type MessageDetails, type MessageKind, visibleText } from '../../src/core/message.js';

const file = (name: string) => ({ id: name, name, type: 'x/y', sizeBytes: 1, storageKey: name }) as never;
const show = (kind: MessageKind, details: MessageDetails, text = '', names: readonly string[] = []) =>
  visibleText({ kind, text, details, attachments: names.map(file), deletedAt: null });

const cases: readonly (readonly [
  kind: MessageKind,
  details: MessageDetails,
  shown: string,
  text?: string,
])[] = [
  [
    'location',
    { location: { latitude: -23.5, longitude: -46.6, name: 'Loja Paulista', address: 'Av. 1000' } },
    '📍 Loja Paulista, Av. 1000 — https://maps.google.com/?q=-23.5,-46.6',
  ],
  ['location', { location: { latitude: 1, longitude: 2 } }, '📍 location — https://maps.google.com/?q=1,2'],
  [
    'contacts',
    {
      contacts: [
        { name: 'Ana Silva', phones: ['+55 11 99999'], emails: ['ana@acme.example'] },
        { name: '+49 30 1', phones: ['+49 30 1'], emails: [] },
      ],
    },
    '👤 Ana Silva · +55 11 99999 · ana@acme.example\n👤 +49 30 1',
  ],
  ['contacts', { contacts: [] }, '👤 contact card'],
  [
    'order',
    {
      order: {
        note: 'Gift, please',
        items: [
          { id: 'SKU-1', quantity: 2, price: 19.9, currency: 'EUR' },
          { id: 'SKU-2', quantity: 1, price: 1500, currency: 'JPY' },
          { id: 'SKU-3', quantity: 1, price: 0, currency: '' },
        ],
      },
    },
    '🛒 2 × SKU-1 (19.90 EUR each)\n🛒 1 × SKU-2 (1500 JPY each)\n🛒 1 × SKU-3\nGift, please',
  ],
  ['order', { order: { note: 'The usual', items: [] } }, '🛒 order\nThe usual'],
  ['choice', { choice: { id: 'y', title: 'Yes' } }, '☑ Yes', 'Yes'],
  ['choice', { choice: { id: 'y', title: 'Yes' } }, '☑ Yes'],
  ['choice', { choice: { id: 'f', title: 'Form' } }, '☑ Form\nsize: M', 'Form\nsize: M'],
  [
    'share',
    { share: { of: 'reel', title: 'Summer', url: 'https://ig.example/r' } },
    '🔗 reel: Summer https://ig.example/r',
  ],
  ['share', { share: { of: 'post' } }, '🔗 shared post'],
  ['share', { share: { of: 'appointment', title: 'confirmed' } }, '📅 appointment: confirmed'],
  ['text', { share: { of: 'product', title: 'SKU-1' } }, '🛍 product: SKU-1\nIn blue?', 'In blue?'],
  [
    'text',
    { story: { of: 'reply', url: 'https://ig.example/s' } },
    '↩ replied to your story — https://ig.example/s\nNice!',
    'Nice!',
  ],
  ['share', { story: { of: 'reply' } }, '↩ replied to your story'],
  [
    'share',
    { story: { of: 'mention', url: 'https://ig.example/s' } },
    '📣 mentioned you in a story — https://ig.example/s',
  ],
  ['unsupported', { unsupported: 'poll_creation' }, '⚠ poll (WhatsApp does not pass polls on)'],
  ['unsupported', { unsupported: 'hologram_v2' }, '⚠ hologram v2 (cannot be shown here)'],
  ['unsupported', { unsupported: 'video (Media file too big)' }, '⚠ video (Media file too big)'],
  ['unsupported', { unsupported: 'unknown' }, '⚠ a kind of message that cannot be shown here'],
  ['unsupported', {}, '⚠ a kind of message that cannot be shown here'],
  [
    'image',
    { unsupported: 'image' },
    '⚠ image that the platform holds back (in the app, accept the message request)',
  ],
  ['text', { forwarded: 'once' }, '↪ forwarded\nChain letter', 'Chain letter'],
  ['text', { forwarded: 'many' }, '↪ forwarded many times\nChain letter', 'Chain letter'],
  [
    'text',
    { referral: { source: 'ADS', title: 'Sale', url: 'https://ad.example/' } },
    '🧭 came from the ad “Sale” — https://ad.example/\nHi',
    'Hi',
  ],
  ['text', { referral: { source: 'SHORTLINK' } }, '🧭 came from a link\nHi', 'Hi'],
  [
    'template',
    { template: { name: 'reopen_chat', language: 'en', header: [], body: ['Ana'] } },
    '📄 template reopen_chat:\nHello Ana',
    'Hello Ana',
  ],
  ['text', { via: 'Facebook', replyTo: { externalId: 'm1', text: 'before' } }, 'Hi', 'Hi'],
];

describe('what a message looks like', () => {
  const told = cases.map(([kind, details, shown, text = '']) => ({ kind, details, shown, text }));
  it.each(told)('$kind with $details is shown (B15)', ({ kind, details, shown, text }) => {
    expect(show(kind, details, text)).toBe(shown);
  });

  it('names files and voice messages, also when they were passed on', () => {
    expect(show('audio', {})).toBe('🎤 voice message');
    expect(show('image', { forwarded: 'once' }, '', ['a.jpg'])).toBe('↪ forwarded\n🖼 image: a.jpg');
    expect(show('image', { forwarded: 'once' }, 'Look')).toBe('↪ forwarded\nLook');
    expect(show('share', { share: { of: 'post' } }, '', ['a.jpg'])).toBe('🔗 shared post\n📎 file: a.jpg');
  });

  it('tells nothing of a message that was taken back', () => {
    const location = { latitude: 1, longitude: 2 };
    expect(
      visibleText({
        kind: 'location',
        text: '',
        details: { location },
        attachments: [],
        deletedAt: new Date(),
      }),
    ).toBe('This message was deleted.');
  });

  it('shows addresses of the web only', () => {
    for (const url of ['javascript:alert(1)', 'slack://open', 'https://a.example/ b', 'http://'])
      expect(describeDetails('share', { share: { of: 'post', url } })).toBe('🔗 shared post');
  });

  it('ends somewhere, and says how much is left', () => {
    const contacts = Array.from({ length: 100 }, (_, index) => ({
      name: `N${index}`,
      phones: Array.from({ length: 20 }, (_, phone) => `+${index}${phone}`),
      emails: [],
    }));
    const lines = (describeDetails('contacts', { contacts }) ?? '').split('\n');
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('… and 80 more');
    expect(lines[0]?.split(' · ')).toHaveLength(6);
  });

  it('is never nothing, whatever the details hold (B15)', () => {
    const word = fc.string();
    const details = fc.record(
      {
        forwarded: fc.constantFrom('once' as const, 'many' as const),
        share: fc.record({ of: word, title: word, url: word }),
        story: fc.record({ of: fc.constantFrom('reply' as const, 'mention' as const), url: word }),
        unsupported: word,
        choice: fc.record({ id: word, title: word }),
        contacts: fc.array(fc.record({ name: word, phones: fc.array(word), emails: fc.array(word) })),
      },
      { requiredKeys: [] },
    );
    const kinds = ['image', 'share', 'choice', 'contacts', 'unsupported', 'sticker'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...kinds), details, (kind, given) => {
        expect(show(kind, given).trim()).not.toBe('');
      }),
    );
  });
});
