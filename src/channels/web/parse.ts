// Reads what the widget posts: strict shapes, cleaned text, nothing else gets through.

import { z } from 'zod';
import { scores, waitingChoices } from '../../core/customer-choice.js';
import type { AttachmentId } from '../../core/id.js';
import { looksLikeId } from '../../core/id.js';
import { messageLimit, type Option } from '../../core/message.js';

const attachmentId = z.custom<AttachmentId>(looksLikeId, 'must be the id of an uploaded file');

/** One of the options a message gave, as it was given. */
const choice: z.ZodType<Option> = z.strictObject({
  id: z.string().min(1).max(1000),
  title: z.string().min(1).max(1000),
});

/** POST /web/messages; a choice is said by its title, and nothing beside it. */
export const postedMessage = z
  .strictObject({
    clientId: z.uuid().transform((id) => id.toLowerCase()),
    text: z.string().max(messageLimit).default('').transform(cleanText),
    attachmentIds: z.array(attachmentId).max(10).default([]),
    choice: choice.optional(),
  })
  .refine(
    ({ choice, text, attachmentIds }) =>
      choice === undefined || (text === cleanText(choice.title) && attachmentIds.length === 0),
    { path: ['choice'], message: 'must be said by its title, without files' },
  )
  .refine((body) => body.text !== '' || body.attachmentIds.length > 0, 'there is nothing to send');

/** POST /web/visitors */
export const postedVisitor = z.strictObject({
  locale: z
    .string()
    .max(35)
    .regex(/^[A-Za-z0-9-]+$/)
    .optional(),
  /** The page on which the chat was opened, without query. */
  page: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
});

/** POST /web/identify */
export const postedIdentity = z.strictObject({ jwt: z.string().min(1).max(8000) });

/** POST /web/seen */
export const postedSeen = z.strictObject({
  sequence: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  read: z.boolean(),
});

/** POST /web/waiting */
export const postedWaiting = z.strictObject({ choice: z.enum(waitingChoices) });

/** POST /web/rating: a score, and a comment with it or after it. */
export const postedRating = z.strictObject({
  score: z.literal([...scores]),
  comment: z
    .string()
    .max(2_000)
    .transform(cleanText)
    .transform((text) => text || null)
    .nullish()
    .transform((text) => text ?? null),
});

/** The place in the feed from which a stream goes on; no conversation means: wait for the first one. */
export const askedCursor = z
  .object({
    conversation: z.uuid().optional(),
    after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
    poll: z.enum(['0', '1']).optional(),
  })
  .transform((query) => ({
    conversationId: query.conversation ?? null,
    after: query.after,
    poll: query.poll === '1',
  }));

/**
 * Makes outside text storable: no NUL or other control characters but tab and line feed (the database refuses NUL,
 * desks show the rest as rubbish), no half surrogates, no blank ends.
 */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .trim();
}

/** A file's name without folders, control and direction characters; at most 120 characters, never empty. */
export function cleanFileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const clean = cleanText(last)
    .replace(/[\n\t"<>|:*?\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/^\.+/, '')
    .trim();
  if (clean === '') return 'file';
  const dot = clean.lastIndexOf('.');
  const ending = dot > 0 && clean.length - dot <= 12 ? clean.slice(dot) : '';
  return clean.length <= 120 ? clean : `${[...clean].slice(0, 120 - ending.length).join('')}${ending}`;
}
