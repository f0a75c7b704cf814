// Proves that what Baton brings along may be given away, and that the lock file names no registry.

import { describe, expect, it } from 'vitest';
import { readSource } from './source-files.js';

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

const lock = JSON.parse(readSource('package-lock.json')) as { packages: Record<string, Locked> };
const packages = Object.entries(lock.packages).filter(([path, one]) => path !== '' && !one.link);
const production = packages.filter(([, one]) => !one.dev);

const allowed = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
  // Of files: who changes one of theirs gives that file away; whoever only uses the package owes nothing.
  'MPL-2.0',
  // May be used, copied and sold with software; a changed font needs another name.
  'Bitstream-Vera',
]);
// Read in their own package.json, from which the lock file did not copy it.
const known: readonly (readonly [path: RegExp, licence: string])[] = [
  [/^node_modules\/(busboy|streamsearch|cldrjs)$/, 'MIT'],
  [/^node_modules\/@msgpackr-extract\//, 'MIT'],
  // As its LICENSE says: Bitstream's terms, and DejaVu's own changes in the public domain.
  [/^node_modules\/dejavu-fonts-ttf$/, 'Bitstream-Vera'],
];
const readLicence = (path: string, { license }: Locked) =>
  license && !license.startsWith('SEE ')
    ? license
    : (known.find(([pattern]) => pattern.test(path))?.[1] ?? 'none');

const mayBeGivenAway = (licence: string) =>
  licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => allowed.has(one.trim())));

describe('the packages', () => {
  it('are many enough to have been looked at', () => {
    expect(production.length).toBeGreaterThan(50);
  });

  it('that run in production have licences that may be given away', () => {
    const others = production
      .map(([path, one]) => ({ path, licence: readLicence(path, one) }))
      .filter(({ licence }) => !mayBeGivenAway(licence));
    expect(others).toEqual([]);
  });

  it('come from whatever registry npm is told to use', () => {
    expect(readSource('package-lock.json')).not.toMatch(/"resolved":/);
  });

  it('that are declared are declared once', () => {
    const own = JSON.parse(readSource('package.json'));
    const names = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((part) =>
      Object.keys(own[part] ?? {}),
    );
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
