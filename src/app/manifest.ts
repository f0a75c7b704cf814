// `baton manifest teams`: writes the package that Teams takes as an app, for one address and one registration.

import { readFile, writeFile } from 'node:fs/promises';
import { zipSync } from 'fflate';
import { ConfigError } from '../config.js';
import { buildTeamsManifest, type ManifestVersion, manifestVersions } from './manifest/teams-manifest.js';
import { places } from './places.js';

export interface ManifestChore {
  /** The desk it is for. */
  readonly desk: string | null;
  readonly url: string | null;
  readonly appId: string | null;
  /** The schema; the newest when null. */
  readonly version: string | null;
  /** Where the package goes; `baton-teams.zip` when null. */
  readonly out: string | null;
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The same bytes for the same app, whenever it is made. */
const packedAt = new Date(Date.UTC(2026, 0, 1, 12));

/** Writes the package and says what to do with it. Throws ConfigError. */
export async function runManifest(chore: ManifestChore): Promise<void> {
  if (chore.desk !== 'teams') {
    throw new ConfigError(
      'manifest',
      'is made for teams: baton manifest teams --url https://chat.example.com',
    );
  }
  const out = chore.out ?? 'baton-teams.zip';
  await writeFile(out, await packTeamsApp(chore));
  process.stdout.write(
    `${out} is written: upload it in Teams under Apps → Manage your apps → Upload an app.\n`,
  );
}

/** The zip with the manifest and both icons. Throws ConfigError. */
export async function packTeamsApp(chore: Omit<ManifestChore, 'desk' | 'out'>): Promise<Uint8Array> {
  const manifest = buildTeamsManifest({
    url: mustBeAddress(chore.url),
    appId: mustBeAppId(chore.appId),
    version: mustBeVersion(chore.version),
  });
  const [color, outline] = await Promise.all(
    ['color.png', 'outline.png'].map((name) => readFile(`${places.teamsManifest}/${name}`)),
  );
  return zipSync(
    {
      'manifest.json': new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`),
      'color.png': new Uint8Array(color ?? []),
      'outline.png': new Uint8Array(outline ?? []),
    },
    { mtime: packedAt },
  );
}

function mustBeAddress(given: string | null): string {
  if (given === null) throw new ConfigError('--url', 'is missing: Baton’s public address, https://…');
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url?.protocol !== 'https:' || url.username !== '' || url.search !== '' || url.hash !== '')
    throw new ConfigError('--url', 'must be a public https address: Teams calls no other.');
  return url.href.replace(/\/+$/, '');
}

function mustBeAppId(given: string | null): string {
  if (given === null)
    throw new ConfigError('--app-id', 'is missing: the Entra app’s id, unless TEAMS_APP_ID has it.');
  if (!guid.test(given)) throw new ConfigError('--app-id', 'must be the Entra app’s id, a GUID.');
  return given.toLowerCase();
}

function mustBeVersion(given: string | null): ManifestVersion {
  const version = manifestVersions.find((one) => one === (given ?? manifestVersions[0]));
  if (version) return version;
  throw new ConfigError('--manifest-version', `must be one of ${manifestVersions.join(', ')}.`);
}
