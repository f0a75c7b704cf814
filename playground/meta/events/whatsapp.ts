// WhatsApp's webhooks: what a customer does and what becomes of the company's messages, as the documents show it.
import { hashOf } from '../files.js';
import { businessAccountId, usualNumber } from '../options.js';
import type { Customer, Medium, PhoneLine } from '../records.js';
import type { Entry } from '../webhooks.js';

/** One change of a field of the business account. */
const change = (customer: Customer, field: string, value: object): Entry => ({
  id: businessAccountId,
  changes: [
    {
      field,
      value: {
        messaging_product: 'whatsapp',
        metadata: {
          display_phone_number: numberOf(customer),
          phone_number_id: customer.account.id,
        },
        ...value,
      },
    },
  ],
});

/** The company's number in digits. */
const numberOf = ({ account }: Customer): string => (account.number ?? usualNumber).replace(/\D/g, '');

const seconds = (ms: number): string => String(Math.floor(ms / 1000));

const sender = (customer: Customer) => ({
  ...(customer.waId === null ? {} : { from: customer.waId }),
  from_user_id: customer.scopedId,
});

const profile = (customer: Customer) => ({
  profile: {
    name: customer.name,
    ...(customer.username === null ? {} : { username: customer.username }),
  },
  ...(customer.waId === null ? {} : { wa_id: customer.waId }),
  user_id: customer.scopedId,
});

/** A message of the customer's with this content: `{ type: 'text', text: { body } }`. */
export const whatsappMessage = (
  customer: Customer,
  { id, at }: { readonly id: string; readonly at: number },
  content: object,
): Entry =>
  change(customer, 'messages', {
    contacts: [profile(customer)],
    messages: [{ ...sender(customer), id, timestamp: seconds(at), ...content }],
  });

/** What a line says, in WhatsApp's words. */
export const whatsappContent = (
  customer: Customer,
  line: PhoneLine,
  file: { readonly medium: Medium; readonly url: string } | null,
): object => {
  const context = line.replyTo === undefined ? {} : { context: quote(customer, line.replyTo) };
  if (file) return { ...mediaContent(file.medium, file.url, line.text), ...context };
  if (line.place) return { type: 'location', location: line.place, ...context };
  if (line.cards) return { type: 'contacts', contacts: line.cards.map(shapeCard), ...context };
  return { type: 'text', text: { body: line.text }, ...context };
};

const quote = (customer: Customer, id: string) => {
  const isOwn = customer.lines.get(id)?.side === 'customer';
  const from = isOwn ? customer.waId : numberOf(customer);
  return { ...(from === null ? {} : { from }), id };
};

const shapeCard = ({ name, phone }: { readonly name: string; readonly phone: string }) => ({
  name: { formatted_name: name, first_name: name.split(' ')[0] },
  phones: [{ phone, wa_id: phone.replace(/\D/g, ''), type: 'CELL' }],
});

const mediaContent = (medium: Medium, url: string, caption: string): object => {
  const type = medium.kind === 'file' ? 'document' : medium.kind;
  return {
    type,
    [type]: {
      id: medium.id,
      mime_type: medium.voice ? 'audio/ogg; codecs=opus' : medium.type,
      sha256: hashOf(medium, 'base64'),
      ...(type === 'document' ? { filename: medium.name } : {}),
      ...(type === 'audio' ? { voice: medium.voice } : {}),
      ...(type === 'sticker' ? { animated: false } : {}),
      ...(caption !== '' && (type === 'image' || type === 'video' || type === 'document') ? { caption } : {}),
      url,
    },
  };
};

/** What the customer pressed: a reply button, a row of a list, or a template's button. */
export const whatsappPress = (
  customer: Customer,
  line: PhoneLine,
  choice: { readonly id: string; readonly title: string; readonly description?: string },
): object => {
  const context = { context: quote(customer, line.id) };
  if (line.template !== undefined)
    return { type: 'button', button: { payload: choice.id, text: choice.title }, ...context };
  const type = line.list ? 'list_reply' : 'button_reply';
  const { id, title, description } = choice;
  const reply = { id, title, ...(line.list && description !== undefined ? { description } : {}) };
  return { type: 'interactive', interactive: { type, [type]: reply }, ...context };
};

/** How far one of the company's messages came. */
export const whatsappStatus = (
  customer: Customer,
  line: PhoneLine,
  { status, at }: { readonly status: string; readonly at: number },
): Entry =>
  change(customer, 'messages', {
    statuses: [
      {
        id: line.id,
        status,
        timestamp: seconds(at),
        ...(customer.waId === null ? {} : { recipient_id: customer.waId }),
        recipient_user_id: customer.scopedId,
        ...(line.callback === undefined ? {} : { biz_opaque_callback_data: line.callback }),
        ...(status === 'failed'
          ? { errors: [shapeStatusError(line)] }
          : {
              pricing: {
                billable: line.template !== undefined,
                pricing_model: 'PMP',
                type: line.template === undefined ? 'free_customer_service' : 'regular',
                category: line.template === undefined ? 'service' : 'utility',
              },
            }),
      },
    ],
  });

const shapeStatusError = ({ error }: PhoneLine) => ({
  code: error?.code ?? 131000,
  title: error?.title ?? 'Something went wrong',
  message: error?.title ?? 'Something went wrong',
  error_data: {
    details:
      error?.code === 131047
        ? 'Message failed to send because more than 24 hours have passed since the customer last replied to this number.'
        : (error?.title ?? 'Message failed to send because of an unknown error.'),
  },
});

/** Someone of the company answered in the phone app. */
export const whatsappAppEcho = (customer: Customer, line: PhoneLine): Entry =>
  change(customer, 'smb_message_echoes', {
    message_echoes: [
      {
        from: numberOf(customer),
        ...(customer.waId === null ? {} : { to: customer.waId }),
        to_user_id: customer.scopedId,
        id: line.id,
        timestamp: seconds(line.at),
        type: 'text',
        text: { body: line.text },
      },
    ],
  });
