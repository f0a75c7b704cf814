// Starts a real teams-ai app against a stand-in, over HTTP and with its token checks on, for the tests in this folder.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Application, TeamsAdapter } from '@microsoft/teams-ai';
import { ConfigurationServiceClientCredentialFactory, type TurnContext } from 'botbuilder';
import express from 'express';
import {
  createTeamsStandIn,
  type TeamsStandIn,
  type TeamsStandInOptions,
} from '../../../playground/teams/index.js';

export const kim = '7d0e0000-0000-4000-8000-000000000001';
export const ben = '7d0e0000-0000-4000-8000-000000000002';
export const gus = '7d0e0000-0000-4000-8000-000000000003';
export const place = '19:support@thread.tacv2';
export const outside = '19:sales@thread.tacv2';

/** Kim and Ben with the app, the guest Gus without; a team that has the app and one that does not. */
export const tenant: TeamsStandInOptions = {
  resendMs: [0, 5],
  people: [
    { id: kim, name: 'Kim Berger' },
    { id: ben, name: 'Ben Adeyemi' },
    { id: gus, name: 'Gus', guest: true },
  ],
  teams: [
    {
      id: '19:acme@thread.tacv2',
      groupId: '9a000000-0000-4000-8000-000000000003',
      name: 'Acme',
      channels: [{ id: place, name: 'Support' }],
      reads: true,
    },
    {
      id: '19:other@thread.tacv2',
      groupId: '9a000000-0000-4000-8000-000000000004',
      name: 'Other',
      channels: [{ id: outside, name: 'Sales' }],
      reads: false,
      hasApp: false,
    },
  ],
};

type Json = Record<string, unknown>;

export interface Heard extends Json {
  readonly type: string;
  readonly id: string;
  readonly value?: Json;
}

export interface App {
  readonly standIn: TeamsStandIn;
  /** The activities that reached the app's own code, in order. */
  readonly heard: Heard[];
  /** What the app answers invokes with; nothing by default. */
  answers: (invoke: Heard) => unknown;
  /** The status of the next answers to messages, by turns; 200 when none is left. */
  readonly statuses: number[];
  close(): Promise<void>;
}

/** A stand-in and an app that takes everything it is told; no SDK, so that the shapes on the wire are seen. */
export async function startApp(options: TeamsStandInOptions = {}): Promise<App> {
  const heard: Heard[] = [];
  const statuses: number[] = [];
  const web = express();
  web.post('/api/messages', express.json({ limit: '4mb' }), (request, response) => {
    const activity = request.body as Heard;
    heard.push(activity);
    const status = statuses.shift() ?? 200;
    if (status !== 200) response.status(status).end();
    else if (activity.type === 'invoke') response.json(app.answers(activity) ?? {});
    else response.end();
  });
  const { standIn, close } = await listenWith(web, options);
  const app: App = { standIn, heard, statuses, answers: () => undefined, close };
  return app;
}

/** The same with Microsoft's own SDK, which checks every token. */
export async function startSdkApp(options: TeamsStandInOptions = {}): Promise<App> {
  const heard: Heard[] = [];
  const web = express();
  const { standIn, close } = await listenWith(web, options);
  const { appId, secret, tenantId } = standIn.settings;
  const url = standIn.cloudUrl();
  const adapter = new TeamsAdapter(
    {
      MicrosoftAppId: appId,
      MicrosoftAppPassword: secret,
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppTenantId: tenantId,
      ToBotFromChannelOpenIdMetadataUrl: `${url}/openid`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${url}/openid`,
      ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      ToChannelFromBotLoginUrl: `${url}/login`,
      OAuthUrl: `${url}/oauth`,
      ValidateAuthority: 'false',
      CallerId: '',
    } as ConstructorParameters<typeof TeamsAdapter>[0],
    new ConfigurationServiceClientCredentialFactory({
      MicrosoftAppId: appId,
      MicrosoftAppPassword: secret,
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppTenantId: tenantId,
    }),
  );
  const app = new Application({ adapter, botAppId: appId, startTypingTimer: false });
  app.activity(
    async (context: TurnContext) => context.activity.type === 'message',
    async (context: TurnContext) => {
      heard.push(context.activity as unknown as Heard);
    },
  );
  app.adaptiveCards.actionExecute('claim', async () => 'It is yours.');
  web.post('/api/messages', express.json(), (request, response) => {
    void adapter.process(request, response, async (context) => {
      await app.run(context);
    });
  });
  return { standIn, heard, statuses: [], answers: () => undefined, close };
}

async function listenWith(web: express.Express, options: TeamsStandInOptions) {
  const standIn = createTeamsStandIn({ ...tenant, ...options });
  await standIn.listen();
  const server = createServer(web);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  standIn.sendTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`);
  const close = async (): Promise<void> => {
    await standIn.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { standIn, close };
}

/** A gesture's answer that must not be a refusal. */
export function done<T extends { readonly ok: boolean }>(answer: T): Extract<T, { readonly ok: true }> {
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer)}`);
  return answer as Extract<T, { readonly ok: true }>;
}
