// The WhatsApp channel: a company's number on the WhatsApp Business Platform as a customers' door.

import type { Channel } from '../channel.js';
import type { MetaChannelOptions } from '../meta/channel-options.js';
import type { Graph } from '../meta/graph.js';
import { receiveWebhooks } from '../meta/receive.js';
import { readWhatsAppDoor } from './door.js';
import { explainWhatsAppError } from './errors.js';
import { createWhatsAppExamination } from './examine.js';
import { createUploads } from './files.js';
import { createWhatsAppMedia } from './media.js';
import { createPace } from './pace.js';
import { readWhatsApp } from './parse.js';
import { createWhatsAppSend } from './send.js';
import { createSigns } from './signs.js';
import { createTemplates } from './templates.js';

export interface WhatsAppChannelOptions extends MetaChannelOptions {
  /** The Graph API of Facebook. */
  readonly graph: Graph;
}

/** Makes the channel; what it remembers (uploads, templates, pace) may vanish at any moment. */
export function createWhatsAppChannel(options: WhatsAppChannelOptions): Channel {
  const { graph, appId, log, media, now = () => new Date() } = options;
  const nowMs = () => now().getTime();
  const templates = createTemplates(graph, nowMs);
  return {
    name: 'whatsapp',
    listen(mount, ears) {
      receiveWebhooks(mount, ears, {
        ...options,
        kind: 'whatsapp',
        object: 'whatsapp_business_account',
        now,
        read: readWhatsApp,
      });
    },
    ...createWhatsAppSend({
      graph,
      uploads: createUploads(graph, nowMs),
      pace: createPace(nowMs),
      templates,
      now,
    }),
    ...createSigns({ graph, now: nowMs, log }),
    ...createWhatsAppMedia({
      log,
      ...media,
      graph,
      authOf: (account) => readWhatsAppDoor(account).auth,
      explain: (error) => explainWhatsAppError(error),
    }),
    listTemplates: (account) => templates.list(account),
    examine: createWhatsAppExamination({ graph, appId }),
  };
}
