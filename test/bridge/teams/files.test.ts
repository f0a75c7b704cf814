// What a Teams message has of files: pasted pictures are had, cards and quotes are none, everything else is missing.

import { describe, expect, it } from 'vitest';
import { createTeamsFiles } from '../../../src/bridge/teams/files.js';
import type { Json } from '../../../src/core/payload.js';
import { createOptions } from './wire.js';

const pictureUrl = 'https://smba.trafficmanager.net/emea/v3/attachments/0-eus-d1/views/original';

function open(changes: Parameters<typeof createOptions>[0] = {}) {
  const asked: unknown[] = [];
  const files = createTeamsFiles(createOptions(changes), {
    connector: {
      async fetchBytes(url, limitBytes) {
        asked.push([url, limitBytes]);
        return Buffer.from('png');
      },
    },
    tokens: { graph: async () => 'graph-token', forget: () => undefined },
    reach: { whisper: async () => undefined },
  });
  return { files, asked };
}

function messageOf(html: string, ...attachments: Json[]): Json {
  return { type: 'message', attachments: [{ contentType: 'text/html', content: html }, ...attachments] };
}

describe('the files of a message', () => {
  it('has pasted pictures, fetched through the connector and only when asked for', async () => {
    const { files, asked } = open({ limits: { fileBytes: 1234 } });
    const picture = { contentType: 'image/*', contentUrl: pictureUrl };
    const named = { contentType: 'image/png', contentUrl: pictureUrl, name: 'shot.png' };
    const { images, missing } = files.read(messageOf('<p>look</p>', picture, named));
    expect(missing).toBe(false);
    expect(images.map(({ name }) => name)).toEqual(['picture', 'shot.png']);
    expect(asked).toEqual([]);
    expect((await images[0]?.fetch())?.toString()).toBe('png');
    expect(asked).toEqual([[pictureUrl, 1234]]);
  });

  it.each([
    ['an attachment in the words alone', messageOf('<p>see<attachment id="a1"></attachment></p>')],
    ['an attachment without an id', messageOf('<p>see<attachment></attachment></p>')],
    ['a shared file', messageOf('<attachment id="a1"></attachment>', { id: 'a1', contentType: 'reference' })],
    [
      'a file of a personal chat',
      messageOf('', { contentType: 'application/vnd.microsoft.teams.file.download.info' }),
    ],
  ])('misses %s', (_what, activity) => {
    expect(open().files.read(activity)).toEqual({ images: [], missing: true });
  });

  it.each([
    ['words', messageOf('<p>just words</p>')],
    [
      'a quoted message',
      messageOf('<attachment id="q1"></attachment>', { id: 'q1', contentType: 'messageReference' }),
    ],
    ['words about the tag', messageOf('<p>&lt;attachment id="x"&gt;</p>')],
    ['a picture that points nowhere', { attachments: [{ contentType: 'image/png' }] }],
    ['nothing', {}],
    ['nonsense', { attachments: 'x' }],
  ])('misses nothing of %s', (_what, activity) => {
    expect(open().files.read(activity)).toEqual({ images: [], missing: false });
  });

  it('asks Graph only where the tenant consented, and never in local mode', async () => {
    expect(await open().files.fetchByGraph(messageOf(''))).toBeNull();
    expect(await open({ graph: true, credentials: null }).files.fetchByGraph(messageOf(''))).toBeNull();
  });
});
