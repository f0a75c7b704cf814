// Where files lie: addresses that run out, with a bearer for WhatsApp and a signature for the others.
import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBearer, sendText } from '../wire/http.js';
import type { MetaFaults } from './faults.js';
import { createSecret } from './ids.js';
import type { Settings } from './options.js';
import type { Medium } from './records.js';
import type { World } from './world.js';

export type Files = ReturnType<typeof createFiles>;

interface Parts {
  readonly settings: Settings;
  readonly world: World;
  readonly faults: MetaFaults;
  readonly publicUrl: () => string;
  /** Told how each download ended. */
  readonly note: (medium: Medium | null, status: number, hadBearer: boolean) => void;
}

/** Where nobody's server should ever be led. */
const forbiddenPlace = 'http://169.254.169.254/latest/meta-data/';

/** Creates the shelf. */
export const createFiles = ({ settings, world, faults, publicUrl, note }: Parts) => {
  const secret = createSecret();
  const sign = (id: string, until: number): string =>
    createHmac('sha256', secret).update(`${id} ${until}`).digest('base64url');

  const answer = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams): number => {
    const id = query.get('mid') ?? query.get('asset_id') ?? '';
    const until = Number(query.get('ext'));
    const medium = world.media.get(id);
    if (!medium || query.get('hash') !== sign(id, until)) return refuse(response, 404, 'Not Found');
    const { channel } = medium.account;
    const fault = faults.meet({ operation: 'download', channel });
    if (fault?.kind === 'media_redirect') {
      response.writeHead(302, { location: fault.to ?? forbiddenPlace }).end();
      return 302;
    }
    if (fault?.kind === 'media_expired' || settings.now() > until)
      return refuse(response, channel === 'whatsapp' ? 404 : 403, 'URL signature expired');
    if (channel === 'whatsapp' && readBearer(request) !== medium.account.token)
      return refuse(response, 401, 'Authentication Error');
    response.writeHead(200, { 'content-type': medium.type, 'content-length': medium.bytes.length });
    response.end(medium.bytes);
    return 200;
  };

  return {
    /** The address of a file from now on, for as long as the settings say. */
    urlOf: (medium: Medium): string => {
      const until = settings.now() + settings.mediaLifeMs;
      const proof = `ext=${until}&hash=${sign(medium.id, until)}`;
      if (medium.account.channel === 'whatsapp')
        return `${publicUrl()}/whatsapp_business/attachments/?mid=${medium.id}&${proof}`;
      if (medium.account.channel === 'messenger')
        return `${publicUrl()}/cdn/${encodeURIComponent(medium.name)}?mid=${medium.id}&${proof}`;
      return `${publicUrl()}/ig_messaging_cdn/?asset_id=${medium.id}&${proof}`;
    },
    /** Answers a download; false when the address is none of a file's. */
    serve: (
      request: IncomingMessage,
      response: ServerResponse,
      { path, query }: { readonly path: string; readonly query: URLSearchParams },
    ): boolean => {
      if (!/^\/(whatsapp_business\/attachments|cdn|ig_messaging_cdn)\//.test(path)) return false;
      const medium = world.media.get(query.get('mid') ?? query.get('asset_id') ?? '') ?? null;
      const hadBearer = request.headers.authorization !== undefined;
      note(medium, answer(request, response, query), hadBearer);
      return true;
    },
  };
};

const refuse = (response: ServerResponse, status: number, words: string): number => {
  sendText(response, status, words);
  return status;
};

/** SHA-256 of a file: hex as `GET /{media_id}` gives it, base64 as webhooks do. */
export const hashOf = (medium: Medium, encoding: 'hex' | 'base64'): string =>
  createHash('sha256').update(medium.bytes).digest(encoding);
