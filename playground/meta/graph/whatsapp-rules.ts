// What `POST /{phone}/messages` may say: the shapes and limits of the Cloud API.
import { z } from 'zod';

const file = z.object({
  id: z.string().optional(),
  link: z.url().optional(),
  caption: z.string().max(1024).optional(),
  filename: z.string().max(240).optional(),
  voice: z.boolean().optional(),
});
const oneSource = (one: z.infer<typeof file>): boolean => (one.id === undefined) !== (one.link === undefined);
const source = file.refine(oneSource, 'needs either an id or a link');
const bare = file
  .omit({ caption: true, filename: true })
  .strict()
  .refine(oneSource, 'needs either an id or a link');

const button = z.object({
  type: z.literal('reply'),
  reply: z.object({ id: z.string().min(1).max(256), title: z.string().min(1).max(20) }),
});
const row = z.object({
  id: z.string().min(1).max(200),
  title: z.string().min(1).max(24),
  description: z.string().max(72).optional(),
});
const around = {
  header: z.object({ type: z.literal('text'), text: z.string().max(60) }).optional(),
  footer: z.object({ text: z.string().max(60) }).optional(),
};
const unique = (titles: readonly string[]): boolean => new Set(titles).size === titles.length;

const interactive = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('button'),
    body: z.object({ text: z.string().min(1).max(1024) }),
    action: z.object({
      buttons: z
        .array(button)
        .min(1)
        .max(3, 'at most 3 buttons')
        .refine((all) => unique(all.map(({ reply }) => reply.title)), 'titles must differ')
        .refine((all) => unique(all.map(({ reply }) => reply.id)), 'ids must differ'),
    }),
    ...around,
  }),
  z.object({
    type: z.literal('list'),
    body: z.object({ text: z.string().min(1).max(4096) }),
    action: z.object({
      button: z.string().min(1).max(20),
      sections: z
        .array(z.object({ title: z.string().max(24).optional(), rows: z.array(row).min(1) }))
        .min(1)
        .max(10)
        .refine((all) => all.flatMap(({ rows }) => rows).length <= 10, 'at most 10 rows in all')
        .refine((all) => all.length === 1 || all.every(({ title }) => title), 'several sections need titles'),
    }),
    ...around,
  }),
  z.object({
    type: z.literal('cta_url'),
    body: z.object({ text: z.string().min(1).max(1024) }),
    action: z.object({
      name: z.literal('cta_url'),
      parameters: z.object({ display_text: z.string().min(1).max(20), url: z.url() }),
    }),
    ...around,
  }),
]);

const contact = z.object({
  name: z
    .object({ formatted_name: z.string().min(1) })
    .loose()
    .refine((name) => Object.keys(name).length > 1, 'needs one more part of the name'),
  phones: z.array(z.object({ phone: z.string().optional() }).loose()).optional(),
});

const parameter = z.object({
  type: z.string(),
  text: z.string().optional(),
  parameter_name: z.string().optional(),
});
const template = z.object({
  name: z.string(),
  language: z.object({ code: z.string() }),
  components: z.array(z.object({ type: z.string(), parameters: z.array(parameter).optional() })).optional(),
});

const common = z.object({
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  to: z.string().min(1).optional(),
  recipient: z.string().min(1).optional(),
  context: z.object({ message_id: z.string() }).optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
});

const content = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text').default('text'),
    text: z.object({ body: z.string().min(1).max(4096), preview_url: z.boolean().optional() }),
  }),
  z.object({ type: z.literal('image'), image: source }),
  z.object({ type: z.literal('video'), video: source }),
  z.object({ type: z.literal('document'), document: source }),
  z.object({ type: z.literal('audio'), audio: bare }),
  z.object({ type: z.literal('sticker'), sticker: bare }),
  z.object({
    type: z.literal('reaction'),
    reaction: z.object({ message_id: z.string(), emoji: z.string() }),
  }),
  z.object({
    type: z.literal('location'),
    location: z.object({
      latitude: z.coerce.number().min(-90).max(90),
      longitude: z.coerce.number().min(-180).max(180),
      name: z.string().optional(),
      address: z.string().optional(),
    }),
  }),
  z.object({ type: z.literal('contacts'), contacts: z.array(contact).min(1) }),
  z.object({ type: z.literal('interactive'), interactive }),
  z.object({ type: z.literal('template'), template }),
]);

/** A message of the company's. Reactions may not quote. */
export const whatsappSend = z
  .intersection(common, content)
  .refine((send) => send.to !== undefined || send.recipient !== undefined, 'to or recipient is required')
  .refine((send) => send.type !== 'reaction' || send.context === undefined, 'a reaction cannot quote');
export type WhatsappSend = z.infer<typeof whatsappSend>;

/** Marks a customer's message as read, and shows that someone is writing. */
export const whatsappSeen = z.object({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: z.string(),
  typing_indicator: z.object({ type: z.literal('text') }).optional(),
});

/** A business-scoped id; put in `to` it is swallowed without a word. */
export const scopedIdPattern = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;
