// Calls a stand-in's connector over HTTP with a token it granted, for the tests in this folder.
import type { TeamsStandIn } from '../../../playground/teams/index.js';

type Json = Record<string, unknown>;

export interface Answered {
  readonly status: number;
  readonly body: Json;
  readonly headers: Headers;
}

/** Asks for a token; the fields given stand in place of the right ones. */
export async function askToken(
  standIn: TeamsStandIn,
  wrong: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const { appId, secret, tenantId } = standIn.settings;
  const { tenant = tenantId, ...fields } = wrong;
  return read(
    await fetch(`${standIn.cloudUrl()}/login/${tenant}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: secret,
        scope: 'https://api.botframework.com/.default',
        ...fields,
      }),
    }),
  );
}

/** Creates a client; every call is made with one good token. */
export async function connect(standIn: TeamsStandIn) {
  const token = String((await askToken(standIn)).body.access_token);
  const call = async (method: string, path: string, body?: Json): Promise<Answered> =>
    read(
      await fetch(`${standIn.serviceUrl()}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    );
  const at = (conversation: string): string => `v3/conversations/${encodeURIComponent(conversation)}`;
  return {
    token,
    call,
    at,
    openThread: (channel: string, activity: Json = words('root'), more: Json = {}) =>
      call('POST', 'v3/conversations', {
        isGroup: true,
        tenantId: standIn.settings.tenantId,
        channelData: { channel: { id: channel } },
        activity,
        ...more,
      }),
    openPersonal: (mri: string) =>
      call('POST', 'v3/conversations', {
        isGroup: false,
        tenantId: standIn.settings.tenantId,
        members: [{ id: mri }],
      }),
    post: (conversation: string, activity: Json = words('reply')) =>
      call('POST', `${at(conversation)}/activities`, activity),
    postTargeted: (conversation: string, activity: Json) =>
      call('POST', `${at(conversation)}/activities?isTargetedActivity=true`, activity),
  };
}

export const words = (text: string): Json => ({ type: 'message', text, textFormat: 'plain' });

export const withCard = (card: Json): Json => ({
  type: 'message',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
});

/** The code of a refusal. */
export const codeOf = ({ body }: Answered): unknown => (body.error as Json | undefined)?.code;

async function read(response: Response): Promise<Answered> {
  const text = await response.text();
  let body: Json = {};
  try {
    body = text === '' ? {} : (JSON.parse(text) as Json);
  } catch {
    body = { text };
  }
  return { status: response.status, body, headers: response.headers };
}
