// `POST /{phone}/messages`: what is refused at once, what is accepted and fails later, what reaches the phone.
import type { MetaFault } from '../faults.js';
import { GraphError, wrongParameter } from '../graph-error.js';
import { createMessageId } from '../ids.js';
import type { Customer, LineExtras, MediaKind, MetaAccount } from '../records.js';
import { windowMs } from '../records.js';
import { describeMedium } from '../world.js';
import type { Errand, GraphCall, Rooms } from './call.js';
import { fetchLink } from './fetch-link.js';
import { checkWhatsappFile } from './media-rules.js';
import { fillTemplate } from './templates.js';
import { scopedIdPattern, type WhatsappSend, whatsappSeen, whatsappSend } from './whatsapp-rules.js';

const typingMs = 25_000;

/** Reads the call; throws ZodError where its shape is wrong. */
export const sendWhatsapp = (rooms: Rooms, account: MetaAccount, call: GraphCall): Errand => {
  if (call.body.status !== undefined) return markSeen(rooms, account, call);
  const send = whatsappSend.parse(call.body);
  const customer = findRecipient(rooms, account, send);
  return {
    operation: 'messages',
    account,
    customer,
    run: (fault) => accept(rooms, { account, send, customer, fault }),
  };
};

/** With both, the number wins. */
const findRecipient = ({ world }: Rooms, account: MetaAccount, { to, recipient }: WhatsappSend) => {
  if (to !== undefined)
    return scopedIdPattern.test(to) ? undefined : (world.findCustomer(account, to) ?? undefined);
  return world.findCustomer(account, recipient ?? '') ?? undefined;
};

interface Sending {
  readonly account: MetaAccount;
  readonly send: WhatsappSend;
  readonly customer: Customer | undefined;
  readonly fault: MetaFault | null;
}

const accept = async (rooms: Rooms, sending: Sending): Promise<object> => {
  const { account, send, customer, fault } = sending;
  const said = await readContent(rooms, account, send);
  const isSwallowed = fault?.kind === 'swallow' || (send.to !== undefined && scopedIdPattern.test(send.to));
  const known = customer ?? rooms.world.makeStranger(account, send.to ?? send.recipient ?? '');
  if (isSwallowed) return answerSend(sending, createMessageId('whatsapp', known.scopedId));
  const failure = findFailure(rooms, sending);
  if (send.type === 'reaction' && !failure) return react(rooms, sending, known, send.reaction);
  const { text, ...extras } = said;
  const line = rooms.world.addLine(known, {
    side: 'business',
    text,
    ...extras,
    ...(send.context ? { replyTo: send.context.message_id } : {}),
    ...(send.biz_opaque_callback_data === undefined ? {} : { callback: send.biz_opaque_callback_data }),
  });
  rooms.world.change(known, { typingUntil: 0 });
  if (failure) rooms.receipts.failLater(known, line, failure);
  else await rooms.receipts.follow(known, line, fault?.kind === 'status_first');
  return answerSend(sending, line.id);
};

/** Why an accepted message will be reported as failed; null when it will arrive. */
const findFailure = ({ settings }: Rooms, { customer, send, fault }: Sending): number | null => {
  if (fault?.kind === 'failed_status') return fault.code ?? 131047;
  if (!customer || customer.blocked) return 131026;
  const isOpen = customer.lastHeardAt !== null && settings.now() - customer.lastHeardAt < windowMs;
  return isOpen || send.type === 'template' ? null : 131047;
};

const answerSend = ({ send, customer }: Sending, id: string): object => {
  const input = send.to ?? send.recipient ?? '';
  const who =
    send.to !== undefined ? { wa_id: customer?.waId ?? input.replace(/^\+/, '') } : { user_id: input };
  return {
    messaging_product: 'whatsapp',
    contacts: [{ input, ...who }],
    messages: [{ id, ...(send.type === 'template' ? { message_status: 'accepted' } : {}) }],
  };
};

const react = (
  { world, receipts }: Rooms,
  sending: Sending,
  customer: Customer,
  { message_id, emoji }: { readonly message_id: string; readonly emoji: string },
): object => {
  const line = customer.lines.get(message_id);
  if (!line)
    throw new GraphError(
      { code: 131009, details: 'There is no such message.' },
      'Parameter value is not valid',
    );
  const { business: _before, ...others } = line.reactions;
  world.changeLine(customer, message_id, {
    reactions: emoji === '' ? others : { ...others, business: emoji },
  });
  const id = createMessageId('whatsapp', customer.waId ?? '');
  receipts.onlySent(customer, {
    ...line,
    id,
    side: 'business',
    callback: sending.send.biz_opaque_callback_data ?? '',
  });
  return answerSend(sending, id);
};

