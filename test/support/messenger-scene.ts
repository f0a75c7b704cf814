// A Messenger channel with a clock of its own, for the tests of what it does outwards.

import { beforeEach } from 'vitest';
import type { Channel, ChannelAddress } from '../../src/channels/channel.js';
import { createMessengerChannel } from '../../src/channels/messenger/index.js';
import { createGraph } from '../../src/channels/meta/graph.js';
import { guardNetwork } from './guard-network.js';
import { makeAddress, makeDoor, secondsAfterWriting } from './page-scene.js';

export const host = 'https://graph.facebook.com';
export const page = '111000000000001';
export const psid = '240000000000001';
/** The settings of a door where agents have no faces. */
export const plainDoor = { personas: false };

/** The channel of the current test; its clock stands still until a test moves it. */
export interface MessengerScene {
  clock: Date;
  channel: Channel;
  readonly counted: string[];
}

/** Makes a new channel for every test of the file; every scripted answer must have been asked for at its end. */
export function playMessenger(): MessengerScene {
  const scene = { counted: [] as string[] } as MessengerScene;
  guardNetwork();
  beforeEach(() => {
    scene.clock = secondsAfterWriting(60);
    scene.counted.length = 0;
    scene.channel = createMessengerChannel({
      graph: createGraph({ baseUrl: host, version: 'v25.0' }),
      secrets: ['shh'],
      verifyToken: 'verify',
      appId: '777',
      count: (what) => scene.counted.push(what),
      now: () => scene.clock,
    });
  });
  return scene;
}

export function to(settings: object = {}): ChannelAddress {
  return makeAddress(makeDoor('messenger', page, settings), psid);
}
