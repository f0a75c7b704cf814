// Checks what the phones ask for.
import { z } from 'zod';
import type { NewCustomer, PhoneFaultsRequest, PhoneGesture } from './protocol.js';

const text = z.string().min(1).max(10_000);
const line = z.string().min(1);
const on = z.boolean();
const act = <Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) =>
  z.object({ do: z.literal(name), ...shape });

export const gestureSchema: z.ZodType<PhoneGesture> = z.object({
  customer: z.string(),
  act: z.discriminatedUnion('do', [
    act('write', {
      text,
      replyTo: line.exactOptional(),
      hoursAgo: z.number().min(0).max(1000).exactOptional(),
    }),
    act('send-photo', {}),
    act('send-voice', {}),
    act('send-sticker', {}),
    act('send-place', {
      place: z.object({
        latitude: z.number().min(-90).max(90),
        longitude: z.number().min(-180).max(180),
        name: z.string().exactOptional(),
        address: z.string().exactOptional(),
      }),
    }),
    act('send-card', { card: z.object({ name: z.string().min(1), phone: z.string().min(1) }) }),
    act('share-post', {}),
    act('send-story', { text: z.string().max(1000) }),
    act('send-unsupported', {}),
    act('press', { line, choice: z.string() }),
    act('react', { line, emoji: z.string().min(1).max(20).nullable() }),
    act('edit', { line, text }),
    act('unsend', { line }),
    act('look', { on }),
    act('connect', { on }),
    act('tell-read', { on }),
    act('block', { on }),
    act('standby', { on }),
    act('move-clock', { hours: z.number().min(-1000).max(1000) }),
    act('answer-from-app', { text }),
  ]),
});

const channel = z.enum(['whatsapp', 'messenger', 'instagram']);

export const newCustomerSchema: z.ZodType<NewCustomer> = z.object({
  channel,
  name: z.string().trim().min(1).max(80),
  hidesNumber: z.boolean().exactOptional(),
});

const kinds = [
  'error',
  'rate_limited',
  'error_before',
  'error_after',
  'drop_before',
  'drop_after',
  'hang',
  'failed_status',
  'status_first',
  'swallow',
  'media_expired',
  'media_redirect',
] as const;
const operations = [
  '*',
  'messages',
  'actions',
  'upload',
  'media',
  'download',
  'profile',
  'personas',
  'templates',
  'control',
  'other',
] as const;

export const faultsSchema: z.ZodType<PhoneFaultsRequest> = z.object({
  add: z
    .object({
      kind: z.enum(kinds),
      on: z.enum(operations).exactOptional(),
      channel: channel.exactOptional(),
      customer: z.string().exactOptional(),
      code: z.number().int().exactOptional(),
      subcode: z.number().int().exactOptional(),
      times: z.number().int().positive().exactOptional(),
      to: z.string().exactOptional(),
      waitMs: z.number().min(0).max(600_000).exactOptional(),
    })
    .exactOptional(),
  remove: z.string().exactOptional(),
  duplicate: z.boolean().exactOptional(),
});
