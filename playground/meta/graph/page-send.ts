// `POST /{page}/messages` and `POST /{account}/messages`: messages to Messenger and Instagram.
import type { MetaFault } from '../faults.js';
import { GraphError, wrongParameter } from '../graph-error.js';
import { createMessageId } from '../ids.js';
import type { Choice, Customer, LineExtras, MetaAccount } from '../records.js';
import { humanWindowMs, windowMs } from '../records.js';
import { describeMedium, kindOfType } from '../world.js';
import type { Errand, GraphCall, Rooms } from './call.js';
import { fetchLink } from './fetch-link.js';
import { checkPageFile } from './media-rules.js';
import { actOnPage } from './page-actions.js';
import { type PageAttachment, type PageSend, pageSend } from './page-rules.js';

/** Reads the call; throws ZodError where its shape is wrong. */
export const sendPage = (rooms: Rooms, account: MetaAccount, call: GraphCall): Errand => {
  const send = pageSend.parse(call.body);
  const customer = rooms.world.findCustomer(account, send.recipient.id) ?? undefined;
  if (send.sender_action !== undefined) return actOnPage(rooms, { account, send, customer });
  return {
    operation: 'messages',
    account,
    customer,
    run: (fault) => accept(rooms, { account, send, customer, call, fault }),
  };
};

interface Sending {
  readonly account: MetaAccount;
  readonly send: PageSend;
  readonly customer: Customer | undefined;
  readonly call: GraphCall;
  readonly fault: MetaFault | null;
}

const accept = async (rooms: Rooms, sending: Sending): Promise<object> => {
  const { account, send, fault } = sending;
  const customer = needReachable(rooms, sending);
  const persona = findPersona(rooms, sending);
  const said = await readContent(rooms, sending);
  if (fault?.kind === 'swallow')
    return { recipient_id: customer.scopedId, message_id: createMessageId(account.channel, '') };
  const { text, ...extras } = said;
  for (const line of customer.lines.values())
    if (line.quickReplies?.length) rooms.world.changeLine(customer, line.id, { quickReplies: [] });
  const line = rooms.world.addLine(customer, {
    side: 'business',
    text,
    ...extras,
    ...(persona ? { persona: { name: persona.name, pictureUrl: persona.pictureUrl } } : {}),
    ...(send.reply_to ? { replyTo: send.reply_to.mid } : {}),
    ...(send.tag === undefined ? {} : { tag: send.tag }),
    ...(send.message?.metadata === undefined ? {} : { callback: send.message.metadata }),
  });
  rooms.world.change(customer, { typingUntil: 0 });
  await rooms.receipts.follow(customer, line, fault?.kind === 'status_first');
  return {
    recipient_id: customer.scopedId,
    message_id: line.id,
    ...(extras.media ? { attachment_id: extras.media.id } : {}),
  };
};

/** The customer, if they may be written to now and in this way. Throws GraphError. */
const needReachable = ({ settings }: Rooms, { account, send, customer }: Sending): Customer => {
  const isMessenger = account.channel === 'messenger';
  if (!customer)
    throw isMessenger
      ? new GraphError({ code: 100, subcode: 2018001 }, 'No matching user found')
      : new GraphError({ code: 100, subcode: 2534014 }, 'The requested user cannot be found.');
  if (customer.blocked)
    throw new GraphError({ code: 551, subcode: 1545041 }, "This person isn't available right now.");
  if (customer.standby)
    throw new GraphError(
      { code: 10, subcode: 2018300 },
      'Message failed to send because another app is controlling this thread now.',
    );
  const age =
    customer.lastHeardAt === null ? Number.POSITIVE_INFINITY : settings.now() - customer.lastHeardAt;
  if (age >= (send.tag === 'HUMAN_AGENT' ? humanWindowMs : windowMs))
    throw new GraphError(
      { code: 10, subcode: isMessenger ? 2018278 : 2534022 },
      'This message is sent outside of allowed window.',
    );
  return customer;
};

const findPersona = ({ world }: Rooms, { account, send }: Sending) => {
  if (send.persona_id === undefined) return null;
  const persona = world.personas.get(send.persona_id);
  if (account.channel !== 'messenger' || persona?.accountId !== account.id)
    throw wrongParameter('The persona does not exist.', 2018166);
  return persona;
};

type Said = LineExtras & { readonly text: string };

const readContent = async (rooms: Rooms, sending: Sending): Promise<Said> => {
  const { account, send, call } = sending;
  const { text, attachment, quick_replies } = send.message ?? {};
  const quickReplies = quick_replies?.map(({ title, payload }) => ({ id: payload, title }));
  const choices = quickReplies ? { quickReplies } : {};
  if (attachment) {
    if (text !== undefined) throw wrongParameter('Text and attachment are separate sends.');
    return { ...(await readAttachment(rooms, account, attachment, call)), ...choices };
  }
  if (text === undefined || text.trim() === '') throw wrongParameter('Message cannot be empty', 2018034);
  const length = account.channel === 'messenger' ? text.length : Buffer.byteLength(text, 'utf8');
  const most = account.channel === 'messenger' ? 2000 : 1000;
  if (length > most)
    throw wrongParameter(`Length of param message[text] must be less than or equal to ${most}`);
  return { text, ...choices };
};

const readAttachment = async (
  rooms: Rooms,
  account: MetaAccount,
  attachment: PageAttachment,
  call: GraphCall,
): Promise<Said> => {
  if (attachment.type === 'like_heart') return { text: '❤️' };
  if (attachment.type === 'template') return readTemplate(attachment.payload);
  const channel = account.channel === 'messenger' ? 'messenger' : 'instagram';
  const given = call.files.find((one) => one.field === 'filedata');
  if (given && call.host === 'instagram') throw wrongParameter('Files are given by their address here.');
  const { url, attachment_id } = attachment.payload;
  const known = attachment_id === undefined ? undefined : rooms.world.media.get(attachment_id);
  const file = given ?? known ?? (url === undefined ? null : await fetchLink(url));
  if (!file)
    throw wrongParameter('Failed to fetch the file from the url.', url === undefined ? 2018047 : 2018008);
  checkPageFile(channel, attachment.type, file);
  const kind = attachment.type === 'file' ? kindOfDocument(file.type) : attachment.type;
  const { name, type, bytes } = file;
  return {
    text: '',
    media: describeMedium(rooms.world.addMedium({ account, kind, name, type, bytes, voice: false })),
  };
};

/** A picture sent as a file stays a file. */
const kindOfDocument = (type: string) => (kindOfType(type) === 'audio' ? 'audio' : 'file');

type Template = Extract<PageAttachment, { type: 'template' }>['payload'];

const readTemplate = (template: Template): Said => {
  const buttons = (template.template_type === 'button' ? template : template.elements[0])?.buttons ?? [];
  const choices: Choice[] = buttons.map((one) =>
    one.type === 'web_url'
      ? { id: one.url, title: one.title, url: one.url }
      : { id: one.payload, title: one.title },
  );
  if (template.template_type === 'button') return { text: template.text, buttons: choices };
  const words = template.elements.map(({ title, subtitle }) => [title, subtitle].filter(Boolean).join('\n'));
  return { text: words.join('\n\n'), buttons: choices };
};
