// Carries out what the app answers: acknowledgement bodies of commands and posts to a response_url.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallLog } from '../wire/call-log.js';
import { isRecord, parseBody, readBody, sendJson, sendText } from '../wire/http.js';
import { answerUnder, type Faults } from './faults.js';
import type { Json, Message } from './records.js';
import type { ResponsePlace } from './triggers.js';
import { type Rooms, readFlag, readText, SlackRefusal } from './web-api/call.js';
import { readContent } from './web-api/chat.js';

const MAX_TEXT = 40_000;
const MAX_BODY_BYTES = 1024 * 1024;

const findOriginal = ({ world }: Rooms, place: ResponsePlace): Message | undefined => {
  if (place.ts === null) return undefined;
  return place.isEphemeral
    ? world.whispered(place.channel, place.ts)
    : world.message(place.channel, place.ts);
};

/**
 * Posts, replaces or deletes as the body says.
 * @throws SlackRefusal `no_text`, `invalid_blocks`, `message_not_found` …
 */
export const applyResponse = (rooms: Rooms, place: ResponsePlace, body: Json): void => {
  const { world, settings } = rooms;
  const original = findOriginal(rooms, place);
  if (readFlag(body, 'delete_original')) {
    if (!original) throw new SlackRefusal('message_not_found');
    world.remove(original);
    return;
  }
  const content = readContent(body, MAX_TEXT, false);
  if (!content.text && !content.blocks?.length && !content.attachments?.length)
    throw new SlackRefusal('no_text');
  const said = {
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    attachments: content.attachments ?? [],
  };
  if (readFlag(body, 'replace_original')) {
    if (!original) throw new SlackRefusal('message_not_found');
    world.edit(original, said, settings.botId);
    return;
  }
  const draft = {
    channel: place.channel,
    userId: settings.botUserId,
    botId: settings.botId,
    threadTs: readText(body, 'thread_ts'),
    ...said,
  };
  if (body.response_type === 'in_channel') world.post(draft);
  else world.whisper({ ...draft, ephemeralFor: place.userId });
};

/** The body of a command's acknowledgement: nothing, plain text or a message. Bad ones are dropped, as in Slack. */
export const applyAcknowledgement = (
  rooms: Rooms,
  place: ResponsePlace,
  body: unknown,
): SlackRefusal | null => {
  const message = typeof body === 'string' ? { text: body } : body;
  if (!isRecord(message) || Object.keys(message).length === 0) return null;
  try {
    applyResponse(rooms, place, message);
    return null;
  } catch (error) {
    if (error instanceof SlackRefusal) return error;
    throw error;
  }
};

/** Answers `POST /response/<key>`: `ok`, or 404 when the address is used up, too old or unknown. */
export const createResponseDoor =
  (rooms: Rooms, { faults, log }: { faults: Faults; log: CallLog }) =>
  async (request: IncomingMessage, response: ServerResponse, key: string): Promise<void> => {
    const startedAt = performance.now();
    const body = parseBody(await readBody(request, MAX_BODY_BYTES), request.headers['content-type'] ?? '');
    const fate = faults.meet('response_url', undefined);
    const note = (status: number, error: string | null): void =>
      log.add({
        direction: 'call',
        name: 'response_url',
        status,
        ok: error === null,
        error,
        durationMs: performance.now() - startedAt,
        request: body,
        response: null,
      });
    const refuse = (status: number, error: string): void => {
      sendJson(response, status, { ok: false, error });
      note(status, error);
    };
    if (body === null) return refuse(400, 'invalid_payload');
    const place = rooms.triggers.useResponse(key);
    if (typeof place === 'string') return refuse(404, place);
    if (fate.fault || fate.waitMs > 0) {
      const outcome = await answerUnder(fate, response, () => ({
        ok: applyAcknowledgement(rooms, place, body) === null,
      }));
      return note(outcome.status, outcome.error);
    }
    const refusal = applyAcknowledgement(rooms, place, body);
    if (refusal) return refuse(400, refusal.code);
    sendText(response, 200, 'ok');
    note(200, null);
  };
