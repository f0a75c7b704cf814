// Fetches what Messenger and Instagram give an address for: no token is needed and none is sent.

import type { Logger } from 'pino';
import { Failure } from '../../core/errors.js';
import type { InboundMedia } from '../inbound.js';
import { graphUserAgent } from './graph.js';
import { fetchFrom, gone, mediaHosts, verifySha256 } from './media.js';
import type { MediaPolicy } from './media-target.js';
import { nameMedia } from './name-media.js';

export interface MediaOptions extends Partial<MediaPolicy> {
  readonly mostBytes?: number | undefined;
  readonly timeoutMs?: number | undefined;
  readonly log?: Pick<Logger, 'warn'> | undefined;
}

export interface NamedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What a fetch is given when nobody says otherwise. */
export const usualMedia = { hosts: mediaHosts, mostBytes: 20 * 1024 * 1024, timeoutMs: 60_000 } as const;

/** Makes the fetcher of files by their address. */
export function createUrlMedia(options: MediaOptions = {}) {
  const { log, mostBytes = usualMedia.mostBytes, timeoutMs = usualMedia.timeoutMs } = options;
  const { hosts = usualMedia.hosts, insecure, resolve } = options;
  return {
    /** Throws Failure; class `content` means that the file is gone for good. */
    async fetchByUrl(media: InboundMedia, signal: AbortSignal): Promise<NamedFile> {
      if (media.url === undefined) throw gone();
      const policy = { hosts, insecure, resolve };
      const file = await fetchFrom(media.url, {
        ...policy,
        mostBytes,
        timeoutMs,
        signal,
        userAgent: graphUserAgent,
      }).catch(forgetToken);
      if (media.sha256 !== undefined && !verifySha256(file.bytes, media.sha256))
        log?.warn({ kind: media.kind }, 'a file is not the one its message announced');
      return { name: nameMedia(media, file), bytes: file.bytes };
    },
  };
}

/** Without a token, to be let in no longer means that the address has run out. */
function forgetToken(error: unknown): never {
  throw error instanceof Failure && error.code === 'media-refused' ? gone() : error;
}
