// Wires the playground: a Slack stand-in with the demo's people, the page that shows both sides, and the tour.

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Router } from 'express';
import express from 'express';
import { parse } from 'yaml';
import { createPageRouter } from '../../playground/page/serve.js';
import { createSlackStandIn, type SlackStandIn } from '../../playground/slack/index.js';
import { PAGE_API_PATH } from '../../playground/slack/protocol.js';
import { createTourRouter } from '../../playground/tour/router.js';
import type { SlackConfig } from '../config.js';
import { places } from './places.js';

export interface Playground {
  readonly router: Router;
  /** How Baton reaches this Slack; only after `locate`. */
  slack(): SlackConfig;
  readonly standIn: SlackStandIn;
  close(): Promise<void>;
}

const people = [
  { id: 'U0KIM', name: 'kim', realName: 'Kim Berger' },
  { id: 'U0BEN', name: 'ben', realName: 'Ben Adeyemi' },
  { id: 'U0ADA', name: 'ada', realName: 'Ada Lindqvist' },
  { id: 'U0OLU', name: 'olu', realName: 'Olu Marsh' },
  { id: 'U0SAM', name: 'sam', realName: 'Sam Porter' },
];

const mountedAt = '/playground/slack';

/** Creates the playground beside the Baton that listens at `url`; its secrets are new at every start. */
export async function createPlayground(url: string): Promise<Playground> {
  const signingSecret = randomBytes(24).toString('hex');
  const botToken = `xoxb-${randomBytes(18).toString('hex')}`;
  const standIn = createSlackStandIn({
    signingSecret,
    botToken,
    manifest: parse(await readFile(places.slackManifest, 'utf8')),
    users: people,
    channels: [
      { id: 'C0SUPPORT', name: 'support', topic: 'Chats of Acme Support' },
      { id: 'C0GENERAL', name: 'general', topic: 'Everything else' },
    ],
  });
  standIn.setPublicUrl(`${url}${mountedAt}`);
  standIn.sendTo(`${url}/slack/events`);
  const router = express.Router();
  router.use(mountedAt, standIn.router);
  router.use(PAGE_API_PATH, standIn.pageRouter);
  router.use(createPageRouter({ pageDir: places.playgroundPage, firstUserId: 'U0KIM' }));
  router.use(createTourRouter({ baseUrl: () => url }));
  return {
    router,
    slack: () => ({ botToken, signingSecret, appToken: null, oauth: null, apiUrl: standIn.apiUrl() }),
    standIn,
    close: () => standIn.close(),
  };
}
