// The Teams app as its manifest describes it: built from the commands themselves, for the newest schema or an older one.

import { commands } from '../../bridge/commands/registry.js';

/** Schemas we can speak: the newest, and one for tenants that do not know it yet. */
export const manifestVersions = ['1.30', '1.22'] as const;
export type ManifestVersion = (typeof manifestVersions)[number];

export interface ManifestFacts {
  /** The Entra app's id, which is the bot's too. */
  readonly appId: string;
  /** Baton's public address, no slash at the end. */
  readonly url: string;
  readonly version: ManifestVersion;
}

/** Raised with every change of what is below: Teams takes an update only under a new number. */
const appVersion = '1.0.0';

/** What is offered after a mention in a channel, the most used first; older schemas take only ten. */
const inChannels = [
  'claim',
  'note',
  'reply',
  'transfer',
  'restore',
  'close',
  'category',
  'template',
  'history',
  'help',
  'release',
  'info',
];

/** What is offered in the chat with Baton. */
const inPerson = [
  'online',
  'away',
  'offline',
  'status',
  'mine',
  'queue',
  'next',
  'overview',
  'agents',
  'help',
  'presence',
  'limit',
];

/** Actions on a message, by their command word. */
const onMessages = [
  ['note', 'Add an internal note', 'A note only agents see, never sent to the customer'],
  ['reply', 'Reply to the customer', 'Writes a reply to the customer of this thread'],
  ['retry', 'Send again', 'Sends a reply again that did not arrive'],
] as const;

const mostCommands: Record<ManifestVersion, number> = { '1.30': 12, '1.22': 10 };

/** Builds the manifest. Both icons lie beside it in the package. */
export function buildTeamsManifest({ appId, url, version }: ManifestFacts) {
  const { host } = new URL(url);
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${version}/MicrosoftTeams.schema.json`,
    manifestVersion: version,
    version: appVersion,
    id: appId,
    developer: {
      name: 'Baton',
      websiteUrl: url,
      privacyUrl: `${url}/privacy`,
      termsOfUseUrl: `${url}/terms`,
    },
    name: { short: 'Baton', full: 'Baton live chat' },
    description: {
      short: 'Brings live chats into Teams',
      full: `Baton brings live chats from your website, WhatsApp, Instagram and Messenger into Teams. Each conversation is a thread in its chatbot's channel: read what the AI assistant and the customer said, claim it, reply, leave notes that never leave Teams, set a category, and hand it back to the assistant or close it. Where a team agrees that Baton reads its channels' messages, agents answer in a thread without mentioning it: Baton then takes what is typed in a conversation's thread, and ignores everything else.`,
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#0F5F5A',
    bots: [describeBot(appId, version)],
    composeExtensions: [
      {
        botId: appId,
        commands: onMessages.map(([id, title, description]) => ({
          id,
          type: 'action',
          title,
          description,
          context: ['message'],
          fetchTask: true,
        })),
      },
    ],
    staticTabs: [
      { entityId: 'conversations', scopes: ['personal'] },
      { entityId: 'about', scopes: ['personal'] },
    ],
    validDomains: [host],
    webApplicationInfo: { id: appId, resource: `api://${host}/${appId}` },
    authorization: {
      permissions: { resourceSpecific: [{ name: 'ChannelMessage.Read.Group', type: 'Application' }] },
    },
    defaultInstallScope: 'team',
    defaultGroupCapability: { team: 'bot' },
  };
}

function describeBot(appId: string, version: ManifestVersion) {
  const isNew = version === '1.30';
  const list = (scope: string, words: readonly string[], triggers: readonly string[]) => ({
    scopes: [scope],
    ...(isNew ? { triggers } : {}),
    commands: words.slice(0, mostCommands[version]).map(describeCommand),
  });
  return {
    botId: appId,
    scopes: ['team', 'personal'],
    supportsFiles: false,
    isNotificationOnly: false,
    ...(isNew ? { supportsTargetedMessages: true } : {}),
    commandLists: [list('team', inChannels, ['mention', 'slash']), list('personal', inPerson, ['mention'])],
  };
}

/** The command's own summary; Teams prints no code marks. */
function describeCommand(word: string) {
  const command = commands.find(({ name, hidden }) => name === word && !hidden);
  if (!command) throw new Error(`the manifest names “${word}”, which is no command`);
  return { title: word, description: command.summary.replaceAll('`', '') };
}
