// Checks what the page sends before a gesture is carried out.
import { z } from 'zod';
import type {
  ActionGesture,
  CommandGesture,
  DeleteGesture,
  EditGesture,
  FaultsRequest,
  HomeOpenedGesture,
  InputValues,
  OptionsGesture,
  PostGesture,
  ReactGesture,
  ReadGesture,
  ShortcutGesture,
  ViewCloseGesture,
  ViewSubmitGesture,
} from './protocol.js';

const id = z.string().min(1).max(255);
const text = z.string().max(40_000);
const line = { user: id, channel: id, ts: id };
const spot = {
  user: id,
  channel: id.exactOptional(),
  ts: id.exactOptional(),
  ephemeralTs: id.exactOptional(),
  viewId: id.exactOptional(),
};
const words = z.object({ type: z.string(), text, emoji: z.boolean().exactOptional() });
const option = z.object({
  text: words,
  value: text,
  description: z.object({ type: z.string(), text }).exactOptional(),
});

const inputValue = z.object({
  type: z.string().exactOptional(),
  value: text.nullable().exactOptional(),
  selected_option: option.nullable().exactOptional(),
  selected_options: z.array(option).exactOptional(),
  selected_user: id.nullable().exactOptional(),
  selected_users: z.array(id).exactOptional(),
  selected_channel: id.nullable().exactOptional(),
  selected_conversation: id.nullable().exactOptional(),
  selected_date: id.nullable().exactOptional(),
  selected_time: id.nullable().exactOptional(),
  files: z.array(id).exactOptional(),
});
const values: z.ZodType<InputValues> = z.record(z.string(), z.record(z.string(), inputValue));

const post: z.ZodType<PostGesture> = z.object({
  user: id,
  channel: id,
  text,
  threadTs: id.exactOptional(),
  fileIds: z.array(id).max(10).exactOptional(),
  broadcast: z.boolean().exactOptional(),
});
const edit: z.ZodType<EditGesture> = z.object({ ...line, text });
const lineOnly: z.ZodType<DeleteGesture> = z.object(line);
const react: z.ZodType<ReactGesture> = z.object({ ...line, name: id, remove: z.boolean().exactOptional() });
const read: z.ZodType<ReadGesture> = z.object({ user: id, channel: id });
const command: z.ZodType<CommandGesture> = z.object({
  user: id,
  channel: id,
  threadTs: id.exactOptional(),
  command: id,
  text,
});
const action: z.ZodType<ActionGesture> = z.object({
  ...spot,
  blockId: id,
  actionId: id,
  value: text.exactOptional(),
  selectedOption: option.exactOptional(),
  selectedOptions: z.array(option).exactOptional(),
  selectedUser: id.exactOptional(),
  selectedChannel: id.exactOptional(),
  selectedConversation: id.exactOptional(),
  selectedDate: id.exactOptional(),
  selectedTime: id.exactOptional(),
  state: values.exactOptional(),
});
const options: z.ZodType<OptionsGesture> = z.object({ ...spot, blockId: id, actionId: id, value: text });
const viewSubmit: z.ZodType<ViewSubmitGesture> = z.object({ user: id, viewId: id, values });
const viewClose: z.ZodType<ViewCloseGesture> = z.object({
  user: id,
  viewId: id,
  all: z.boolean().exactOptional(),
});
const shortcut: z.ZodType<ShortcutGesture> = z.object({
  user: id,
  callbackId: id,
  channel: id.exactOptional(),
  ts: id.exactOptional(),
});
const homeOpened: z.ZodType<HomeOpenedGesture> = z.object({
  user: id,
  tab: z.enum(['home', 'messages']).exactOptional(),
});

export const gestureSchemas = {
  post,
  edit,
  line: lineOnly,
  react,
  read,
  command,
  action,
  options,
  viewSubmit,
  viewClose,
  shortcut,
  homeOpened,
};

const wait = z.union([z.number().min(0).max(120_000), z.tuple([z.number().min(0), z.number().max(120_000)])]);

export const faultsRequestSchema: z.ZodType<FaultsRequest> = z.object({
  add: z
    .object({
      kind: z.enum([
        'rate_limited',
        'error_before',
        'error_after',
        'fatal_after',
        'drop_before',
        'drop_after',
        'delay',
        'down',
        'api_error',
        'token_revoked',
      ]),
      method: id.exactOptional(),
      channel: id.exactOptional(),
      times: z.number().int().min(1).exactOptional(),
      retryAfterSeconds: z.number().min(0).max(3600).exactOptional(),
      status: z.number().int().min(400).max(599).exactOptional(),
      delayMs: wait.exactOptional(),
      error: id.exactOptional(),
    })
    .exactOptional(),
  remove: id.exactOptional(),
  events: z
    .object({ duplicate: z.boolean().exactOptional(), reverse: z.boolean().exactOptional() })
    .exactOptional(),
  archiveChannel: z.object({ channel: id, archived: z.boolean() }).exactOptional(),
  appInChannel: z.object({ channel: id, member: z.boolean() }).exactOptional(),
});
