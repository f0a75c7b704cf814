// Reads the declaration Baton runs by, the company's or the demo's, against the kinds this build knows.

import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AssistantKind } from '../assistant/assistant.js';
import { instagramSettings } from '../channels/instagram/settings.js';
import { messengerSettings } from '../channels/messenger/settings.js';
import { webSettings } from '../channels/web/settings.js';
import { whatsappSettings } from '../channels/whatsapp/settings.js';
import { readBatonYaml } from '../config/baton-yaml.js';
import { ConfigError } from '../config.js';
import type { Declaration } from '../core/declaration.js';
import { strategies } from '../routing/policy/pick.js';
import { places } from './places.js';

export interface DeclarationSource {
  /** Null means the demo's. */
  readonly path: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly kinds: readonly AssistantKind[];
}

/** Reads and checks it. Throws ConfigError with one line naming the key, the file or the line. */
export async function readDeclaration({ path, env, kinds }: DeclarationSource): Promise<Declaration> {
  const file = path ?? places.demoDeclaration;
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError('BATON_CONFIG', `names ${file}, which cannot be read (${error.code ?? 'error'}).`);
  });
  return readBatonYaml(
    { text, file, baseDir: dirname(file), env },
    {
      channels: [
        { kind: 'web', accountKey: 'siteKey', settings: webSettings.omit({ siteKey: true }) },
        { kind: 'whatsapp', accountKey: 'phoneNumberId', settings: whatsappSettings },
        { kind: 'messenger', accountKey: 'pageId', settings: messengerSettings },
        { kind: 'instagram', accountKey: 'accountId', settings: instagramSettings },
      ],
      assistants: kinds,
      desks: ['slack', 'teams'],
      strategies: Object.keys(strategies),
    },
  );
}

/** Lets the playground's own page embed every site: the demo is tried where Baton itself listens. */
export function allowOrigins(declaration: Declaration, origins: readonly string[]): Declaration {
  return {
    ...declaration,
    chatbots: declaration.chatbots.map((chatbot) => ({
      ...chatbot,
      channels: chatbot.channels.map((door) =>
        door.kind === 'web'
          ? {
              ...door,
              settings: { ...door.settings, origins: [...listOf(door.settings.origins), ...origins] },
            }
          : door,
      ),
    })),
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
