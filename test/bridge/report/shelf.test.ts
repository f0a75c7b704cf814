// The door behind a report's links: made again when it is opened, and only for who may still see it.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatherReport } from '../../../src/bridge/report/gather.js';
import { createReportShelf } from '../../../src/bridge/report/shelf.js';
import { openHouse, type Person, type TestHouse } from '../../support/bridge-house.js';
import { tellStories } from '../../support/stories.js';

let house: TestHouse;
let server: Server;
let publicUrl: string;

beforeAll(async () => {
  house = await openHouse();
  await tellStories(house, [{ startedAt: new Date(Date.now() - 5_000).toISOString(), category: '=1+1' }]);
  const app = express();
  server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Not the shelf that made the links: a restart lies between.
  app.use((request, response, next) => {
    const router = express.Router();
    openShelf().listen(router);
    router(request, response, next);
  });
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await house.close();
});

const openShelf = () => createReportShelf({ store: house.store, secret: 'secret', publicUrl });

async function linksFor(person: Person): Promise<string[]> {
  const reader = await house.agent(person);
  const wish = { period: '7d', chatbotId: null, agentId: null, asOf: new Date() } as const;
  const { report } = await gatherReport(house.store, reader, wish);
  return openShelf()
    .filesOf(reader, wish, report)
    .map((file) => file.link());
}

describe('a link', () => {
  it('opens a picture in place, and the CSV as a file that nothing runs', async () => {
    const [chats = '', , , csv = ''] = await linksFor('sue');
    const picture = await fetch(chats);
    expect(picture.status).toBe(200);
    const heads = ['content-type', 'content-disposition', 'x-content-type-options', 'cache-control'];
    expect(heads.map((head) => picture.headers.get(head))).toEqual([
      'image/png',
      'inline',
      'nosniff',
      'private, no-store',
    ]);
    expect(
      Buffer.from(await picture.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    const file = await fetch(csv);
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename=chats-7d-.*\.csv$/u);
    const text = Buffer.from(await file.arrayBuffer()).toString('utf8');
    expect(text.startsWith('\uFEFFreference,')).toBe(true);
    expect(text).toContain(",'=1+1,");
  });

  it('is nothing for who made it up', async () => {
    const [chats = ''] = await linksFor('sue');
    for (const link of [`${publicUrl}/reports/x`, `${publicUrl}/reports/x.y`, `${chats}A`])
      expect((await fetch(link)).status).toBe(404);
  });

  it('opens no more for who may not see it any more', async () => {
    const links = await linksFor('sue');
    await house.store.db.execute(sql`update agent set role = 'agent' where name = 'Sue'`);
    expect((await fetch(links[0] ?? '')).status).toBe(404);
    await house.store.db.execute(sql`update agent set role = 'supervisor' where name = 'Sue'`);
    expect((await fetch(links[1] ?? '')).status).toBe(200);
    await house.store.db.execute(
      sql`delete from agent_chatbot where agent_id = (select id from agent where name = 'Sue')`,
    );
    expect((await fetch(links[2] ?? '')).status).toBe(404);
  });
});
