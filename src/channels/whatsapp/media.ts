// Fetches a file of WhatsApp's: its id is asked for an address, which lives five minutes and needs the token.

import type { ChannelAccount } from '../../core/chatbot.js';
import { Failure } from '../../core/errors.js';
import type { InboundMedia } from '../inbound.js';
import { type MediaOptions, type NamedFile, usualMedia } from '../meta/fetch-media.js';
import { type Graph, type GraphAuth, graphUserAgent } from '../meta/graph.js';
import { GraphError } from '../meta/graph-error.js';
import { type FetchedFile, fetchFrom, gone, tooLarge, verifySha256 } from '../meta/media.js';
import { nameMedia } from '../meta/name-media.js';
import { readNumber, readObject, readUrl } from '../meta/untrusted.js';

export interface WhatsAppMediaOptions extends MediaOptions {
  readonly graph: Pick<Graph, 'get'>;
  readonly authOf: (account: ChannelAccount) => GraphAuth;
  /** The channel's own words for what the Graph API refused. */
  readonly explain: (error: GraphError) => unknown;
}

/** Where the token may go: to the files of WhatsApp and to nothing else that lies on that host. */
const tokenHosts = ['lookaside.fbsbx.com/whatsapp_business', 'graph.facebook.com'];

interface Located {
  readonly url: string;
  readonly sha256: string | null;
  readonly sizeBytes: number;
}

/** Makes the fetcher of one Graph client. */
export function createWhatsAppMedia(options: WhatsAppMediaOptions) {
  const { authOf, log, mostBytes = usualMedia.mostBytes, timeoutMs = usualMedia.timeoutMs } = options;
  const { hosts = usualMedia.hosts, insecure, resolve } = options;

  const fetchLocated = ({ url }: Located, token: string, signal: AbortSignal): Promise<FetchedFile> =>
    fetchFrom(url, {
      hosts,
      insecure,
      resolve,
      bearer: { token, hosts: tokenHosts },
      mostBytes,
      timeoutMs,
      signal,
      userAgent: graphUserAgent,
    });

  return {
    /** Throws Failure; class `content` means that the file is gone for good. */
    async fetchMedia(account: ChannelAccount, media: InboundMedia, signal: AbortSignal): Promise<NamedFile> {
      const { token } = authOf(account);
      const locate = (): Promise<Located> => find(options, account, media);
      const first = await locate();
      if (first.sizeBytes > mostBytes) throw tooLarge(mostBytes);
      const file = await fetchLocated(first, token, signal).catch(async (error: unknown) => {
        // The address has run out: it is asked for once more, and not again.
        if (media.id === undefined || !isRunOut(error)) throw error;
        return fetchLocated(await locate(), token, signal);
      });
      const announced = media.sha256 ?? first.sha256;
      if (announced !== null && !verifySha256(file.bytes, announced))
        log?.warn({ channelId: account.id, kind: media.kind }, 'a file is not the one its message announced');
      return { name: nameMedia(media, file), bytes: file.bytes };
    },
  };
}

function isRunOut(error: unknown): boolean {
  return error instanceof Failure && (error.code === 'media-gone' || error.code === 'media-refused');
}

async function find(
  { graph, authOf, explain }: WhatsAppMediaOptions,
  account: ChannelAccount,
  media: InboundMedia,
): Promise<Located> {
  if (media.id === undefined) {
    if (media.url === undefined) throw gone();
    return { url: media.url, sha256: null, sizeBytes: 0 };
  }
  // Dots alone would lead to another place of the platform.
  if (/^\.+$/.test(media.id)) throw gone();
  const path = `/${encodeURIComponent(media.id)}`;
  const query = { phone_number_id: account.account };
  const answer = readObject(
    await graph.get(path, authOf(account), query).catch((error: unknown) => {
      throw error instanceof GraphError ? (isUnknown(error) ? gone() : explain(error)) : error;
    }),
  );
  const url = readUrl(answer.url);
  if (url === null) throw gone();
  const sha256 = typeof answer.sha256 === 'string' ? answer.sha256 : null;
  return { url, sha256, sizeBytes: readNumber(answer.file_size) ?? 0 };
}

/** Meta says of an id that has run out that there is no such object: 404, or 400 with code 100. */
function isUnknown({ kind, status, code }: GraphError): boolean {
  return kind === 'refused' && (status === 404 || code === 100);
}
