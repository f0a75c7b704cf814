// Builds the page, mounts it beside a Teams stand-in with a small app of its own, and opens it in a real browser.
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { createPageRouter } from '../../../../playground/page/serve.js';
import { createSlackStandIn } from '../../../../playground/slack/index.js';
import { PAGE_API_PATH } from '../../../../playground/slack/protocol.js';
import { createTeamsStandIn } from '../../../../playground/teams/index.js';
import { TEAMS_API_PATH } from '../../../../playground/teams/protocol.js';
import { findTool } from '../../../support/needs.js';
import { createTinyApp } from './tiny-app.js';

export const place = '19:support@thread.tacv2';

const people = [
  { id: '6b000000-0000-4000-8000-000000000001', name: 'Kim Berger' },
  { id: '6b000000-0000-4000-8000-000000000003', name: 'Ada Lindqvist' },
];

/** Everything a test of the pane needs; `app.heard` is what reached the app. */
export async function startTeamsPage() {
  const slack = createSlackStandIn({
    users: [{ id: 'U0KIM', name: 'kim', realName: 'Kim' }],
    channels: [{ id: 'C0SUPPORT', name: 'support' }],
  });
  const standIn = createTeamsStandIn({
    manifest: JSON.parse(await readFile('manifest/teams/manifest.json', 'utf8')),
    people,
    teams: [
      {
        id: '19:acme@thread.tacv2',
        groupId: '6b000000-0000-4000-8000-0000000000aa',
        name: 'Acme',
        channels: [
          { id: place, name: 'Support' },
          { id: '19:general@thread.tacv2', name: 'General' },
        ],
        reads: true,
      },
    ],
  });
  const pageDir = mkdtempSync(join(tmpdir(), 'teams-page-'));
  await build({
    configFile: 'playground/page/vite.config.ts',
    logLevel: 'error',
    build: { outDir: pageDir, emptyOutDir: true },
  });
  const app = createTinyApp(standIn);
  const web = express()
    .use('/playground/slack', slack.router)
    .use(PAGE_API_PATH, slack.pageRouter)
    .use('/playground/teams', standIn.router)
    .use(TEAMS_API_PATH, standIn.pageRouter)
    .use(createPageRouter({ pageDir, firstUserId: 'U0KIM' }))
    .use(app.router);
  const server = createServer(web);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  slack.setPublicUrl(`${origin}/playground/slack`);
  standIn.setPublicUrl(`${origin}/playground/teams`);
  standIn.sendTo(`${origin}/api/messages`);
  const browser = await chromium.launch({
    executablePath: findTool('chromium') ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const close = async () => {
    await browser.close();
    await Promise.all([slack.close(), standIn.close()]);
    server.closeAllConnections();
    server.close();
    rmSync(pageDir, { recursive: true });
  };
  return { origin, browser, app, standIn, close };
}
