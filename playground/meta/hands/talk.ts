// What a customer can send: words, files, places, cards, and the things each platform has of its own.
import type { Card, Customer, MediaKind, PhoneLine, Place } from '../records.js';
import { drawPicture, recordSilence } from '../samples.js';
import { describeMedium, kindOfType } from '../world.js';
import { GestureRefused, type Ground, type Manner, say } from './ground.js';

export interface FileToSend {
  readonly name: string;
  /** Media type, as the phone knows it. */
  readonly type: string;
  readonly bytes: Buffer;
  readonly caption?: string;
  readonly voice?: boolean;
  readonly kind?: MediaKind;
  readonly replyTo?: string;
}

type Saying = Pick<Manner, 'replyTo' | 'hoursAgo'>;

/** Creates the hands that say things; every one resolves with the new line once its webhook was answered. */
export const createTalk = (ground: Ground, customer: Customer) => {
  const { world } = ground;
  const { account } = customer;
  const only = (channels: readonly string[], what: string): void => {
    if (!channels.includes(account.channel)) throw new GestureRefused(`Nobody can send ${what} there.`);
  };

  const sendFile = async (file: FileToSend): Promise<PhoneLine> => {
    const { name, type, bytes, caption = '', voice = false, replyTo } = file;
    const kind = file.kind ?? kindOfType(type);
    const medium = world.addMedium({ account, kind, name, type, bytes, voice });
    const reply = replyTo === undefined ? {} : { replyTo };
    return say(ground, customer, { text: caption, media: describeMedium(medium), medium, ...reply });
  };

  return {
    write: (text: string, manner: Saying = {}): Promise<PhoneLine> =>
      say(ground, customer, { text, ...manner }),
    sendFile,
    sendImage: (caption = ''): Promise<PhoneLine> =>
      sendFile({ name: 'photo.png', type: 'image/png', bytes: drawPicture(customer.name), caption }),
    sendVoiceNote: (durationSeconds = 3): Promise<PhoneLine> =>
      sendFile({ name: 'voice.ogg', type: 'audio/ogg', bytes: recordSilence(durationSeconds), voice: true }),
    sendSticker: async (): Promise<PhoneLine> => {
      only(['whatsapp', 'messenger'], 'stickers');
      return sendFile({
        name: 'sticker.png',
        type: 'image/png',
        bytes: drawPicture('sticker', 96, 96),
        kind: 'sticker',
      });
    },
    sendPlace: async (place: Place): Promise<PhoneLine> => {
      only(['whatsapp', 'messenger'], 'places');
      return say(ground, customer, { place });
    },
    sendCards: async (cards: readonly Card[]): Promise<PhoneLine> => {
      only(['whatsapp'], 'contact cards');
      return say(ground, customer, { cards });
    },
    /** A post that somebody passes on. */
    sharePost: async (title: string, url: string): Promise<PhoneLine> => {
      only(['messenger', 'instagram'], 'posts');
      const share = { type: 'share', payload: { url } };
      const post = { type: 'ig_post', payload: { url, title, ig_post_media_id: '18000000000000001' } };
      const attachments =
        account.channel === 'instagram'
          ? [share, post]
          : [{ type: 'fallback', title, payload: { url, title } }];
      return say(ground, customer, { about: `shared post: ${title}`, wire: { attachments } });
    },
    /** An answer to the company's story; without words a mention of the company in the customer's own. */
    sendStory: async (text: string): Promise<PhoneLine> => {
      only(['instagram'], 'stories');
      const bytes = drawPicture('story');
      const medium = world.addMedium({
        account,
        kind: 'image',
        name: 'story.png',
        type: 'image/png',
        bytes,
        voice: false,
      });
      const url = ground.files.urlOf(medium);
      return text === ''
        ? say(ground, customer, {
            about: 'mentioned you in a story',
            wire: { attachments: [{ type: 'story_mention', payload: { url } }] },
          })
        : say(ground, customer, {
            text,
            about: 'replied to your story',
            wire: { reply_to: { story: { id: '17900000000000001', url } } },
          });
    },
    /** Something the platform's interface cannot carry. */
    sendUnsupported: (): Promise<PhoneLine> =>
      say(ground, customer, {
        about: account.channel === 'whatsapp' ? 'poll' : 'vanishing photo',
        wire:
          account.channel === 'whatsapp'
            ? {
                type: 'unsupported',
                errors: [{ code: 131051, title: 'Message type unknown', message: 'Message type unknown' }],
                unsupported: { type: 'poll_creation' },
              }
            : account.channel === 'messenger'
              ? { attachments: [{ type: 'unsupported_type', payload: null }] }
              : { is_unsupported: true },
      }),
  };
};
