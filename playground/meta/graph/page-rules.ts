// What `POST /{page}/messages` and `POST /{account}/messages` may say: the shapes and limits of the Send API.
import { z } from 'zod';

const button = z.discriminatedUnion('type', [
  z.object({ type: z.literal('postback'), title: z.string().min(1).max(20), payload: z.string().max(1000) }),
  z.object({ type: z.literal('web_url'), title: z.string().min(1).max(20), url: z.url() }),
]);

const element = z.object({
  title: z.string().min(1).max(80),
  subtitle: z.string().max(80).optional(),
  image_url: z.url().optional(),
  buttons: z.array(button).max(3, 'at most 3 buttons').optional(),
});

const template = z.discriminatedUnion('template_type', [
  z.object({
    template_type: z.literal('button'),
    text: z.string().min(1).max(640),
    buttons: z.array(button).min(1).max(3, 'at most 3 buttons'),
  }),
  z.object({ template_type: z.literal('generic'), elements: z.array(element).min(1).max(10) }),
]);

const source = z.object({
  url: z.url().optional(),
  attachment_id: z.string().optional(),
  is_reusable: z.boolean().optional(),
});

const attachment = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['image', 'audio', 'video', 'file']), payload: source }),
  z.object({ type: z.literal('template'), payload: template }),
  z.object({ type: z.literal('like_heart') }),
]);

const quickReply = z.object({
  content_type: z.literal('text'),
  title: z.string().min(1).max(20),
  payload: z.string().min(1).max(1000),
});

const message = z.object({
  text: z.string().optional(),
  attachment: attachment.optional(),
  quick_replies: z.array(quickReply).max(13, 'at most 13 quick replies').optional(),
  metadata: z.string().max(1000).optional(),
});

/** A message, or one action with nothing else in it. */
export const pageSend = z
  .object({
    recipient: z.object({ id: z.string() }),
    messaging_type: z.enum(['RESPONSE', 'UPDATE', 'MESSAGE_TAG']).optional(),
    tag: z.literal('HUMAN_AGENT', 'the tag was retired').optional(),
    message: message.optional(),
    sender_action: z.string().optional(),
    payload: z.object({ message_id: z.string(), reaction: z.string().optional() }).optional(),
    persona_id: z.string().optional(),
    reply_to: z.object({ mid: z.string() }).optional(),
  })
  .refine(
    (send) => (send.message === undefined) !== (send.sender_action === undefined),
    'message or sender_action',
  )
  .refine(
    (send) => (send.messaging_type === 'MESSAGE_TAG') === (send.tag !== undefined),
    'tag and MESSAGE_TAG go together',
  );
export type PageSend = z.infer<typeof pageSend>;
export type PageAttachment = z.infer<typeof attachment>;
