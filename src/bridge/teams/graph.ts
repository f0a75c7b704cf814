// Fetches the files of a channel's message through Graph, where a tenant consented to it: its token goes to Graph alone.

import { Failure } from '../../core/errors.js';
import { type Json, parseRecord, recordsAt, textAt } from '../../core/payload.js';
import type { DeskFile } from '../invocation.js';
import { readActivity } from './activity.js';
import { fromAnswer, toFailure } from './errors.js';
import { type Answer, exchange } from './exchange.js';
import { memoryKeys, type PlaceMemory } from './memories.js';
import { defaultFileBytes, type TeamsDeskOptions } from './options.js';
import type { Tokens } from './tokens.js';

export interface GraphRoom {
  readonly options: Pick<TeamsDeskOptions, 'cloud' | 'memory' | 'limits' | 'log'>;
  readonly tokens: Pick<Tokens, 'graph' | 'forget'>;
}

const fileTimeoutMs = 60_000;

/**
 * The files that a channel's message has; their bytes are fetched when they are asked for.
 * @returns null when the message cannot be read that way.
 */
export async function findGraphFiles(room: GraphRoom, body: Json): Promise<readonly DeskFile[] | null> {
  const path = await pathOfMessage(room, body);
  if (path === null) return null;
  try {
    const answer = await askGraph(room, path);
    const message = parseRecord(answer.body.toString('utf8'));
    return recordsAt(message, 'attachments')
      .filter((attached) => attached.contentType === 'reference')
      .map((attached) => fileOf(room, attached));
  } catch (error) {
    const { code } = toFailure(error, true);
    room.options.log.warn({ code }, 'Graph does not let Baton read a message with files');
    return null;
  }
}

/** Where Graph has the message; null in chats, and where the team's group is unknown. */
async function pathOfMessage({ options }: GraphRoom, body: Json): Promise<string | null> {
  const activity = readActivity(body);
  if (!activity || activity.isPersonal || activity.id === null) return null;
  const { place, root } = activity.spot;
  const known = await options.memory.read<PlaceMemory>(memoryKeys.place(place));
  const group = activity.team.group ?? known?.group ?? null;
  if (group === null) return null;
  const messages = `teams/${part(group)}/channels/${part(place)}/messages`;
  const isRoot = root === null || root === activity.id;
  return isRoot
    ? `${messages}/${part(activity.id)}`
    : `${messages}/${part(root)}/replies/${part(activity.id)}`;
}

function fileOf(room: GraphRoom, attached: Json): DeskFile {
  const name = textAt(attached, 'name') ?? 'file';
  const url = textAt(attached, 'contentUrl');
  return { name, sizeBytes: 0, fetch: () => download(room, url) };
}

/** Asks Graph for the shared item's content, and follows to where SharePoint has it. Throws Failure. */
async function download(room: GraphRoom, url: string | null): Promise<Buffer> {
  if (url === null)
    throw new Failure('Teams does not say where it is.', { class: 'content', code: 'no_url' });
  const limitBytes = room.options.limits?.fileBytes ?? defaultFileBytes;
  // Graph's own spelling of a shared address.
  const share = `u!${Buffer.from(url).toString('base64url')}`;
  const answer = await askGraph(room, `shares/${share}/driveItem/content`, limitBytes);
  if (answer.status < 300) return answer.body;
  const target = mustFollow(room, answer.headers.location);
  const file = await exchange({
    method: 'GET',
    url: target,
    headers: {},
    limitBytes,
    timeoutMs: fileTimeoutMs,
  }).catch((error: unknown) => {
    throw toFailure(error, true);
  });
  if (file.status !== 200) throw denied(file);
  return file.body;
}

/** Asks with our token; one that is refused is asked for anew, once. Throws Failure. */
async function askGraph(room: GraphRoom, path: string, limitBytes?: number): Promise<Answer> {
  for (let isSecond = false; ; isSecond = true) {
    const token = await room.tokens.graph();
    if (token === null)
      throw new Failure('There is no Graph in local mode.', { class: 'auth', code: 'local' });
    const answer = await exchange({
      method: 'GET',
      url: `${room.options.cloud.graphUrl}/v1.0/${path}`,
      headers: { authorization: `Bearer ${token}`, accept: '*/*' },
      ...(limitBytes === undefined ? {} : { limitBytes, timeoutMs: fileTimeoutMs }),
    }).catch((error: unknown) => {
      throw toFailure(error, true);
    });
    if (answer.status === 200 || (answer.status === 302 && limitBytes !== undefined)) return answer;
    if (answer.status !== 401 || isSecond) throw denied(answer);
    room.tokens.forget(token);
  }
}

/** The address that the content is at: SharePoint's, or Graph's own host. Throws Failure for any other. */
function mustFollow({ options }: GraphRoom, location: string | undefined): string {
  const graph = new URL(options.cloud.graphUrl);
  const url = location !== undefined && URL.canParse(location) ? new URL(location) : null;
  const isSharePoints = url?.protocol === 'https:' && url.host.endsWith('.sharepoint.com');
  if (url && (isSharePoints || url.origin === graph.origin)) return url.href;
  throw new Failure('Teams named a place for it that is not its own.', {
    class: 'policy',
    code: 'foreign_file_host',
  });
}

function denied(answer: Answer): Failure {
  const { status } = answer;
  if (status === 401 || status === 403)
    return new Failure('This Teams tenant does not let Baton read it.', {
      class: 'policy',
      code: `graph_${status}`,
    });
  if (status === 404 || status === 410)
    return new Failure('Teams no longer has it.', { class: 'content', code: `graph_${status}` });
  return fromAnswer(answer, true);
}

const part = encodeURIComponent;
