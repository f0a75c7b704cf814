// Carries out what the phones on the page ask for; webhooks follow on their own.
import { type CustomerHands, GestureRefused } from './hands/index.js';
import type { PhoneAct } from './protocol.js';

const post = { title: 'Ten ways to use a kettle', url: 'https://social.example/p/kettle' };

/** Starts the gesture; resolves when the phone has done it, without waiting for Baton. Throws GestureRefused. */
export const carryOutAct = (hands: CustomerHands, act: PhoneAct): Promise<void> =>
  new Promise((resolve, reject) => {
    // A gesture that is impossible says so before anything is sent; what comes later concerns nobody here.
    Promise.resolve(start(hands, act)).catch(reject);
    setImmediate(resolve);
  });

const start = (hands: CustomerHands, act: PhoneAct): unknown => {
  switch (act.do) {
    case 'write': {
      const { replyTo, hoursAgo } = act;
      const manner = {
        ...(replyTo === undefined ? {} : { replyTo }),
        ...(hoursAgo === undefined ? {} : { hoursAgo }),
      };
      return hands.write(act.text, manner);
    }
    case 'send-photo':
      return hands.sendImage();
    case 'send-voice':
      return hands.sendVoiceNote();
    case 'send-sticker':
      return hands.sendSticker();
    case 'send-place':
      return hands.sendPlace(act.place);
    case 'send-card':
      return hands.sendCards([act.card]);
    case 'share-post':
      return hands.sharePost(post.title, post.url);
    case 'send-story':
      return hands.sendStory(act.text);
    case 'send-unsupported':
      return hands.sendUnsupported();
    default:
      return touch(hands, act);
  }
};

type Touch = Exclude<PhoneAct, { do: 'write' | 'share-post' | `send-${string}` }>;

const touch = (hands: CustomerHands, act: Touch): unknown => {
  switch (act.do) {
    case 'press':
      return hands.press(act.line, act.choice);
    case 'react':
      return hands.react(act.line, act.emoji);
    case 'edit':
      return hands.edit(act.line, act.text);
    case 'unsend':
      return hands.unsend(act.line);
    case 'look':
      return hands.look(act.on);
    case 'connect':
      return hands.connect(act.on);
    case 'tell-read':
      return hands.tellRead(act.on);
    case 'block':
      return hands.block(act.on);
    case 'standby':
      return hands.standby(act.on);
    case 'move-clock':
      return hands.moveClock(act.hours);
    case 'answer-from-app':
      return hands.answerFromApp(act.text);
    default:
      throw new GestureRefused('There is no such gesture.');
  }
};
