// Microsoft's SDK at our door: it verifies who calls and runs the turn; loaded with the first request, it is large.

import { type Json, textAt } from '../../core/payload.js';
import type { Answer } from './answers.js';
import { hush } from './hush.js';
import { createKeyTurn } from './key-turn.js';
import type { TeamsDeskOptions } from './options.js';
import { createVerifiedTokens } from './verified-tokens.js';

/** Why a request is turned away. */
export type Verdict = 'unsigned' | 'unknown' | 'unreachable';

export interface Door {
  /** Loads the SDK, so that the first request does not find everything standing still for seconds. */
  open(): Promise<void>;
  /**
   * Verifies the request and has it heard. Resolves with a verdict when it was not let in: `unsigned` is not from Teams
   * or not for us, `unreachable` means that the signer's keys could not be had. Rejects with what `hear` rejects with.
   */
  enter(authorization: string, body: Json, hear: (body: Json) => Promise<Answer>): Promise<Answer | Verdict>;
}

type Sdk = Awaited<ReturnType<typeof loadSdk>>;
type Adapter = InstanceType<Sdk['CloudAdapter']>;
type Authentication = InstanceType<Sdk['ConfigurationBotFrameworkAuthentication']>;
type SdkActivity = Parameters<Authentication['authenticateRequest']>[0];

async function loadSdk() {
  const [{ Application }, { CloudAdapter, ConfigurationBotFrameworkAuthentication }] = await Promise.all([
    import('@microsoft/teams-ai'),
    import('botbuilder'),
  ]);
  hush();
  return { Application, CloudAdapter, ConfigurationBotFrameworkAuthentication };
}

/** Creates the door of one process. Nothing is loaded before the first `enter`. */
export function createDoor(
  options: Pick<TeamsDeskOptions, 'credentials' | 'cloud' | 'tenantId' | 'log'>,
): Door {
  let opened: Promise<ReturnType<typeof openDoor>> | null = null;
  const open = () => {
    opened ??= loadSdk().then((sdk) => openDoor(sdk, options));
    return opened;
  };
  return {
    async open() {
      await open();
    },
    async enter(authorization, body, hear) {
      const door = await open();
      const admitted = await door.admit(authorization, body);
      return typeof admitted === 'string' ? admitted : door.run(admitted, body, hear);
    },
  };
}

type Admitted = Awaited<ReturnType<Authentication['authenticateRequest']>>;

function openDoor(sdk: Sdk, options: Parameters<typeof createDoor>[0]) {
  const authentication = createAuthentication(sdk, options);
  const adapter = new sdk.CloudAdapter(authentication);
  adapter.onTurnError = (_context, error) => Promise.reject(error);
  const verifyOnce = createVerifiedTokens<Admitted>(expiryOf);
  const withKeys = createKeyTurn();
  return {
    async admit(authorization: string, body: Json): Promise<Admitted | Verdict> {
      const shown = {
        authorization,
        serviceUrl: textAt(body, 'serviceUrl') ?? '',
        channelId: textAt(body, 'channelId') ?? '',
      };
      const verify = () => authentication.authenticateRequest(asActivity(body), authorization);
      try {
        return await verifyOnce(shown, async () => keepClient(await withKeys(verify)));
      } catch (error) {
        options.log.warn(
          { cause: causeOf(error) },
          'A request that Teams did not sign for Baton was refused',
        );
        return judge(error);
      }
    },
    run: createTurns(sdk, adapter),
  };
}

/** Verifies as the SDK does. It makes a client for users' tokens with each turn, which is costly: ours are never asked for. */
function createAuthentication(sdk: Sdk, options: Parameters<typeof createDoor>[0]): Authentication {
  const authentication = new sdk.ConfigurationBotFrameworkAuthentication(
    configure(options),
    createNoCredentials(options),
  );
  const make = authentication.createUserTokenClient.bind(authentication);
  let client: ReturnType<typeof make> | null = null;
  authentication.createUserTokenClient = (identity) => {
    client ??= make(identity);
    return client;
  };
  return authentication;
}

