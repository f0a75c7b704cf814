// Who is at the door: the site, the page it is embedded in, and the visitor; each is checked on every call.

import type { Request, RequestHandler, Response } from 'express';
import type { ChannelAccount } from '../../core/chatbot.js';
import type { Ears } from '../channel.js';
import type { Origin } from '../inbound.js';
import { WebRefusal } from './errors.js';
import type { Visitor, WebHouse } from './house.js';
import { hashToken, readBearer } from './identity.js';
import { matchesOrigin, readWebSettings, type WebSettings } from './settings.js';

/** A call whose site and page are known. */
export interface Caller {
  readonly account: ChannelAccount;
  readonly settings: WebSettings;
}

/** A call whose visitor is known, too. */
export interface Guest extends Caller {
  readonly visitor: Visitor;
}

/** Reads what `readSite` found out. */
export function readCaller(res: Response): Caller {
  return res.locals.caller as Caller;
}

/** Reads what `readVisitor` found out. */
export function readGuest(res: Response): Guest {
  return res.locals.guest as Guest;
}

/** The visitor as the house hears them. */
export function originOf(guest: Guest): Origin {
  return { channel: guest.account, address: guest.visitor.address };
}

/** The site key of a call: the query (so that a preflight carries it), else the header. */
export function askedSite(req: Request): string | null {
  const site = req.query.site ?? req.headers['x-baton-site'];
  return typeof site === 'string' && site.length > 0 && site.length <= 100 ? site : null;
}

/** Finds a site; null when there is none or its settings are broken. */
export async function findSite(ears: Ears, site: string | null): Promise<Caller | null> {
  const account = site === null ? null : await ears.findAccount('web', site);
  return account ? { account, settings: readWebSettings(account) } : null;
}

export interface Door {
  readonly ears: Ears;
  readonly house: WebHouse;
  /** Baton's own origins: the panel calls from there. */
  readonly own: readonly string[];
}

/** Lets a call in when its site exists and its page may use it, and tells the browser so (CORS, never `*`). */
export function readSite({ ears, own }: Door): RequestHandler {
  return async (req, res, next) => {
    res.setHeader('Vary', 'Origin');
    res.setHeader('Cache-Control', 'no-store');
    const caller = await findSite(ears, askedSite(req));
    if (!caller) throw new WebRefusal(404, 'unknown-site', 'Not found.');
    const { origin } = req.headers;
    if (origin !== undefined && !own.includes(origin)) {
      if (!matchesOrigin(caller.settings.origins, origin))
        throw new WebRefusal(403, 'origin-refused', 'Not allowed.');
      res.setHeader('Access-Control-Allow-Origin', origin);
      res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    }
    res.locals.caller = caller;
    next();
  };
}

/** Answers preflights: they carry no headers, so a page elsewhere names its site in the query. */
export function answerPreflight(door: Door): RequestHandler[] {
  return [
    readSite(door),
    (_req, res) => {
      res.setHeader('Access-Control-Allow-Methods', 'GET, POST');
      res.setHeader('Access-Control-Allow-Headers', 'authorization, content-type, x-baton-site');
      res.setHeader('Access-Control-Max-Age', '600');
      res.status(204).end();
    },
  ];
}

/** Lets a call in when its token is a visitor's of this site. Stands behind `readSite`. */
export function readVisitor({ house }: Door): RequestHandler {
  return async (req, res, next) => {
    const guest = await findGuest(house, readCaller(res), req.headers.authorization);
    if (!guest) throw new WebRefusal(401, 'unknown-visitor', 'Please start the chat again.');
    res.locals.guest = guest;
    next();
  };
}

/** The visitor whom an Authorization header names on this site; null when it names nobody. */
export async function findGuest(
  house: WebHouse,
  caller: Caller,
  header: string | undefined,
): Promise<Guest | null> {
  const token = readBearer(header);
  const visitor = token === null ? null : await house.findVisitor(caller.account, hashToken(token));
  return visitor ? { ...caller, visitor } : null;
}
