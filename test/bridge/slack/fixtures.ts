// Reads Slack's payloads from the fixtures, and a hearing for parsing them: we are U0BOT (B01) in T01.

import { readFileSync } from 'node:fs';
import type { Hearing } from '../../../src/bridge/slack/hearing.js';
import type { Json } from '../../../src/core/payload.js';

const events = read('events');
const interactions = read('interactions');

function read(name: string): Readonly<Record<string, Json>> {
  const path = new URL(`../../fixtures/slack/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, Json>;
}

function pick(from: Readonly<Record<string, Json>>, name: string): Json {
  const found = from[name];
  if (!found) throw new Error(`There is no fixture “${name}”.`);
  return found;
}

export const eventNames = Object.keys(events);
export const eventOf = (name: string): Json => pick(events, name);
export const interactionOf = (name: string): Json => pick(interactions, name);

export const hearing: Hearing = {
  team: 'T01',
  botUserId: 'U0BOT',
  botId: 'B01',
  nameOf: (_team, user) => ({ U01: 'Ann', U02: 'Ben' })[user] ?? null,
  fileOf: (_team, file) => ({
    name: String(file.name),
    sizeBytes: Number(file.size),
    fetch: async () => Buffer.alloc(0),
  }),
  mouthAt: () => ({ whisper: async () => undefined }),
};
