// Visitors come, are vouched for by their company, and leave; every step changes the token.

import type { RequestHandler } from 'express';
import type { ContactFacts } from '../inbound.js';
import { findGuest, readCaller, readGuest } from './door.js';
import { WebRefusal } from './errors.js';
import type { WebHouse } from './house.js';
import { hashToken, makeToken, verifyIdentity } from './identity.js';
import { postedIdentity, postedVisitor } from './parse.js';
import type { Streams } from './streams.js';

/** POST /web/visitors → {token}: the only time the token is seen outside the browser. */
export function welcomeVisitor(house: WebHouse): RequestHandler {
  return async (req, res) => {
    const body = postedVisitor.parse(req.body ?? {});
    const facts: ContactFacts = {
      ...(body.locale === undefined ? {} : { locale: body.locale }),
      ...(body.page === undefined ? {} : { attributes: { page: body.page } }),
    };
    const token = makeToken();
    await house.createVisitor(readCaller(res).account, hashToken(token), facts);
    res.status(201).json({ token });
  };
}

/** POST /web/identify {jwt} → {token}: binds the caller, or a new visitor, to the person; the old token dies. */
export function identifyVisitor(house: WebHouse, streams: Streams): RequestHandler {
  return async (req, res) => {
    const caller = readCaller(res);
    const { account, settings } = caller;
    const { jwt } = postedIdentity.parse(req.body);
    if (settings.identitySecret === undefined) {
      throw new WebRefusal(403, 'identity-off', 'This site does not use signed identities.');
    }
    const person = await verifyIdentity(jwt, account.account, settings.identitySecret);
    const guest = await findGuest(house, caller, req.headers.authorization);
    const before =
      guest?.visitor ?? (await house.createVisitor(account, hashToken(makeToken()), person.facts));
    const token = makeToken();
    await house.identifyVisitor(account, before, { ...person, tokenHash: hashToken(token) });
    if (guest) streams.drop(account.id, guest.visitor.address);
    res.json({ token });
  };
}

/** POST /web/sign-out: the token is worth nothing afterwards. */
export function signOutVisitor(house: WebHouse, streams: Streams): RequestHandler {
  return async (_req, res) => {
    const { account, visitor } = readGuest(res);
    await house.signOutVisitor(account, visitor);
    streams.drop(account.id, visitor.address);
    res.status(204).end();
  };
}
