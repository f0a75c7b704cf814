// A WhatsApp channel with a clock of its own, and the shapes of what it posts, for the tests of what it sends.

import { beforeEach } from 'vitest';
import type { Channel, ChannelAddress } from '../../src/channels/channel.js';
import { createGraph } from '../../src/channels/meta/graph.js';
import { createWhatsAppChannel } from '../../src/channels/whatsapp/index.js';
import { guardNetwork } from './guard-network.js';
import { deliveryId, makeAddress, makeDoor, type ScriptedAnswer, secondsAfterWriting } from './page-scene.js';

export const host = 'https://graph.facebook.com';
export const phone = '310000000000011';
export const customer = '447700900123';

/** The channel of the current test; its clock stands still until a test moves it. */
export interface WhatsAppScene {
  clock: Date;
  channel: Channel;
  readonly counted: string[];
}

/** Makes a new channel for every test of the file; every scripted answer must have been asked for at its end. */
export function playWhatsApp(): WhatsAppScene {
  const scene = { counted: [] as string[] } as WhatsAppScene;
  guardNetwork();
  beforeEach(() => {
    scene.clock = secondsAfterWriting(60);
    scene.counted.length = 0;
    scene.channel = createWhatsAppChannel({
      graph: createGraph({ baseUrl: host, version: 'v25.0', now: () => scene.clock.getTime() }),
      secrets: ['shh'],
      verifyToken: 'verify',
      appId: '777000777',
      count: (what) => scene.counted.push(what),
      now: () => scene.clock,
    });
  });
  return scene;
}

export function to(settings: object = {}, address = customer): ChannelAddress {
  return makeAddress(makeDoor('whatsapp', phone, settings), address);
}

export const evidence = (part: number): string => `baton:${deliveryId}:${part}`;

/** What every message carries. */
export const envelope = (part = 0) => ({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: `+${customer}`,
  biz_opaque_callback_data: evidence(part),
});

export const textOf = (body: string, part = 0, preview_url = false) => ({
  ...envelope(part),
  type: 'text',
  text: { body, preview_url },
});

export const taken = (id: string): ScriptedAnswer => ({
  body: { messaging_product: 'whatsapp', contacts: [{ input: 'x', wa_id: 'x' }], messages: [{ id }] },
});

export const uploaded = (id: string): ScriptedAnswer => ({ body: { id } });
