// Installs the app in a workspace by OAuth: a signed state, bound to the browser by a cookie, used once, ten minutes long.

import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, Response, Router } from 'express';
import { Refusal } from '../../core/errors.js';
import { askWho, createClient, type SlackAccess } from './clients.js';
import { toFailure } from './errors.js';
import { type SlackDeskOptions, slackApiUrl } from './options.js';
import { botScopes } from './scopes.js';

const lifeMs = 10 * 60_000;
const cookieName = 'baton-slack-install';
const redirectPath = '/slack/oauth_redirect';

type OAuth = NonNullable<SlackDeskOptions['oauth']>;

/** Mounts `GET /slack/install` and `/slack/oauth_redirect`; nothing when no client id and secret were given. */
export function mountInstall(options: SlackDeskOptions, mount: Router, access: SlackAccess): void {
  const { oauth } = options;
  if (!oauth) return;
  const states = createStates(oauth.stateSecret);
  const redirectUri = new URL(redirectPath, options.publicUrl).href;
  const isSecure = redirectUri.startsWith('https:');

  mount.get('/slack/install', (_request, response) => {
    const { state, nonce } = states.issue();
    const url = new URL('/oauth/v2/authorize', options.apiUrl ?? slackApiUrl);
    url.search = new URLSearchParams({
      client_id: oauth.clientId,
      scope: botScopes.join(','),
      redirect_uri: redirectUri,
      state,
    }).toString();
    response.cookie(cookieName, nonce, {
      httpOnly: true,
      sameSite: 'lax',
      secure: isSecure,
      maxAge: lifeMs,
      path: '/slack',
    });
    response.redirect(302, url.href);
  });

  mount.get(redirectPath, async (request, response) => {
    response.clearCookie(cookieName, { path: '/slack' });
    const { code, state } = request.query;
    if (typeof code !== 'string' || typeof state !== 'string' || !states.redeem(state, readCookie(request))) {
      return say(response, 400, 'This installation link is no longer valid. Please start again.');
    }
    await finish(options, { access, oauth, code, redirectUri, response });
  });
}

interface Finish {
  readonly access: SlackAccess;
  readonly oauth: OAuth;
  readonly code: string;
  readonly redirectUri: string;
  readonly response: Response;
}

async function finish(
  options: SlackDeskOptions,
  { access, oauth, code, redirectUri, response }: Finish,
): Promise<void> {
  try {
    const granted = await createClient(options).oauth.v2.access({
      client_id: oauth.clientId,
      client_secret: oauth.clientSecret,
      code,
      redirect_uri: redirectUri,
    });
    const who = await askWho(options, granted.access_token ?? '');
    await options.installations.save({
      ...who,
      scopes: (granted.scope ?? '').split(',').filter((scope) => scope !== ''),
    });
    access.forget(who.team);
    options.log.info({ team: who.team }, 'Baton was installed in a Slack workspace');
    say(
      response,
      200,
      `Baton is installed in ${who.teamName}. Invite it to a channel, then type /livechat help there.`,
    );
  } catch (error) {
    if (error instanceof Refusal) return say(response, 409, error.message);
    const failure = toFailure(error, true);
    options.log.warn({ code: failure.code }, 'An installation in Slack failed');
    say(
      response,
      failure.class === 'retry' ? 503 : 400,
      `Slack did not complete the installation (${failure.code}). Please start again.`,
    );
  }
}

interface States {
  issue(): { readonly state: string; readonly nonce: string };
  /** True once for a state we issued to this browser within its life. */
  redeem(state: string, nonce: string): boolean;
}

/** States are `expiry.salt.signature`; the signature covers the browser's nonce, so it fits no other browser. */
function createStates(secret: string): States {
  const now = (): number => Date.now();
  const used = new Map<string, number>();
  const sign = (claim: string, nonce: string): Buffer =>
    createHmac('sha256', secret)
      .update(`${claim}.${createHash('sha256').update(nonce).digest('hex')}`)
      .digest();

  return {
    issue() {
      const nonce = randomBytes(24).toString('base64url');
      const claim = `${now() + lifeMs}.${randomBytes(12).toString('base64url')}`;
      return { nonce, state: `${claim}.${sign(claim, nonce).toString('base64url')}` };
    },
    redeem(state, nonce) {
      const [expiry = '', salt = '', signature = '', ...more] = state.split('.');
      const given = Buffer.from(signature, 'base64url');
      const due = sign(`${expiry}.${salt}`, nonce);
      if (more.length > 0 || given.length !== due.length || !timingSafeEqual(given, due)) return false;
      for (const [old, until] of used) if (until < now()) used.delete(old);
      if (Number(expiry) < now() || used.has(salt)) return false;
      used.set(salt, Number(expiry));
      return true;
    },
  };
}

function readCookie(request: Request): string {
  const found = (request.headers.cookie ?? '')
    .split(';')
    .find((part) => part.trim().startsWith(`${cookieName}=`));
  return found ? decodeURIComponent(found.trim().slice(cookieName.length + 1)) : '';
}

function say(response: Response, status: number, sentence: string): void {
  response.status(status).type('text/plain').send(sentence);
}
