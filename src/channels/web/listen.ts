// The web channel's routes: each names its checks in order, and parses a body only where it takes one.

import express, { type RequestHandler, type Router } from 'express';
import type { Logger } from 'pino';
import type { Ears } from '../channel.js';
import { answerPreflight, type Door, readGuest, readSite, readVisitor } from './door.js';
import { createErrorAnswer, WebRefusal } from './errors.js';
import { giveFile, takeFile } from './files.js';
import type { WebHouse } from './house.js';
import { createRates, type WebLimits } from './limits.js';
import type { Links } from './links.js';
import { createBuiltFiles, giveBuilt, giveConfig, givePanel } from './pages.js';
import { askedCursor } from './parse.js';
import { answerPoll } from './poll.js';
import { takeMessage, takeRating, takeRequest, takeSeen, takeTyping, takeWaiting } from './posts.js';
import { linkFor, type Streams } from './streams.js';
import { identifyVisitor, signOutVisitor, welcomeVisitor } from './visitors.js';
import { writeSnapshot } from './wire.js';

export interface WebParts {
  readonly house: WebHouse;
  readonly own: readonly string[];
  readonly limits: WebLimits;
  readonly links: Links;
  readonly streams: Streams;
  readonly pictureHosts: readonly string[];
  readonly widgetFolder: string;
  readonly log: Pick<Logger, 'warn' | 'error'> | undefined;
}

/** Mounts `/widget.js` and `/web/…`. */
export function listenWeb(mount: Router, ears: Ears, parts: WebParts): void {
  const web = express.Router();
  mountPages(mount, web, ears, parts);
  mountCalls(web, ears, parts);
  web.use((_req, _res, next) => next(new WebRefusal(404, 'unknown-path', 'Not found.')));
  mount.use('/web', web);
  mount.use(['/web', '/widget.js'], createErrorAnswer(parts.log));
}

function mountPages(mount: Router, web: Router, ears: Ears, parts: WebParts): void {
  const files = createBuiltFiles(parts.widgetFolder);
  mount.get('/widget.js', giveBuilt(files, 'public, max-age=300, stale-while-revalidate=86400', 'widget.js'));
  web.get('/assets/:name', giveBuilt(files, 'public, max-age=31536000, immutable'));
  web.get('/panel', givePanel(ears, files, parts.pictureHosts));
}

function mountCalls(web: Router, ears: Ears, parts: WebParts): void {
  const { house, links, streams, limits } = parts;
  const door: Door = { ears, house, own: parts.own };
  const rates = createRates(limits);
  const json = express.json({ limit: '128kb' });
  const site: RequestHandler[] = [rates.address, readSite(door)];
  const visitor: RequestHandler[] = [...site, readVisitor(door)];
  const call: RequestHandler[] = [...visitor, rates.calls];

  web.options('/*path', ...answerPreflight(door));
  web.get('/config', ...site, giveConfig(house, limits.fileBytes));
  web.post('/visitors', ...site, rates.visitors, json, welcomeVisitor(house));
  web.post('/identify', ...site, rates.visitors, json, identifyVisitor(house, streams));
  web.post('/sign-out', ...call, signOutVisitor(house, streams));
  web.get('/conversation', ...call, giveSnapshot(parts));
  web.get('/events', ...call, giveEvents(parts));
  web.post('/messages', ...visitor, ...rates.messages, json, takeMessage(ears, house));
  web.post('/typing', ...call, takeTyping(ears));
  web.post('/seen', ...call, json, takeSeen(ears));
  web.post('/request-human', ...call, takeRequest(ears));
  web.post('/waiting', ...call, json, takeWaiting(ears));
  web.post('/rating', ...call, json, takeRating(ears));
  web.post('/files', ...visitor, rates.uploads, takeFile(ears, links, limits.fileBytes));
  web.get('/files/:id', rates.address, giveFile(door, links));
}

/** GET /web/conversation */
function giveSnapshot({ house, links }: WebParts): RequestHandler {
  return async (_req, res) => {
    const guest = readGuest(res);
    const snapshot = await house.readSnapshot(guest.account, guest.visitor);
    res.json(writeSnapshot(snapshot, linkFor(links, guest)));
  };
}

/** GET /web/events?conversation=ID&after=SEQUENCE, streamed, or with `poll=1` one answer at a time */
function giveEvents({ house, links, streams, limits }: WebParts): RequestHandler {
  return async (req, res) => {
    const guest = readGuest(res);
    const { poll, ...cursor } = askedCursor.parse(req.query);
    if (!poll) {
      streams.open(res, guest, cursor);
      return;
    }
    await answerPoll(res, { house, guest, cursor, link: linkFor(links, guest), pollMs: limits.pollMs });
  };
}
