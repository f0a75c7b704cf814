// Carries files both ways: uploads in Slack's three steps, downloads from its own hosts only, size capped while streaming.

import type { WebClient } from '@slack/web-api';
import { Failure } from '../../core/errors.js';
import { type Json, numberAt, textAt } from '../../core/payload.js';
import { cut } from '../../core/text/cut.js';
import type { DeskFile } from '../invocation.js';
import type { SlackAccess } from './clients.js';
import { fromStatus, toFailure } from './errors.js';

/** A file Slack has the bytes of, but that nobody sees yet. */
export interface UploadedFile {
  readonly id: string;
  readonly name: string;
}

export interface SlackFiles {
  /** Sends the bytes; nothing is visible yet, so it may be repeated. Throws Failure. */
  upload(
    client: WebClient,
    file: { readonly name: string; readonly bytes: Buffer; readonly alt?: string },
  ): Promise<UploadedFile>;
  /** Shows uploaded files in a thread, or in the place itself. Throws the client's errors. */
  share(
    client: WebClient,
    files: readonly UploadedFile[],
    at: { readonly place: string; readonly threadRef: string | null },
  ): Promise<void>;
  /** A file of a message or a form, fetched only when asked. */
  fileOf(team: string, file: Json): DeskFile;
}

interface FileOptions {
  readonly apiUrl: string;
  readonly limitBytes: number;
}

const timeoutMs = 60_000;
/** The longest description of a picture that Slack takes. */
const altLimit = 1_000;

/** Creates the way for files. Bytes go to and come from Slack's file host and the configured API host, nowhere else. */
export function createFiles(access: SlackAccess, { apiUrl, limitBytes }: FileOptions): SlackFiles {
  const check = (url: string | null): URL => checkHost(url, apiUrl);
  return {
    async upload(client, { name, bytes, alt }) {
      if (bytes.length > limitBytes) throw tooLarge(name);
      const slot = await client.files
        .getUploadURLExternal({
          filename: name,
          length: bytes.length,
          // The API's own name for it; the client's types have another, which Slack does not read.
          ...(alt === undefined ? {} : { alt_txt: cut(alt, altLimit) }),
        })
        .catch(asFailure);
      const url = check(slot.upload_url ?? null);
      const answer = await send(url, {
        method: 'POST',
        body: new Uint8Array(bytes),
        headers: { 'content-type': 'application/octet-stream' },
      });
      await answer.body?.cancel();
      if (!answer.ok) throw fromStatus(answer.status, true);
      return { id: slot.file_id ?? '', name };
    },
    async share(client, files, at) {
      const [first, ...rest] = files.map((file) => ({ id: file.id, title: file.name }));
      if (!first) return;
      const shown = { files: [first, ...rest] satisfies [object, ...object[]], channel_id: at.place };
      await client.files.completeUploadExternal(
        at.threadRef === null ? shown : { ...shown, thread_ts: at.threadRef },
      );
    },
    fileOf(team, file) {
      const name = textAt(file, 'name') ?? textAt(file, 'title') ?? 'file';
      return {
        name,
        sizeBytes: numberAt(file, 'size') ?? 0,
        fetch: () => download(access, { team, file, name, limitBytes, check }),
      };
    },
  };
}

interface Wanted {
  readonly team: string;
  readonly file: Json;
  readonly name: string;
  readonly limitBytes: number;
  readonly check: (url: string | null) => URL;
}

async function download(
  access: SlackAccess,
  { team, file, name, limitBytes, check }: Wanted,
): Promise<Buffer> {
  if (file.is_external === true) throw refused(name, 'it lives outside of Slack; send its link instead');
  if (file.mode === 'tombstone' || file.mode === 'hidden_by_limit')
    throw refused(name, 'Slack no longer has it');
  const clients = await access.clientsOf(team);
  const full = file.file_access === 'check_file_info' ? await askInfo(clients.interactive, file) : file;
  if ((numberAt(full, 'size') ?? 0) > limitBytes) throw tooLarge(name);
  const url = check(textAt(full, 'url_private_download') ?? textAt(full, 'url_private'));
  const answer = await send(url, { headers: { authorization: `Bearer ${clients.installation.token}` } });
  // Without the right to read it Slack shows, or sends us to, its login page.
  // Without the right to read it Slack shows, or sends us to, its login page.
  const isHtml = answer.ok && (answer.headers.get('content-type')?.includes('text/html') ?? false);
  if (
    (isHtml && !/html?$/i.test(textAt(full, 'filetype') ?? name)) ||
    (answer.status >= 300 && answer.status < 400)
  ) {
    await answer.body?.cancel();
    throw new Failure(`Slack does not let Baton read “${name}”: install the app again.`, {
      class: 'auth',
      code: 'file_login_page',
    });
  }
  if (!answer.ok) {
    await answer.body?.cancel();
    throw fromStatus(answer.status, true);
  }
  return readCapped(answer, name, limitBytes);
}

async function askInfo(client: WebClient, file: Json): Promise<Json> {
  const answer = await client.files.info({ file: textAt(file, 'id') ?? '' }).catch(asFailure);
  return (answer.file ?? {}) as Json;
}

async function readCapped(answer: Response, name: string, limitBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const reader = answer.body?.getReader();
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      size += next.value.length;
      if (size > limitBytes) {
        await reader?.cancel();
        throw tooLarge(name);
      }
      chunks.push(next.value);
    }
  } catch (error) {
    throw toFailure(error, true);
  }
  return Buffer.concat(chunks);
}

function checkHost(address: string | null, apiUrl: string): URL {
  const api = new URL(apiUrl);
  const url = address !== null && URL.canParse(address) ? new URL(address) : null;
  const isSlacks = url?.protocol === 'https:' && url.host === 'files.slack.com';
  if (url && (isSlacks || url.origin === api.origin)) return url;
  throw new Failure('Slack named a place for the file that is not its own.', {
    class: 'policy',
    code: 'foreign_file_host',
  });
}

/** One request that follows no redirect: the bearer must not travel on. */
async function send(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
  } catch (error) {
    throw toFailure(error, true);
  }
}

function asFailure(error: unknown): never {
  throw toFailure(error, true);
}

function refused(name: string, why: string): Failure {
  return new Failure(`The file “${name}” was refused: ${why}.`, { class: 'content', code: 'file_refused' });
}

function tooLarge(name: string): Failure {
  return refused(name, 'it is too large');
}
