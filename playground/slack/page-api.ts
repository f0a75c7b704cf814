// The page's door: state, messages, gestures, faults and the log, as `protocol.ts` says.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import type { CallLog } from '../wire/call-log.js';
import { readBody, sendJson } from '../wire/http.js';
import {
  createPageDoor,
  type PageDoor,
  PageRefused,
  type PageRoute,
  readShape,
  sendFileOf,
} from '../wire/page-door.js';
import type { Faults } from './faults.js';
import type { Gestures } from './gestures/index.js';
import { faultsRequestSchema, gestureSchemas } from './page-input.js';
import { type PageShapes, shapePageView } from './page-shape.js';
import type { PageStream } from './page-stream.js';
import type { FaultsAnswer, FaultsRequest, MessagesAnswer, StateAnswer, ThreadAnswer } from './protocol.js';
import type { Channel, User } from './records.js';
import type { Rooms } from './web-api/call.js';

interface Parts {
  readonly rooms: Rooms;
  readonly gestures: Gestures;
  readonly stream: PageStream;
  readonly shapes: PageShapes;
  readonly faults: Faults;
  readonly log: CallLog;
}

const MAX_GESTURE_BYTES = 1024 * 1024;
/** Shown inline; everything else is offered for download so that no upload can run in the page. */
const INLINE_TYPES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Creates the door; it answers false for routes that are not its own. */
export const createPageApi = (parts: Parts): PageDoor => {
  const { rooms, gestures, stream, faults, log } = parts;
  const gesture =
    <Gesture>(
      schema: z.ZodType<Gesture>,
      carryOut: (gesture: Gesture) => Promise<{ readonly ok: boolean }>,
    ): PageRoute =>
    async (request, response) => {
      const answer = await carryOut(await readShape(request, schema, MAX_GESTURE_BYTES));
      sendJson(response, answer.ok ? 200 : 400, answer);
    };
  return createPageDoor({
    'GET /state': (_request, _response, query) => readState(parts, needUser(rooms, query)),
    'GET /messages': (_request, _response, query) => readMessages(parts, query),
    'GET /thread': (_request, _response, query) => readThread(parts, query),
    'GET /stream': (request, response, query) => stream.attach(request, response, needUser(rooms, query).id),
    'POST /post': gesture(gestureSchemas.post, gestures.post),
    'POST /edit': gesture(gestureSchemas.edit, gestures.edit),
    'POST /delete': gesture(gestureSchemas.line, gestures.delete),
    'POST /react': gesture(gestureSchemas.react, gestures.react),
    'POST /read': gesture(gestureSchemas.read, gestures.read),
    'POST /command': gesture(gestureSchemas.command, gestures.command),
    'POST /action': gesture(gestureSchemas.action, gestures.click),
    'POST /options': gesture(gestureSchemas.options, gestures.suggest),
    'POST /view-submit': gesture(gestureSchemas.viewSubmit, gestures.submitView),
    'POST /view-close': gesture(gestureSchemas.viewClose, gestures.closeView),
    'POST /shortcut': gesture(gestureSchemas.shortcut, gestures.shortcut),
    'POST /home-opened': gesture(gestureSchemas.homeOpened, gestures.openHome),
    'POST /upload': (request, _response, query) => upload(parts, request, query),
    'GET /file/': (_request, response, _query, id) => sendFile(parts, response, id),
    'GET /faults': () => readFaults(faults),
    'POST /faults': gesture(faultsRequestSchema, (asked) => Promise.resolve(changeFaults(parts, asked))),
    'GET /log': (_request, _response, query) => ({
      ok: true,
      entries: log.read(Number(query.get('after') ?? 0)),
    }),
  });
};

const needUser = ({ world }: Rooms, query: URLSearchParams): User => {
  const user = world.users.get(query.get('user') ?? '');
  if (!user || user.isBot) throw new PageRefused('user_not_found', 'There is no such person here.');
  return user;
};

const needChannel = (rooms: Rooms, query: URLSearchParams, user: User): Channel => {
  const channel = rooms.world.channels.get(query.get('channel') ?? '');
  if (!channel?.members.has(user.id)) throw new PageRefused('channel_not_found', 'There is no such channel.');
  return channel;
};