type Said = LineExtras & { readonly text: string };

/** What the phone will show. Throws GraphError for files and templates that are not to be had. */
const readContent = async (rooms: Rooms, account: MetaAccount, send: WhatsappSend): Promise<Said> => {
  switch (send.type) {
    case 'text':
      return { text: send.text.body };
    case 'image':
    case 'video':
    case 'audio':
    case 'sticker':
    case 'document': {
      const file = readFileOf(send);
      const kind = send.type === 'document' ? 'file' : send.type;
      return { text: file.caption ?? '', media: await placeFile(rooms, account, kind, file) };
    }
    case 'location':
      return { text: '', place: withoutGaps(send.location) };
    case 'contacts':
      return {
        text: '',
        cards: send.contacts.map(({ name, phones }) => ({
          name: name.formatted_name,
          phone: phones?.[0]?.phone ?? '',
        })),
      };
    case 'interactive':
      return readInteractive(send.interactive);
    case 'template':
      return { ...fillTemplate(send.template), template: send.template.name };
    case 'reaction':
      return { text: '' };
  }
};

interface FileRef {
  readonly id?: string | undefined;
  readonly link?: string | undefined;
  readonly caption?: string | undefined;
  readonly filename?: string | undefined;
  readonly voice?: boolean | undefined;
}

const readFileOf = (send: WhatsappSend): FileRef => {
  const parts = {
    image: undefined,
    video: undefined,
    audio: undefined,
    sticker: undefined,
    document: undefined,
    ...send,
  };
  return parts.image ?? parts.video ?? parts.audio ?? parts.sticker ?? parts.document ?? {};
};

const placeFile = async ({ world }: Rooms, account: MetaAccount, kind: MediaKind, ref: FileRef) => {
  const uploaded = ref.id === undefined ? undefined : world.media.get(ref.id);
  if (ref.id !== undefined && uploaded?.account.id !== account.id)
    throw wrongParameter(`There is no file ${ref.id} of this number.`);
  const file = uploaded ?? (await fetchLink(ref.link ?? ''));
  if (!file)
    throw new GraphError({ code: 131052, details: 'The link gave nothing.' }, 'Media download error');
  await checkWhatsappFile(kind, file);
  const name = ref.filename ?? file.name;
  return describeMedium(
    world.addMedium({ account, kind, name, type: file.type, bytes: file.bytes, voice: ref.voice ?? false }),
  );
};

type Interactive = Extract<WhatsappSend, { type: 'interactive' }>['interactive'];

const readInteractive = (asked: Interactive): Said => {
  const around = {
    text: asked.body.text,
    ...(asked.header ? { header: asked.header.text } : {}),
    ...(asked.footer ? { footer: asked.footer.text } : {}),
  };
  if (asked.type === 'button')
    return {
      ...around,
      buttons: asked.action.buttons.map(({ reply }) => ({ id: reply.id, title: reply.title })),
    };
  if (asked.type === 'cta_url') {
    const { display_text, url } = asked.action.parameters;
    return { ...around, buttons: [{ id: url, title: display_text, url }] };
  }
  const rows = asked.action.sections.flatMap((section) => section.rows.map(withoutGaps));
  return { ...around, list: { label: asked.action.button, rows } };
};

/** The same without the keys that hold nothing. */
const withoutGaps = <Value extends object>(value: Value) =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [Key in keyof Value]: Exclude<Value[Key], undefined>;
  };

const markSeen = ({ settings, world }: Rooms, account: MetaAccount, call: GraphCall): Errand => {
  const seen = whatsappSeen.parse(call.body);
  const customer = [...world.customers.values()].find(
    (one) => one.account.id === account.id && one.lines.get(seen.message_id)?.side === 'customer',
  );
  return {
    operation: 'actions',
    account,
    customer,
    run: () => {
      if (!customer)
        throw new GraphError(
          { code: 131009, details: 'There is no such message.' },
          'Parameter value is not valid',
        );
      world.seeUpTo(customer, seen.message_id);
      if (seen.typing_indicator) world.change(customer, { typingUntil: settings.now() + typingMs });
      return { success: true };
    },
  };
};