/** The same for the client that would answer: it is made once for what was verified, with the first turn. */
function keepClient(admitted: Admitted): Admitted {
  const factory = admitted.connectorFactory;
  if (!factory) return admitted;
  let client: ReturnType<typeof factory.create> | null = null;
  const create: typeof factory.create = (serviceUrl, audience) => {
    client ??= factory.create(serviceUrl, audience);
    return client;
  };
  return { ...admitted, connectorFactory: { create } };
}

/** When the token of a request expires, Unix milliseconds; null when it does not say. */
function expiryOf({ claimsIdentity }: Admitted): number | null {
  const expiry = Number(claimsIdentity.getClaimValue('exp') ?? Number.NaN);
  return Number.isFinite(expiry) ? expiry * 1000 : null;
}

/** Only what the Bot Connector signed comes in: the emulator's and other apps' tokens are of other issuers. */
function configure({ cloud, tenantId }: Pick<TeamsDeskOptions, 'cloud' | 'tenantId'>) {
  return {
    ToBotFromChannelOpenIdMetadataUrl: cloud.openIdUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: cloud.openIdUrl,
    ToBotFromChannelTokenIssuer: cloud.tokenIssuer,
    ToChannelFromBotOAuthScope: cloud.tokenIssuer,
    ToChannelFromBotLoginUrl: `${cloud.loginUrl}/${tenantId}`,
    OAuthUrl: cloud.tokenIssuer,
    ValidateAuthority: 'true',
    CallerId: '',
  };
}

/** The SDK answers nothing by itself, so it is given no secret: what it verifies needs the app's id alone. */
function createNoCredentials({ credentials }: Pick<TeamsDeskOptions, 'credentials'>) {
  return {
    isValidAppId: async (appId: string) => credentials !== null && appId === credentials.appId,
    isAuthenticationDisabled: async () => credentials === null,
    createCredentials: async () => ({ signRequest: async <Request>(request: Request) => request }),
  };
}

/** Runs turns through one application whose single route takes everything, so that nothing is eaten on the way. */
function createTurns(sdk: Sdk, adapter: Adapter) {
  const app = new sdk.Application({
    startTypingTimer: false,
    removeRecipientMention: false,
    storage: noStorage,
  });
  const turns = new WeakMap<object, () => Promise<void>>();
  app.activity(
    async () => true,
    async (context) => turns.get(context.activity)?.(),
  );
  return async (admitted: Admitted, body: Json, hear: (body: Json) => Promise<Answer>): Promise<Answer> => {
    const activity = asActivity(body);
    let heard: Promise<Answer> | null = null;
    turns.set(activity, async () => {
      heard = hear(body);
      await heard;
    });
    // The SDK wraps what was thrown; the promise itself says it as it was.
    const ended = adapter.processActivityDirect(admitted, activity, async (context) => {
      await app.run(context);
    });
    await ended.catch((error: unknown) => {
      if (heard === null) throw error;
    });
    if (heard === null) throw new Error('The SDK ended a turn without having it heard.');
    return heard;
  };
}

/** What a turn would remember for the next one: nothing, our memory is elsewhere. */
const noStorage = {
  read: async () => ({}),
  write: async () => undefined,
  delete: async () => undefined,
};

/** What the SDK cannot do without; it writes into what it is given, so it is given a copy. */
function asActivity(body: Json): SdkActivity {
  const nobody = { id: 'nobody' };
  const { from, recipient } = body as { readonly from?: object; readonly recipient?: object };
  return {
    ...body,
    from: { ...nobody, ...from },
    recipient: { ...nobody, ...recipient },
  } as unknown as SdkActivity;
}

/** Keys that cannot be had are our trouble, or the network's; everything else is the caller's. */
function judge(error: unknown): Verdict {
  const { statusCode, name } = (typeof error === 'object' && error !== null ? error : {}) as {
    readonly statusCode?: unknown;
    readonly name?: unknown;
  };
  if (typeof statusCode === 'number') return statusCode >= 500 ? 'unreachable' : 'unsigned';
  return name === 'FetchError' || name === 'AbortError' || name === 'SystemError'
    ? 'unreachable'
    : 'unsigned';
}

/** The kind of error: its message may quote what the caller sent. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return error.name === 'Error' ? error.constructor.name : error.name;
}