const readState = ({ rooms, shapes }: Parts, user: User): StateAnswer => {
  const { settings, world, views } = rooms;
  const mine = [...world.channels.values()].filter((channel) => channel.members.has(user.id));
  const ordered = [
    ...mine.filter((channel) => channel.kind !== 'dm'),
    ...mine.filter((channel) => channel.kind === 'dm'),
  ];
  const home = views.homeOf(user.id);
  return {
    ok: true,
    team: settings.team,
    user: shapes.user(user),
    users: [...world.users.values()].map(shapes.user),
    channels: ordered.map((channel) => shapes.channel(channel, user.id)),
    app: {
      name: settings.manifest.botName,
      description: settings.manifest.description,
      botUserId: settings.botUserId,
      commands: settings.manifest.commands,
      shortcuts: settings.manifest.shortcuts,
      hasHomeTab: settings.manifest.hasHomeTab,
    },
    modals: views.stackOf(user.id).map(shapePageView),
    home: home ? shapePageView(home) : null,
  };
};

const readMessages = ({ rooms, shapes }: Parts, query: URLSearchParams): MessagesAnswer => {
  const user = needUser(rooms, query);
  const channel = needChannel(rooms, query, user);
  const limit = Math.min(Math.max(Number(query.get('limit') ?? 200) || 200, 1), 1000);
  const lines = [...channel.history.values()].slice(-limit);
  const whispers = rooms.world.whispersOf(user.id, channel.id).filter((message) => message.threadTs === null);
  const messages = [...lines, ...whispers]
    .sort((one, other) => Number(one.ts) - Number(other.ts))
    .map(shapes.message);
  return { ok: true, channel: shapes.channel(channel, user.id), messages };
};

const readThread = ({ rooms, shapes }: Parts, query: URLSearchParams): ThreadAnswer => {
  const user = needUser(rooms, query);
  const channel = needChannel(rooms, query, user);
  const root = channel.messages.get(query.get('ts') ?? '');
  if (!root) throw new PageRefused('thread_not_found', 'That thread is gone.');
  const whispers = rooms.world
    .whispersOf(user.id, channel.id)
    .filter((message) => message.threadTs === root.ts);
  const replies = [...(root.replies?.values() ?? []), ...whispers].sort(
    (one, other) => Number(one.ts) - Number(other.ts),
  );
  return { ok: true, messages: [root, ...replies].map(shapes.message) };
};

const upload = async (
  { rooms, gestures, shapes }: Parts,
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<unknown> => {
  const user = needUser(rooms, query);
  const bytes = await readBody(request, rooms.settings.maxFileBytes);
  const mimetype = query.get('type') ?? '';
  const answer = await gestures.upload({
    user: user.id,
    name: query.get('name') ?? 'file',
    bytes,
    ...(mimetype ? { mimetype } : {}),
  });
  if (!answer.ok) throw new PageRefused(answer.error, answer.text);
  return { ok: true, file: shapes.file(answer.file) };
};

const sendFile = ({ rooms }: Parts, response: ServerResponse, id: string): void => {
  const file = rooms.world.files.get(id);
  if (!file?.bytes) throw new PageRefused('file_not_found', 'That file is gone.');
  const { name, mimetype: type, bytes } = file;
  sendFileOf(response, { name, type, bytes }, INLINE_TYPES.has(type));
};

const readFaults = (faults: Faults): FaultsAnswer => ({
  ok: true,
  faults: faults.list(),
  events: { ...faults.tricks },
});

const changeFaults = ({ rooms, faults }: Parts, asked: FaultsRequest): FaultsAnswer => {
  const { world, settings } = rooms;
  if (asked.add) faults.add(asked.add);
  if (asked.remove) faults.remove(asked.remove);
  if (asked.events) faults.setTricks(asked.events);
  const archive = asked.archiveChannel;
  const archived = archive && world.channels.get(archive.channel);
  if (archived) world.setArchived(archived, archive.archived);
  const membership = asked.appInChannel;
  const joined = membership && world.channels.get(membership.channel);
  if (joined) world.setMember(joined, settings.botUserId, membership.member);
  return readFaults(faults);
};
