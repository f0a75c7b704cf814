// Proves how Meta's channels are wired: none without their secrets, and a declaration that needs them is refused in one line.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { readDeclaration } from '../../src/app/declaration.js';
import { createMetaChannels, mustHaveMeta } from '../../src/app/meta.js';
import type { Ears } from '../../src/channels/channel.js';
import { ConfigError, readConfig } from '../../src/config.js';
import type { Declaration } from '../../src/core/declaration.js';

const log = pino({ level: 'silent' });
const files = { link: () => 'https://chat.example/files/x' };
const secrets = { META_APP_SECRET: 's', META_VERIFY_TOKEN: 'v' };
const declared = (kind: string) =>
  ({
    chatbots: [{ key: 'acme', channels: [{ kind, account: '1', settings: {} }] }],
  }) as unknown as Declaration;

function complaint(run: () => void): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'no complaint';
}

describe('Meta’s channels', () => {
  it('are all three where their webhooks can be verified, and none otherwise', () => {
    const namesOf = (env: Record<string, string>) =>
      createMetaChannels({ meta: readConfig(env).meta, log, files }).map(({ name }) => name);
    expect(namesOf(secrets)).toEqual(['whatsapp', 'messenger', 'instagram']);
    expect(namesOf({})).toEqual([]);
    expect(namesOf({ META_APP_SECRET: 's' })).toEqual([]);
    expect(namesOf({ META_VERIFY_TOKEN: 'v' })).toEqual([]);
  });

  it('can be mounted side by side', () => {
    const router = express.Router();
    for (const channel of createMetaChannels({ meta: readConfig(secrets).meta, log, files }))
      channel.listen(router, {} as Ears);
    expect(router.stack.map(({ route }) => route?.path)).toEqual([
      '/webhooks/whatsapp',
      '/webhooks/whatsapp',
      '/webhooks/messenger',
      '/webhooks/messenger',
      '/webhooks/instagram',
      '/webhooks/instagram',
    ]);
  });

  it.each(['whatsapp', 'messenger', 'instagram'])('are not started without their secrets: %s', (kind) => {
    const check = (env: Record<string, string>) =>
      complaint(() => mustHaveMeta(readConfig(env).meta, declared(kind)));
    expect(check({})).toBe(
      `META_APP_SECRET is missing: chatbot “acme” has a ${kind} channel, whose webhooks are signed with it.`,
    );
    expect(check({ META_APP_SECRET: 's' })).toBe(
      `META_VERIFY_TOKEN is missing: chatbot “acme” has a ${kind} channel, whose webhooks are set up with it.`,
    );
    expect(check(secrets)).toBe('no complaint');
  });

  it('are not missed by whoever has none', () => {
    expect(complaint(() => mustHaveMeta(readConfig({}).meta, declared('web')))).toBe('no complaint');
  });
});

describe('baton.yaml', () => {
  const read = async (channel: string): Promise<Declaration | string> => {
    const folder = await mkdtemp(join(tmpdir(), 'baton-meta-'));
    try {
      const path = join(folder, 'baton.yaml');
      const chatbot = `{ key: acme, name: Acme, assistant: { kind: none }, channels: [${channel}] }`;
      await writeFile(path, `chatbots: [${chatbot}]\n`);
      const kinds = [{ kind: 'none', check: () => null }] as never;
      return await readDeclaration({ path, env: { TOKEN: 'EAAG' }, kinds });
    } catch (error) {
      if (error instanceof ConfigError) return error.message;
      throw error;
    } finally {
      await rm(folder, { recursive: true });
    }
  };

  it.each([
    [`{ kind: whatsapp, phoneNumberId: "310", token: "\${TOKEN}" }`, 'whatsapp', '310'],
    [`{ kind: messenger, pageId: "111", token: "\${TOKEN}" }`, 'messenger', '111'],
    [`{ kind: instagram, accountId: "178", token: "\${TOKEN}" }`, 'instagram', '178'],
  ])('declares a door: %s', async (line, kind, account) => {
    const declaration = await read(line);
    expect(declaration).toMatchObject({
      chatbots: [{ channels: [{ kind, account, settings: { token: 'EAAG' } }] }],
    });
  });

  it.each([
    ['{ kind: whatsapp, phoneNumberId: 310, token: x }', /phoneNumberId must be text: put it in quotes/],
    ['{ kind: whatsapp, token: x }', /phoneNumberId is missing/],
    ['{ kind: whatsapp, phoneNumberId: "310" }', /token/],
    ['{ kind: whatsapp, phoneNumberId: "310", token: x, wabaid: "1" }', /wabaid/],
    ['{ kind: messenger, pageId: "1", token: x, persona: true }', /persona/],
  ])('is complained about in one line: %s', async (line, words) => {
    const said = await read(line);
    expect(said).toMatch(words);
    expect(said).not.toContain('\n');
  });
});
