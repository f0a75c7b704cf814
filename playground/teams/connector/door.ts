// The connector's own addresses: finds the call, lets in who has a living token, applies faults, keeps the log.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { createCallLog } from '../../wire/call-log.js';
import { BodyTooLarge, isRecord, readBody, tryJson } from '../../wire/http.js';
import { type Answer, answerUnder, type Faults, refuse } from '../faults.js';
import type { Login } from '../login.js';
import type { Json } from '../records.js';
import { changeActivity, postActivity, removeActivity } from './activities.js';
import { createConversation } from './conversations.js';
import { type Call, type Ground, Refused, refuseCall } from './ground.js';
import { readMember, readMemberPage, readMembers, readTeam } from './roster.js';

interface Parts {
  readonly ground: Ground;
  readonly login: Login;
  readonly faults: Faults;
  readonly log: ReturnType<typeof createCallLog>;
}

const mostBodyBytes = 4 * 1024 * 1024;

/** Creates the door; `path` is what stands below `/service`. */
export const createConnectorDoor = ({ ground, login, faults, log }: Parts) => {
  const work = async (
    request: IncomingMessage,
    call: Omit<Call, 'body'>,
    body: Json | null,
  ): Promise<Answer> => {
    if (!(await login.mayConnect(request))) return refuse(401);
    if (body === null) return refuse(400, 'BadSyntax', 'The body is not JSON.');
    try {
      return carryOut(ground, { ...call, body });
    } catch (error) {
      if (error instanceof Refused) return error.answer;
      throw error;
    }
  };

  return async (
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: URLSearchParams,
  ): Promise<void> => {
    const startedAt = performance.now();
    const method = request.method ?? 'GET';
    const read = await readJson(request);
    const call = { method, path: path.split('/').filter(Boolean).map(decode), query };
    const answer = await answerUnder(faults.meet(method, decode(path)), response, () =>
      work(request, call, read),
    );
    log.add({
      direction: 'call',
      name: `${method} ${decode(path).replace(/^\//, '')}`,
      status: answer.status,
      ok: answer.status >= 200 && answer.status < 300,
      error: readCode(answer),
      durationMs: performance.now() - startedAt,
      request: read,
      response: Buffer.isBuffer(answer.body) ? '…' : answer.body,
    });
  };
};

const carryOut = (ground: Ground, call: Call): Answer => {
  const { method, path } = call;
  const [version, kind, id, what, item, view] = path;
  if (version !== 'v3') return refuseCall(404);
  if (kind === 'teams' && method === 'GET') return readTeam(ground, call);
  if (kind === 'attachments' && method === 'GET' && what === 'views' && item === 'original')
    return readPicture(ground, id ?? '');
  if (kind !== 'conversations' || view !== undefined) return refuseCall(404);
  if (id === undefined && method === 'POST') return createConversation(ground, call);
  if (what === 'activities') {
    if (method === 'POST') return postActivity(ground, call);
    if (method === 'PUT' && item !== undefined) return changeActivity(ground, call);
    if (method === 'DELETE' && item !== undefined) return removeActivity(ground, call);
  }
  if (what === 'members' && method === 'GET')
    return item === undefined ? readMembers(ground, call) : readMember(ground, call);
  if (what === 'pagedmembers' && method === 'GET') return readMemberPage(ground, call);
  return refuseCall(404, 'NotFound', 'There is no such call.');
};

const readPicture = ({ world }: Ground, id: string): Answer => {
  for (const { posts } of world.chats.values()) {
    for (const { images } of posts.values()) {
      const image = images.find((one) => one.id === id);
      if (image?.bytes) return { status: 200, body: image.bytes, headers: { 'content-type': image.type } };
    }
  }
  return refuse(404, 'AttachmentNotFound', 'The attachment was not found.');
};

/** An empty body is an empty object; null for one that is no JSON object. */
const readJson = async (request: IncomingMessage): Promise<Json | null> => {
  try {
    const text = (await readBody(request, mostBodyBytes)).toString('utf8');
    const value = text === '' ? {} : tryJson(text);
    return isRecord(value) ? value : null;
  } catch (error) {
    if (error instanceof BodyTooLarge) return null;
    throw error;
  }
};

const readCode = ({ body }: Answer): string | null =>
  isRecord(body) && isRecord(body.error) ? String(body.error.code) : null;

const decode = (piece: string): string => {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
};
