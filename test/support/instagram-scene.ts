// An Instagram channel with a clock of its own, for the tests of what it does outwards.

import { beforeEach } from 'vitest';
import type { Channel, ChannelAddress } from '../../src/channels/channel.js';
import { createInstagramChannel } from '../../src/channels/instagram/index.js';
import { createGraph } from '../../src/channels/meta/graph.js';
import { createPublicFiles } from '../../src/channels/meta/public-files.js';
import { guardNetwork } from './guard-network.js';
import { makeAddress, makeDoor, secondsAfterWriting } from './page-scene.js';

export const loginHost = 'https://graph.instagram.com';
export const pageHost = 'https://graph.facebook.com';
export const account = '17841400000000001';
export const igsid = '900000000000001';

/** The channel of the current test; its clock stands still until a test moves it. */
export interface InstagramScene {
  clock: Date;
  channel: Channel;
}

/** Makes a new channel for every test of the file; every scripted answer must have been asked for at its end. */
export function playInstagram(): InstagramScene {
  const scene = {} as InstagramScene;
  guardNetwork();
  beforeEach(() => {
    scene.clock = secondsAfterWriting(60);
    const now = () => scene.clock;
    scene.channel = createInstagramChannel({
      graphs: {
        login: createGraph({ baseUrl: loginHost, version: 'v25.0' }),
        page: createGraph({ baseUrl: pageHost, version: 'v25.0' }),
      },
      files: createPublicFiles({
        secret: 's',
        publicUrl: 'https://chat.example',
        now: () => now().getTime(),
      }),
      secrets: ['s'],
      verifyToken: 'v',
      now,
    });
  });
  return scene;
}

export function to(settings: object = {}): ChannelAddress {
  return makeAddress(makeDoor('instagram', account, settings), igsid);
}
