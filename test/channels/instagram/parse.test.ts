// What each kind of Instagram’s events says, from the fixture to what the house hears.

import { describe } from 'vitest';
import { readInstagram } from '../../../src/channels/instagram/parse.js';
import { arrivedAt, expectAt, proveReadings } from '../../support/messaging.js';

const account = '17841400000000001';
const { line, message, echo, reaction, heard, ignored } = expectAt(account, '900000000000001', 'aWdfixture_');

function cdn(asset: string, signature = 'Ab1'): string {
  return `https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=${asset}&signature=${signature}`;
}

/** A file to fetch; its address names no file. */
function file(kind: string, url: string) {
  return { kind, url };
}

/** What each fixture says, in the channel's own order of kinds. */
const expected: Readonly<Record<string, unknown>> = {
  choice: message(9, 'choice', {
    kind: 'choice',
    text: 'Yes',
    details: { choice: { id: 'more:yes', title: 'Yes' } },
  }),
  comment: ignored('changes.comments', 'changes.mentions', 'changes.live_comments'),
  'control-gained': heard({ type: 'control', control: 'gained' }),
  'control-lost': heard({ type: 'control', control: 'lost', by: 'the Instagram inbox' }),
  'control-requested': ignored('request_thread_control'),
  'dashboard-test': ignored('changes.messages'),
  'echo-app': echo(18, 'echo-app', { ours: true, text: 'See you!' }),
  'echo-image': echo(19, 'echo-image', {
    kind: 'image',
    details: { via: 'Instagram' },
    media: [file('image', cdn('17850000000000009'))],
  }),
  'echo-ours': echo(17, 'echo-ours', {
    deliveryId: '0197aa10-7c00-7000-8000-000000000002',
    ours: true,
    text: 'Yes, and it ships today.',
  }),
  'echo-unsend': heard({ type: 'delete', externalId: 'aWdfixture_echo' }),
  echo: echo(16, 'echo', { text: 'Yes, it is!', details: { via: 'Instagram' } }),
  'edit-nobody': ignored('message_edit'),
  edit: heard({
    type: 'edit',
    externalId: 'aWdfixture_text',
    text: 'Hi, is the green one still there?',
    version: 2,
  }),
  file: message(7, 'file', { kind: 'file', media: [file('file', cdn('17850000000000008'))] }),
  hostile: message(24, 'hostile', {
    kind: 'choice',
    text: '\u202eevil\u202c <!channel> *bold* �',
    details: {
      unsupported: 'image, __proto__, unknown',
      choice: { id: 'p', title: 'evil <!channel> *bold* �' },
    },
    media: [file('file', cdn('17850000000000010'))],
  }),
  image: message(2, 'image', { kind: 'image', media: [file('image', cdn('17850000000000001'))] }),
  'mixed-files': message(4, 'mixed-files', {
    kind: 'file',
    media: [file('image', cdn('17850000000000004')), file('file', cdn('17850000000000005'))],
  }),
  'other-account': message(39, 'other-account', {
    address: '17841400000000002',
    text: 'From the other shop',
  }),
  postback: message(10, 'postback', {
    kind: 'choice',
    text: 'Track my order',
    details: { choice: { id: 'track:4711', title: 'Track my order' } },
  }),
  'reaction-removed': reaction(14, 'echo-ours', null),
  reaction: reaction(13, 'echo-ours', '❤️'),
  read: heard({ type: 'receipt', receipt: 'read', upToExternalId: 'aWdfixture_echo-ours' }),
  reel: message(27, 'reel', {
    kind: 'share',
    details: { share: { of: 'reel', title: 'How we pack', url: 'https://www.instagram.com/reel/C0ffee/' } },
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
    details: { replyTo: { externalId: 'aWdfixture_text' } },
  }),
  self: ignored('message.self'),
  'share-old': message(26, 'share-old', {
    kind: 'share',
    details: { share: { of: 'post', url: cdn('17850000000000011') } },
  }),
  share: message(25, 'share', {
    kind: 'share',
    details: { share: { of: 'post', title: 'Blue lamp, handmade', url: cdn('17850000000000011') } },
  }),
  standby: message(23, 'standby', { text: 'Is anybody there?', standby: true }),
  'story-mention': message(30, 'story-mention', {
    kind: 'share',
    details: { story: { of: 'mention', url: cdn('17900000000000005', 'Ab4') } },
  }),
  'story-reply': message(29, 'story-reply', {
    text: 'Love it!',
    details: { story: { of: 'reply', url: cdn('17900000000000004', 'Ab3') } },
  }),
  story: message(28, 'story', {
    kind: 'share',
    details: { share: { of: 'story', url: cdn('17900000000000003', 'Ab2') } },
  }),
  'text-files': message(3, 'text-files', {
    kind: 'image',
    text: 'Both sides of it',
    media: [file('image', cdn('17850000000000002')), file('image', cdn('17850000000000003'))],
  }),
  text: message(1, 'text', { text: 'Hi, is the blue one still there? 💙' }),
  unsend: heard({ type: 'delete', externalId: 'aWdfixture_image' }),
  'unsupported-kind': message(32, 'unsupported-kind', {
    kind: 'unsupported',
    details: { unsupported: 'ephemeral' },
  }),
  unsupported: message(31, 'unsupported', { kind: 'unsupported' }),
  video: message(6, 'video', { kind: 'video', media: [file('video', cdn('17850000000000007'))] }),
  voice: message(5, 'voice', { kind: 'audio', media: [file('audio', cdn('17850000000000006'))] }),
  withheld: message(33, 'withheld', { kind: 'image', details: { unsupported: 'image' } }),
};

const second = expectAt(account, '900000000000002', 'aWdfixture_');
const other = expectAt('17841400000000003', '900000000000009', 'aWdfixture_');

describe('what Instagram tells: nothing inbound is invisible (B15)', () => {
  proveReadings({
    channel: 'instagram',
    account,
    read: (body) => readInstagram(body, arrivedAt, { appId: '555000000000005' }),
    expected,
    batch: [
      line(41, 'batch-1', { text: 'One' }),
      second.line(42, 'batch-2', { text: 'Two' }),
      other.line(44, 'batch-4', { text: 'Four' }),
      line(43, 'batch-3', { text: 'Three' }),
    ],
  });
});
