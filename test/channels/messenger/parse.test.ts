// What each kind of Messenger’s events says, from the fixture to what the house hears.

import { describe } from 'vitest';
import { readMessenger } from '../../../src/channels/messenger/parse.js';
import { arrivedAt, expectAt, proveReadings } from '../../support/messaging.js';

const account = '111000000000001';
const { line, message, echo, reaction, heard, ignored } = expectAt(account, '2400000000000001', 'm_fixture_');
const bearUrl = 'https://scontent.xx.fbcdn.net/v/t39.1997-6/bear.png?_nc_cat=1&oh=00_A';
const bear = { kind: 'sticker', url: bearUrl, name: 'bear.png' };

/** A file to fetch: the last part of its address, and the name made of it. */
function file(kind: string, last: string, name = last) {
  return {
    kind,
    url: `https://scontent.xx.fbcdn.net/v/t1.15752-9/${last}?_nc_cat=101&oh=03_Q7&oe=69A1`,
    name,
  };
}

/** What each fixture says, in the channel's own order of kinds. */
const expected: Readonly<Record<string, unknown>> = {
  appointment: message(33, 'appointment', {
    kind: 'share',
    details: {
      share: {
        of: 'appointment',
        title: 'CONFIRMED, 2026-12-01T10:00:00+0100, 2026-12-01T10:30:00+0100, Europe/Berlin',
      },
    },
  }),
  choice: message(9, 'choice', {
    kind: 'choice',
    text: 'Yes',
    details: { choice: { id: 'more:yes', title: 'Yes' } },
  }),
  'control-gained': heard({ type: 'control', control: 'gained' }),
  'control-lost': heard({ type: 'control', control: 'lost', by: 'the Page inbox' }),
  'control-requested': ignored('request_thread_control'),
  'delivered-watermark': heard({
    type: 'receipt',
    receipt: 'delivered',
    upToAt: new Date('2026-11-18T11:33:20.000Z'),
  }),
  'echo-app': echo(18, 'echo-app', { ours: true, text: 'See you!' }),
  'echo-image': echo(19, 'echo-image', {
    kind: 'image',
    details: { via: 'Facebook' },
    media: [file('image', 'returns.jpg')],
  }),
  'echo-ours': echo(17, 'echo-ours', {
    deliveryId: '0197aa10-7c00-7000-8000-000000000001',
    ours: true,
    text: 'Yes, and it ships today.',
  }),
  'echo-template': echo(37, 'echo-template', { text: 'How can we help?', details: { via: 'Facebook' } }),
  echo: echo(16, 'echo', { text: 'Yes, it is!', details: { via: 'Facebook' } }),
  edit: heard({
    type: 'edit',
    externalId: 'm_fixture_text',
    text: 'Hi, is the green one still there?',
    version: 2,
  }),
  empty: message(43, 'empty', { kind: 'unsupported' }),
  file: message(7, 'file', { kind: 'file', media: [file('file', 'Invoice-7.pdf')] }),
  hostile: message(24, 'hostile', {
    kind: 'choice',
    text: '\u202eevil\u202c <!channel> *bold* �',
    details: {
      unsupported: 'image, __proto__, unknown',
      choice: { id: 'p', title: 'evil <!channel> *bold* �' },
    },
    media: [file('file', '..%2F..%2Fetc%2F\u202egpj.exe', 'gpj.exe')],
  }),
  image: message(2, 'image', { kind: 'image', media: [file('image', 'box.jpg')] }),
  link: message(29, 'link', {
    text: 'https://shop.example/lamps/blue is it this?',
    details: { share: { of: 'link', title: 'Blue lamp — Shop', url: 'https://shop.example/lamps/blue' } },
  }),
  location: message(27, 'location', {
    kind: 'location',
    details: { location: { latitude: 52.52, longitude: 13.405, name: 'Pinned location' } },
  }),
  'mixed-files': message(4, 'mixed-files', {
    kind: 'file',
    media: [file('image', 'label.jpg'), file('file', 'Invoice%207.pdf', 'Invoice 7.pdf')],
  }),
  optin: ignored('optin'),
  policy: ignored('policy_enforcement'),
  post: message(31, 'post', {
    kind: 'share',
    details: { share: { of: 'post', title: 'New in', url: 'https://www.facebook.com/shop/posts/42' } },
  }),
  'postback-old': message(36, 'postback-old', {
    kind: 'choice',
    text: 'Get started',
    details: {
      choice: { id: 'GET_STARTED', title: 'Get started' },
      referral: { source: 'SHORTLINK', title: 'poster' },
    },
    externalId: 'postback:AtsJ9O4GH1rrwjOmJoizWK5d5UJZPT6ZUd9tEInc_ds',
  }),
  postback: message(10, 'postback', {
    kind: 'choice',
    text: 'Track my order',
    details: { choice: { id: 'track:4711', title: 'Track my order' } },
  }),
  product: message(32, 'product', {
    kind: 'share',
    details: { share: { of: 'product', title: 'Blue lamp · Green lamp' } },
  }),
  'reaction-removed': reaction(14, 'echo-ours', null),
  reaction: reaction(13, 'echo-ours', '❤️'),
  read: heard({ type: 'receipt', receipt: 'read', upToAt: new Date('2026-11-18T11:35:00.000Z') }),
  reel: message(30, 'reel', {
    kind: 'share',
    details: {
      share: { of: 'reel', title: 'Lamps in five seconds', url: 'https://www.facebook.com/reel/998877' },
    },
  }),
  'referral-message': message(12, 'referral-message', {
    text: 'Hello, about your ad',
    details: {
      referral: {
        source: 'ADS',
        title: 'Blue lamps, now 20 % off',
        url: 'https://scontent.xx.fbcdn.net/v/t45/lamp.jpg?oh=1',
      },
    },
  }),
  referral: ignored('referral'),
  reply: message(8, 'reply', {
    text: 'That one, please',
    details: { replyTo: { externalId: 'm_fixture_text' } },
  }),
  share: message(28, 'share', {
    kind: 'share',
    details: { share: { of: 'link', title: 'Blue lamp — Shop', url: 'https://shop.example/lamps/blue' } },
  }),
  standby: message(23, 'standby', { text: 'Is anybody there?', standby: true }),
  'sticker-alone': message(26, 'sticker-alone', { kind: 'sticker', media: [bear] }),
  sticker: message(25, 'sticker', { kind: 'sticker', media: [bear] }),
  'text-files': message(3, 'text-files', {
    kind: 'image',
    text: 'Both sides of it',
    media: [file('image', 'front.jpg'), file('image', 'back.jpg')],
  }),
  text: message(1, 'text', { text: 'Hi, is the blue one still there? 💙' }),
  'unknown-kind': message(35, 'unknown-kind', { kind: 'unsupported', details: { unsupported: 'hologram' } }),
  unsupported: message(34, 'unsupported', {
    kind: 'unsupported',
    details: { unsupported: 'unsupported_type' },
  }),
  video: message(6, 'video', { kind: 'video', media: [file('video', 'unboxing.mp4')] }),
  voice: message(5, 'voice', { kind: 'audio', media: [file('audio', 'audioclip-1795000200000-4096.mp4')] }),
  delivered: heard(
    { type: 'receipt', receipt: 'delivered', externalId: 'm_fixture_echo-ours' },
    { type: 'receipt', receipt: 'delivered', externalId: 'm_fixture_echo-app' },
    { type: 'receipt', receipt: 'delivered', upToAt: new Date('2026-11-18T11:31:40Z') },
  ),
};

const second = expectAt(account, '2400000000000002', 'm_fixture_');
const other = expectAt('111000000000002', '2400000000000009', 'm_fixture_');

describe('what Messenger tells: nothing inbound is invisible (B15)', () => {
  proveReadings({
    channel: 'messenger',
    account,
    read: (body) => readMessenger(body, arrivedAt, { appId: '555000000000005' }),
    expected,
    batch: [
      line(45, 'batch-1', { text: 'One' }),
      second.line(46, 'batch-2', { text: 'Two' }),
      other.line(48, 'batch-4', { text: 'Four' }),
      line(47, 'batch-3', { text: 'Three' }),
    ],
  });
});
