// The few calls of Graph that files need: a channel's message with what is attached, and the content behind a link.
import type { IncomingMessage } from 'node:http';
import type { Answer } from './faults.js';
import type { Login } from './login.js';
import type { Settings } from './options.js';
import type { Json, Post, PostFile } from './records.js';
import type { World } from './world.js';

interface Parts {
  readonly settings: Settings;
  readonly world: World;
  readonly login: Login;
  readonly cloudUrl: () => string;
}

/** Where a file of a channel is said to be. */
const libraryUrl = 'https://acme.sharepoint.com/sites/support/Shared%20Documents';

/** Creates the door; `path` is what stands below `/graph`. Nothing is read without the tenant's consent. */
export const createGraph = (parts: Parts) => {
  const { settings, login } = parts;
  return async (request: IncomingMessage, path: string): Promise<Answer> => {
    const pieces = path.split('/').filter(Boolean).map(decodeURIComponent);
    const [download, fileId = ''] = pieces;
    // A link that SharePoint signed needs no token.
    if (download === 'download') return sendBytes(findFile(parts, ({ id }) => id === fileId));
    if (!(await login.mayGraph(request)))
      return refuseGraph(401, 'InvalidAuthenticationToken', 'Access token is empty or not valid.');
    if (!settings.graph) return refuseGraph(403, 'Forbidden', 'Missing role permissions on the request.');
    if (pieces[1] === 'shares') return shareContent(parts, pieces);
    return readMessage(parts, pieces);
  };
};

/** `v1.0/teams/{group}/channels/{channel}/messages/{id}[/replies/{id}]`. */
const readMessage = ({ world }: Parts, pieces: readonly string[]): Answer => {
  const [, teams, group, channels, channel = '', messages, id = '', replies, reply] = pieces;
  const chat = world.chats.get(channel);
  const isShaped = teams === 'teams' && channels === 'channels' && messages === 'messages';
  const isOurs = chat?.kind === 'channel' && chat.team.groupId === group;
  const isReply = replies === 'replies' && reply !== undefined;
  const post = isShaped && isOurs ? world.post(channel, isReply ? reply : id) : undefined;
  const isThere = post && post.root === (isReply ? id : null) && post.onlyFor === null && !post.isDeleted;
  if (!isThere) return refuseGraph(404, 'NotFound', 'NotFound');
  return { status: 200, body: describe(world, post) };
};

const describe = (world: World, post: Post): Json => ({
  id: post.id,
  replyToId: post.root,
  messageType: 'message',
  createdDateTime: new Date(post.at).toISOString(),
  from:
    post.author === null
      ? { application: { displayName: 'Bot' } }
      : { user: { id: post.author, displayName: world.people.get(post.author)?.name } },
  body: { contentType: 'html', content: post.text },
  attachments: post.files.map(({ id, name }) => ({
    id,
    contentType: 'reference',
    contentUrl: `${libraryUrl}/${id}/${encodeURIComponent(name)}`,
    content: null,
    name,
  })),
});

/** `v1.0/shares/u!{base64url of its address}/driveItem[/content]`. */
const shareContent = (parts: Parts, pieces: readonly string[]): Answer => {
  const [, , share = '', , content] = pieces;
  const address = Buffer.from(share.replace(/^u!/, ''), 'base64url').toString('utf8');
  const file = findFile(parts, ({ id }) => address.startsWith(`${libraryUrl}/${id}/`));
  if (!file) return refuseGraph(404, 'itemNotFound', 'The resource could not be found.');
  const location = `${parts.cloudUrl()}/graph/download/${file.id}`;
  if (content === 'content') return { status: 302, body: null, headers: { location } };
  const size = file.bytes?.length ?? 0;
  return { status: 200, body: { name: file.name, size, '@microsoft.graph.downloadUrl': location } };
};

const findFile = ({ world }: Parts, isWanted: (file: PostFile) => boolean): PostFile | undefined =>
  [...world.chats.values()]
    .flatMap(({ posts }) => [...posts.values()])
    .flatMap(({ files }) => files)
    .find(isWanted);

const sendBytes = (file: PostFile | undefined): Answer =>
  file?.bytes
    ? { status: 200, body: file.bytes, headers: { 'content-type': file.type } }
    : refuseGraph(404, 'itemNotFound', 'The resource could not be found.');

const refuseGraph = (status: number, code: string, message: string): Answer => ({
  status,
  body: { error: { code, message } },
});
