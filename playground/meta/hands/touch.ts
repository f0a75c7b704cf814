// What a customer can do with messages that are there: press, react, edit, unsend.
import { pageEvent } from '../events/page.js';
import { whatsappContent, whatsappMessage, whatsappPress } from '../events/whatsapp.js';
import { createMessageId } from '../ids.js';
import type { Choice, Customer, PhoneLine } from '../records.js';
import { GestureRefused, type Ground, needLine, say, sendEntry } from './ground.js';

const reactionNames: Readonly<Record<string, string>> = {
  '❤️': 'love',
  '❤': 'love',
  '👍': 'like',
  '👎': 'dislike',
  '😆': 'smile',
  '😮': 'wow',
  '😢': 'sad',
  '😠': 'angry',
};

/** Every hand resolves once its webhook was answered; a gesture that is impossible throws GestureRefused. */
export const createTouch = (ground: Ground, customer: Customer) => {
  const { settings, world } = ground;
  const isWhatsApp = customer.account.channel === 'whatsapp';
  const now = () => ({
    id: createMessageId(customer.account.channel, customer.waId ?? ''),
    at: settings.now(),
  });

  const press = async (lineId: string, choiceId: string): Promise<PhoneLine> => {
    const line = needLine(customer, lineId);
    const choice = choicesOf(line).find((one) => one.id === choiceId);
    if (!choice || choice.url !== undefined) throw new GestureRefused('There is no such button any more.');
    if (isWhatsApp)
      return say(ground, customer, {
        text: choice.title,
        replyTo: lineId,
        wire: whatsappPress(customer, line, choice),
      });
    if (line.quickReplies?.includes(choice))
      return say(ground, customer, { text: choice.title, wire: { quick_reply: { payload: choice.id } } });
    return pressPostback(ground, customer, choice);
  };

  const edit = async (lineId: string, text: string): Promise<PhoneLine> => {
    const line = needOwn(customer, lineId);
    const edits = line.edits + 1;
    const changed = world.changeLine(customer, lineId, { text, edits }) ?? line;
    const message = { ...whatsappContent(customer, changed, null) };
    await sendEntry(
      ground,
      customer,
      isWhatsApp
        ? whatsappMessage(customer, now(), { type: 'edit', edit: { original_message_id: lineId, message } })
        : pageEvent(
            customer,
            { at: settings.now() },
            { message_edit: { mid: lineId, text, num_edit: edits } },
          ),
    );
    return changed;
  };

  const unsend = async (lineId: string): Promise<void> => {
    needOwn(customer, lineId);
    if (customer.account.channel === 'messenger')
      throw new GestureRefused('The page is never told when someone unsends there.');
    world.changeLine(customer, lineId, { removed: true });
    await sendEntry(
      ground,
      customer,
      isWhatsApp
        ? whatsappMessage(customer, now(), { type: 'revoke', revoke: { original_message_id: lineId } })
        : pageEvent(customer, { at: settings.now() }, { message: { mid: lineId, is_deleted: true } }),
    );
  };

  /** Null takes the reaction back. */
  const react = async (lineId: string, emoji: string | null): Promise<void> => {
    const { reactions } = needLine(customer, lineId);
    const { customer: before, ...others } = reactions;
    world.changeLine(customer, lineId, {
      reactions: emoji === null ? others : { ...others, customer: emoji },
    });
    const at = settings.now();
    world.change(customer, { lastHeardAt: at });
    const name = reactionNames[emoji ?? before ?? ''] ?? 'other';
    const shown = emoji === null ? { action: 'unreact' } : { action: 'react', emoji };
    await sendEntry(
      ground,
      customer,
      isWhatsApp
        ? whatsappMessage(customer, now(), { type: 'reaction', reaction: shapeReaction(lineId, emoji) })
        : pageEvent(customer, { at }, { reaction: { mid: lineId, reaction: name, ...shown } }),
    );
  };

  return { press, edit, unsend, react };
};

/** Everything on a line that can be pressed. */
export const choicesOf = (line: PhoneLine): readonly Choice[] => [
  ...(line.buttons ?? []),
  ...(line.quickReplies ?? []),
  ...(line.list?.rows ?? []),
];

const shapeReaction = (lineId: string, emoji: string | null) => ({
  message_id: lineId,
  ...(emoji === null ? {} : { emoji }),
});

/** A button of a template: the words stand in the chat, but what is sent is a postback. */
const pressPostback = async (ground: Ground, customer: Customer, choice: Choice): Promise<PhoneLine> => {
  const at = ground.settings.now();
  const line = ground.world.addLine(customer, {
    side: 'customer',
    text: choice.title,
    at,
    status: 'delivered',
  });
  ground.world.change(customer, { lastHeardAt: at });
  const postback = { mid: line.id, title: choice.title, payload: choice.id };
  await sendEntry(ground, customer, pageEvent(customer, { at }, { postback }));
  return line;
};

const needOwn = (customer: Customer, id: string): PhoneLine => {
  const line = needLine(customer, id);
  if (line.side !== 'customer') throw new GestureRefused('Only one’s own messages can be changed.');
  return line;
};
