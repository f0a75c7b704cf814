// The Teams app that is packed is one Teams takes, names only commands there are, and is the one that lies in the repository.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  buildTeamsManifest,
  type ManifestVersion,
  manifestVersions,
} from '../../src/app/manifest/teams-manifest.js';
import { packTeamsApp } from '../../src/app/manifest.js';
import { findCommand } from '../../src/bridge/commands/registry.js';

const require = createRequire(import.meta.url);
const appId = '6f1c2b3a-0000-4000-8000-000000000002';

async function openPackage(version: string | null) {
  const bytes = await packTeamsApp({ url: 'https://chat.example.com/', appId, version });
  const files = unzipSync(bytes);
  const manifest: unknown = JSON.parse(new TextDecoder().decode(files['manifest.json']));
  return { bytes, files, manifest };
}

type Judged = Parameters<typeof AppManifestUtils.validateAgainstSchema>;

/** What Microsoft's own package has against it, by the schema that lies in it. */
async function findProblems(version: ManifestVersion, manifest: unknown): Promise<readonly string[]> {
  const folder = dirname(require.resolve('@microsoft/app-manifest/package.json'));
  const path = join(folder, 'build/json-schemas/teams', `v${version}`, 'MicrosoftTeams.schema.json');
  const schema: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return AppManifestUtils.validateAgainstSchema(manifest as Judged[0], schema as Judged[1]);
}

function sizeOf(png: Uint8Array | undefined): string {
  const bytes = Buffer.from(png ?? []);
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  return `${bytes.readUInt32BE(16)}×${bytes.readUInt32BE(20)}`;
}

describe('the Teams app package', () => {
  it.each(manifestVersions)('is valid by Microsoft’s schema %s', async (version) => {
    const { manifest } = await openPackage(version);
    expect(await findProblems(version, manifest)).toEqual([]);
    expect(await findProblems(version, { ...(manifest as object), bots: [{}] })).not.toEqual([]);
    expect(manifest).toMatchObject({
      manifestVersion: version,
      bots: [{ botId: appId }],
      webApplicationInfo: { id: appId, resource: `api://chat.example.com/${appId}` },
      validDomains: ['chat.example.com'],
    });
  });

  it('has the manifest and both icons at its root, in Teams’ sizes', async () => {
    const { files } = await openPackage(null);
    expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    expect(sizeOf(files['color.png'])).toBe('192×192');
    expect(sizeOf(files['outline.png'])).toBe('32×32');
  });

  it('is the same bytes for the same app', async () => {
    expect((await openPackage(null)).bytes).toEqual((await openPackage('1.30')).bytes);
  });

  it.each([
    [{ url: null }, '--url'],
    [{ url: 'http://chat.example.com' }, '--url'],
    [{ url: 'https://chat.example.com/?x=1' }, '--url'],
    [{ appId: null }, '--app-id'],
    [{ appId: 'my-app' }, '--app-id'],
    [{ version: '1.5' }, '--manifest-version'],
  ])('says what is missing or wrong: %o', async (wrong, key) => {
    const chore = { url: 'https://chat.example.com', appId, version: null, ...wrong };
    await expect(packTeamsApp(chore)).rejects.toMatchObject({ name: 'ConfigError', key });
  });
});

describe.each(manifestVersions)('the manifest of schema %s', (version) => {
  const manifest = buildTeamsManifest({ appId, url: 'https://chat.example.com', version });

  it('offers only commands there are, in their own words', () => {
    for (const { commands } of manifest.bots[0]?.commandLists ?? []) {
      expect(commands.length).toBeGreaterThan(5);
      expect(commands.length).toBeLessThanOrEqual(version === '1.30' ? 12 : 10);
      for (const { title, description } of commands) {
        expect(findCommand(title)).toMatchObject({ name: title, hidden: false });
        expect(description).toBe(findCommand(title)?.summary.replaceAll('`', ''));
      }
    }
  });

  it('has actions on messages that are commands too', () => {
    const actions = manifest.composeExtensions[0]?.commands ?? [];
    expect(actions.map(({ id }) => id)).toEqual(['note', 'reply', 'retry']);
    for (const { id, title, description } of actions) {
      expect(findCommand(id)?.name).toBe(id);
      expect(title.length).toBeLessThanOrEqual(32);
      expect(description.length).toBeLessThanOrEqual(128);
    }
  });

  it('asks for no more than to read along, and says why', () => {
    expect(manifest.authorization.permissions.resourceSpecific.map(({ name }) => name)).toEqual([
      'ChannelMessage.Read.Group',
    ]);
    expect(manifest.description.full).toContain('reads its channels’ messages'.replace('’', "'"));
  });
});

describe('manifest/teams/manifest.json', () => {
  it('is what the package has, with placeholders', () => {
    const lies: unknown = JSON.parse(readFileSync('manifest/teams/manifest.json', 'utf8'));
    const appId = '00000000-0000-0000-0000-000000000000';
    expect(lies).toEqual(buildTeamsManifest({ appId, url: 'https://host.example', version: '1.30' }));
  });
});
