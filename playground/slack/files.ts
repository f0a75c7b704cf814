// Uploaded files: upload addresses, their bytes, downloads that want the bearer.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import busboy from 'busboy';
import { BodyTooLarge, readBearer, readBody, sendText } from '../wire/http.js';
import type { Settings } from './options.js';
import type { FileRecord } from './records.js';
import type { World } from './world.js';

export type FileStore = ReturnType<typeof createFileStore>;

const MIME_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  txt: 'text/plain',
  csv: 'text/csv',
  json: 'application/json',
  zip: 'application/zip',
  mp4: 'video/mp4',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** The type Slack would name for a file of this name. */
export const guessMimeType = (name: string): string =>
  MIME_TYPES[name.split('.').pop()?.toLowerCase() ?? ''] ?? 'application/octet-stream';

/** Creates the store on top of the workspace's files. */
export const createFileStore = (settings: Settings, world: World) => {
  let count = 0;

  /** Reserves a file; its bytes come later through `receive`, or at once. */
  const reserve = (of: {
    name: string;
    userId: string;
    size: number;
    mimetype?: string;
    bytes?: Buffer;
  }): FileRecord => {
    count += 1;
    const file: FileRecord = {
      id: `F0${count.toString(36).toUpperCase().padStart(3, '0')}`,
      name: of.name,
      title: of.name,
      mimetype: of.mimetype ?? guessMimeType(of.name),
      userId: of.userId,
      secret: randomBytes(16).toString('hex'),
      createdAt: settings.now(),
      size: of.size,
      bytes: of.bytes ?? null,
      isComplete: of.bytes !== undefined,
      isDeleted: false,
      shares: [],
    };
    world.files.set(file.id, file);
    return file;
  };

  return {
    reserve,
    /** Takes the bytes posted to an upload address, as they are or as the first part of a form. */
    receive: (request: IncomingMessage, response: ServerResponse, path: string): Promise<number> =>
      receive({ settings, world }, request, response, path),
    /** Serves `url_private`: the bytes with the bearer, a redirect to a login page without. */
    serve: (
      request: IncomingMessage,
      response: ServerResponse,
      path: string,
      isGoodToken: (token: string) => boolean,
    ): number => {
      const bearer = readBearer(request);
      if (bearer !== null && isGoodToken(bearer)) return sendBytes(world, response, path);
      response.writeHead(302, { location: '/login?redir=file' }).end();
      return 302;
    },
  };
};

const receive = async (
  { settings, world }: { settings: Settings; world: World },
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<number> => {
  const [, fileId = '', secret = ''] = /^\/upload\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  const file = world.files.get(fileId);
  if (!file || file.secret !== secret || file.isComplete) return answer(response, 404, 'not found');
  try {
    const isForm = (request.headers['content-type'] ?? '').startsWith('multipart/form-data');
    const bytes = isForm
      ? await readFormFile(request, settings.maxFileBytes)
      : await readBody(request, settings.maxFileBytes);
    file.bytes = bytes;
    file.size = bytes.length;
    return answer(response, 200, `OK - ${bytes.length}`);
  } catch (error) {
    return answer(
      response,
      error instanceof BodyTooLarge ? 413 : 400,
      error instanceof Error ? error.message : 'bad upload',
    );
  }
};

const sendBytes = (world: World, response: ServerResponse, path: string): number => {
  const [, fileId = ''] = /^\/files-pri\/[^/-]+-([^/]+)\//.exec(path) ?? [];
  const file = world.files.get(fileId);
  if (!file?.bytes || file.isDeleted) return answer(response, 404, 'not found');
  response.writeHead(200, {
    'content-type': file.mimetype,
    'content-length': file.bytes.length,
    'x-content-type-options': 'nosniff',
  });
  response.end(file.bytes);
  return 200;
};

const answer = (response: ServerResponse, status: number, text: string): number => {
  sendText(response, status, text);
  return status;
};

const readFormFile = (request: IncomingMessage, limitBytes: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const form = busboy({ headers: request.headers, limits: { files: 1, fileSize: limitBytes } });
    const chunks: Buffer[] = [];
    form.on('file', (_name, stream) => {
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => reject(new BodyTooLarge(`more than ${limitBytes} bytes`)));
    });
    // A client without files sends the bytes as a plain field.
    form.on('field', (_name, value) => chunks.push(Buffer.from(value)));
    form.on('error', reject);
    form.on('close', () => resolve(Buffer.concat(chunks)));
    request.pipe(form);
  });
