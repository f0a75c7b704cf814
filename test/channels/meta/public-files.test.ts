// Public links: open for one file of one organization and a quarter of an hour, and for nothing else.

import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPublicFiles, type PublicFilesOptions } from '../../../src/channels/meta/public-files.js';
import type { AttachmentId, OrganizationId } from '../../../src/core/id.js';
import type { Attachment } from '../../../src/core/message.js';

const acme = '0193b3c5-7c1e-7f00-8000-00000000000a' as OrganizationId;
const other = '0193b3c5-7c1e-7f00-8000-00000000000b' as OrganizationId;
const secret = 'a secret of the house that nobody knows';
const bytes = Buffer.from('the bytes of a file');

const file = (last: number, name: string, type: string): Attachment => ({
  id: `0193b3c5-7c1e-7f00-8000-0000000000${last}` as AttachmentId,
  name,
  type,
  sizeBytes: bytes.length,
  storageKey: 'x',
});
const picture = file(10, 'box.jpg', 'image/jpeg');
const paper = file(11, 'Rechnung "7" ü.pdf', 'application/pdf');
const drawing = file(12, 'plan.svg', 'image/svg+xml');
const song = file(13, 'hello.ogg', 'audio/ogg');
const stored = [picture, paper, drawing, song];

let nowMs = 1_795_000_000_000;
let down = false;
let server: Server;
let publicUrl: string;

beforeAll(async () => {
  const app = express();
  const router = express.Router();
  makeFiles().listen(router, async (organizationId, id) => {
    if (down) throw new Error('the store is away');
    const attachment = stored.find((one) => one.id === id);
    return attachment && organizationId === acme ? { attachment, bytes } : null;
  });
  app.use(router);
  app.use(((_error, _request, response, _next) => {
    response.status(503).end();
  }) satisfies express.ErrorRequestHandler);
  server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

function makeFiles(options: Partial<PublicFilesOptions> = {}) {
  return createPublicFiles({ secret, publicUrl: publicUrl ?? '', now: () => nowMs, ...options });
}
const claimOf = (link: string) => {
  const token = link.slice(link.lastIndexOf('/') + 1);
  const [body = '', mark = ''] = token.split('.');
  return { body, mark };
};

describe('a public link', () => {
  it('gives the bytes with their type, without a cookie, a header or a guess', async () => {
    const answer = await fetch(makeFiles().link(picture, acme));
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(answer.headers.get('content-disposition')).toBe('inline');
  });

  it.each([
    [picture, /^inline$/],
    [song, /^inline$/],
    [paper, /^attachment; filename=.*filename\*=UTF-8''Rechnung/],
    [drawing, /^attachment; filename=plan.svg$/],
  ] as const)('shows only pixels, sound and film in place: $name', async (attachment, disposition) => {
    const answer = await fetch(makeFiles().link(attachment, acme));
    expect(answer.headers.get('content-type')).toBe(attachment.type);
    expect(answer.headers.get('content-disposition')).toMatch(disposition);
  });

  it('names neither the file nor its organization in the open part beyond their ids', () => {
    expect(makeFiles().link(paper, acme)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/files\/[\w-]+\.[\w-]{43}$/);
  });

  it('opens until its last moment and not after', async () => {
    const link = makeFiles().link(picture, acme);
    const start = nowMs;
    nowMs = start + 15 * 60_000 - 1;
    expect((await fetch(link)).status).toBe(200);
    nowMs = start + 15 * 60_000;
    expect((await fetch(link)).status).toBe(404);
    nowMs = start;
  });

  it('is 404 for another organization, an unknown file and a lost one', async () => {
    expect((await fetch(makeFiles().link(picture, other))).status).toBe(404);
    expect((await fetch(makeFiles().link(file(99, 'x', 'image/png'), acme))).status).toBe(404);
    expect((await fetch(makeFiles().link({ id: '../../etc' as AttachmentId }, acme))).status).toBe(404);
  });

  it('leaves a failed store to the server, so that the platform comes again', async () => {
    down = true;
    expect((await fetch(makeFiles().link(picture, acme))).status).toBe(503);
    down = false;
  });
});

describe('a forged link', () => {
  const forged = (): Record<string, string> => {
    const own = claimOf(makeFiles().link(picture, acme));
    const foreign = claimOf(makeFiles().link(paper, acme));
    const lasting = Buffer.from(JSON.stringify([acme, picture.id, nowMs * 2])).toString('base64url');
    return {
      'the mark of another file': `${foreign.body}.${own.mark}`,
      'a longer life': `${lasting}.${own.mark}`,
      'no mark': own.body,
      'an empty mark': `${own.body}.`,
      'a short mark': `${own.body}.${own.mark.slice(0, 10)}`,
      'something more': `${own.body}.${own.mark}.x`,
      'no body': `.${own.mark}`,
      'another secret': claimText(makeFiles({ secret: 'something else' }).link(picture, acme)),
      'a link of another kind under the same secret': `${own.body}.${createHmac('sha256', secret).update(own.body).digest('base64url')}`,
      nonsense: 'nonsense',
    };
  };
  const claimText = (link: string) => link.slice(link.lastIndexOf('/') + 1);

  it('is 404, whatever was tried', async () => {
    for (const [what, token] of Object.entries(forged())) {
      const answer = await fetch(`${publicUrl}/files/${token}`);
      expect([what, answer.status]).toEqual([what, 404]);
      expect(await answer.text()).not.toContain(acme);
    }
  });
});
