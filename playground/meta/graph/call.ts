// One call of the company's: read off the wire, and what it turned out to be about.
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import busboy from 'busboy';
import type { Json } from '../../slack/records.js';
import { isRecord, parseBody, readBearer, readBody, tryJson } from '../../wire/http.js';
import type { MetaFault, MetaFaults, Operation } from '../faults.js';
import type { Files } from '../files.js';
import { wrongParameter } from '../graph-error.js';
import type { Settings } from '../options.js';
import type { Receipts } from '../receipts.js';
import type { Customer, MetaAccount } from '../records.js';
import type { World } from '../world.js';

export interface UploadedFile {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

export interface GraphCall {
  readonly host: 'graph' | 'instagram';
  readonly method: string;
  /** The path without host and version: `['310…', 'messages']`. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Json;
  readonly files: readonly UploadedFile[];
  readonly bearer: string | null;
}

/** What a call is about and how it is carried out under a fault. */
export interface Errand {
  readonly operation: Operation;
  readonly account: MetaAccount;
  readonly customer?: Customer | undefined;
  readonly run: (fault: MetaFault | null) => unknown;
}

/** What every part of Graph works with. */
export interface Rooms {
  readonly settings: Settings;
  readonly world: World;
  readonly files: Files;
  readonly receipts: Receipts;
  readonly faults: MetaFaults;
  readonly publicUrl: () => string;
}

const mostBytes = 110 * 1024 * 1024;

/** Reads a request's body: JSON, a form, or a form with files. Throws GraphError on nonsense. */
export const readCall = async (
  request: IncomingMessage,
): Promise<Pick<GraphCall, 'body' | 'files' | 'bearer'>> => {
  const raw = await readBody(request, mostBytes);
  const type = request.headers['content-type'] ?? '';
  const bearer = readBearer(request);
  if (type.includes('multipart/form-data')) return { ...(await readMultipart(raw, type)), bearer };
  const body = parseBody(raw, type);
  if (!body) throw wrongParameter('The body is not readable.');
  return { body: isForm(type) ? openForm(body) : body, files: [], bearer };
};

const isForm = (type: string): boolean => type.includes('x-www-form-urlencoded');

/** In forms, objects travel as JSON text. */
const openForm = (fields: Json): Json =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const parsed = typeof value === 'string' && value.startsWith('{') ? tryJson(value) : value;
      return [name, isRecord(parsed) ? parsed : value];
    }),
  );

const readMultipart = (raw: Buffer, type: string): Promise<Pick<GraphCall, 'body' | 'files'>> =>
  new Promise((resolve, reject) => {
    const fields: Record<string, unknown> = {};
    const files: UploadedFile[] = [];
    const form = busboy({ headers: { 'content-type': type }, defParamCharset: 'utf8' });
    form.on('field', (name, value) => {
      fields[name] = value;
    });
    form.on('file', (field, stream, { filename, mimeType }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () =>
        files.push({ field, name: filename ?? 'file', type: mimeType, bytes: Buffer.concat(chunks) }),
      );
    });
    form.on('close', () => resolve({ body: openForm(fields), files }));
    form.on('error', () => reject(wrongParameter('The multipart body is not readable.')));
    Readable.from([raw]).pipe(form);
  });
