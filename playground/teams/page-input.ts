// Checks what the Teams pane sends before a gesture is carried out.
import { z } from 'zod';
import type { Circumstance, TeamsAct, TeamsFaultsRequest, TeamsGesture } from './protocol.js';

const id = z.string().min(1).max(255);
const text = z.string().max(40_000);
const post = { chat: id, post: id };
const place = { chat: id, root: id.exactOptional() };
const inputs = z.record(z.string().max(255), text);
/** A pasted picture, base64: at most 4 MB of bytes. */
const picture = z.string().max(6_000_000);

const act: z.ZodType<TeamsAct> = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('write'),
    ...place,
    text,
    mention: z.boolean().exactOptional(),
    people: z.array(id).max(20).exactOptional(),
    files: z.array(id).max(10).exactOptional(),
    pictures: z.array(picture).max(4).exactOptional(),
  }),
  z.object({ do: z.literal('slash'), ...place, text }),
  z.object({ do: z.literal('edit'), ...post, text }),
  z.object({ do: z.literal('remove'), ...post }),
  z.object({ do: z.literal('restore'), ...post }),
  z.object({ do: z.literal('react'), ...post, emoji: id, off: z.boolean().exactOptional() }),
  z.object({ do: z.literal('press'), ...post, card: z.number().int().min(0).max(20), action: id, inputs }),
  z.object({ do: z.literal('submit-dialog'), action: id, inputs }),
  z.object({ do: z.literal('close-dialog') }),
  z.object({ do: z.literal('message-action'), ...post, command: id }),
]);

export const gestureSchema: z.ZodType<TeamsGesture> = z.object({ user: id, act });

export const circumstanceSchema: z.ZodType<Circumstance> = z.discriminatedUnion('set', [
  z.object({ set: z.literal('reads'), team: id, on: z.boolean() }),
  z.object({ set: z.literal('graph'), on: z.boolean() }),
  z.object({ set: z.literal('app-in-team'), team: id, on: z.boolean() }),
  z.object({ set: z.literal('app-of-person'), user: id, on: z.boolean() }),
]);

const rule = z.object({
  kind: z.enum(['down', 'drop_before', 'drop_after', 'error_before', 'error_after', 'rate_limited', 'delay']),
  times: z.number().int().positive().exactOptional(),
  status: z.number().int().min(400).max(599).exactOptional(),
  method: id.exactOptional(),
  path: id.exactOptional(),
  delayMs: z.number().min(0).max(60_000).exactOptional(),
  retryAfterSeconds: z.number().min(0).max(600).exactOptional(),
});

export const faultsSchema: z.ZodType<TeamsFaultsRequest> = z.object({
  add: rule.exactOptional(),
  remove: id.exactOptional(),
});
