// Wires WhatsApp, Messenger and Instagram: their clients, their webhooks' secrets, and links to files for those that fetch.

import type { Router } from 'express';
import type { Logger } from 'pino';
import type { Channel } from '../channels/channel.js';
import { createInstagramChannel } from '../channels/instagram/index.js';
import { createMessengerChannel } from '../channels/messenger/index.js';
import { createGraph, type Graph } from '../channels/meta/graph.js';
import { createPublicFiles, type PublicFiles } from '../channels/meta/public-files.js';
import { createWhatsAppChannel } from '../channels/whatsapp/index.js';
import { type Config, ConfigError, type MetaConfig } from '../config.js';
import type { Declaration } from '../core/declaration.js';
import type { Files } from '../routing/files.js';
import { listAttachments } from '../store/attachments.js';
import type { Store } from '../store/store.js';
import type { Keys } from './keys.js';

export interface MetaWiring {
  readonly meta: MetaConfig;
  readonly log: Logger;
  /** Makes the addresses from which Instagram fetches files. */
  readonly files: Pick<PublicFiles, 'link'>;
  /** Counts what became of a channel's webhooks. */
  readonly count?: ((channel: string, what: string) => void) | undefined;
  /** Origins of a stand-in from which customers' files may come; none unless someone says so. */
  readonly mediaOrigins?: readonly string[] | undefined;
}

type MetaKind = keyof MetaConfig['versions'];

const metaKinds: readonly string[] = ['whatsapp', 'messenger', 'instagram'] satisfies readonly MetaKind[];

/**
 * Creates the three; none without the secret that signs their webhooks and the token of the handshake. Nothing is
 * called and nothing listens before they are mounted or asked.
 */
export function createMetaChannels(wiring: MetaWiring): readonly Channel[] {
  const { meta, log, files, count } = wiring;
  const { appSecrets: secrets, verifyToken, versions, graphUrl, instagramGraphUrl } = meta;
  if (secrets.length === 0 || verifyToken === null) return [];
  const graphOf = (baseUrl: string, kind: MetaKind): Graph =>
    createGraph({ baseUrl, version: versions[kind], log });
  const optionsFor = (kind: MetaKind) => ({
    secrets,
    verifyToken,
    appId: meta.appId ?? undefined,
    media: { insecure: wiring.mediaOrigins ?? [] },
    log,
    count: (what: string) => count?.(kind, what),
  });
  return [
    createWhatsAppChannel({ ...optionsFor('whatsapp'), graph: graphOf(graphUrl, 'whatsapp') }),
    createMessengerChannel({ ...optionsFor('messenger'), graph: graphOf(graphUrl, 'messenger') }),
    createInstagramChannel({
      ...optionsFor('instagram'),
      graphs: {
        login: graphOf(instagramGraphUrl, 'instagram'),
        page: graphOf(graphUrl, 'instagram'),
      },
      files,
    }),
  ];
}

/**
 * The demo has doors that only the playground's Meta opens: without it they are left out, and the rest of the demo
 * works wherever it runs. What a company declares itself is never left out.
 */
export function keepPlayable(
  declaration: Declaration,
  config: Pick<Config, 'declarationPath' | 'playground'>,
): Declaration {
  if (config.declarationPath !== null || config.playground) return declaration;
  const chatbots = declaration.chatbots.map((chatbot) => ({
    ...chatbot,
    channels: chatbot.channels.filter(({ kind }) => !metaKinds.includes(kind)),
  }));
  return { ...declaration, chatbots };
}

/** Refuses to go on with doors whose webhooks nobody could verify. Throws ConfigError with one line. */
export function mustHaveMeta({ appSecrets, verifyToken }: MetaConfig, { chatbots }: Declaration): void {
  const doors = chatbots.flatMap(({ key, channels }) => channels.map(({ kind }) => ({ key, kind })));
  const door = doors.find(({ kind }) => metaKinds.includes(kind));
  if (!door) return;
  const has = `chatbot “${door.key}” has a ${door.kind} channel`;
  if (appSecrets.length === 0)
    throw new ConfigError('META_APP_SECRET', `is missing: ${has}, whose webhooks are signed with it.`);
  if (verifyToken === null)
    throw new ConfigError('META_VERIFY_TOKEN', `is missing: ${has}, whose webhooks are set up with it.`);
}

/** The links to files that platforms fetch for themselves, and the door behind them. */
export interface FileLinks extends Pick<PublicFiles, 'link'> {
  listen(mount: Router): void;
}

/** Creates them; a link opens for a quarter of an hour, at whichever process shares the key. */
export function createFileLinks(ground: {
  readonly publicUrl: string;
  readonly keys: Pick<Keys, 'linkSecret'>;
  readonly store: Store;
  readonly files: Pick<Files, 'read'>;
}): FileLinks {
  const { publicUrl, keys, store, files } = ground;
  const links = createPublicFiles({ secret: keys.linkSecret, publicUrl });
  return {
    link: links.link,
    listen(mount) {
      links.listen(mount, async (organizationId, id) => {
        const [attachment] = await listAttachments(store, organizationId, [id]);
        return attachment ? { attachment, bytes: await files.read(attachment) } : null;
      });
    },
  };
}
