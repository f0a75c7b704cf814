// Proves that what the documents say is so: variables, commands, licences, the map of the house, the app manifest.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../../src/bridge/commands/registry.js';
import { readConfig, variableNames } from '../../src/config.js';
import { listFiles, readSource, root } from './source-files.js';

const exampleLines = readSource('.env.example')
  .split('\n')
  .map((line) => /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line))
  .filter((match) => match !== null);

const documents = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'].filter((path) =>
    existsSync(join(root, path)),
  ),
  ...listFiles(['docs'], /\.md$/),
];

describe('.env.example', () => {
  it('lists exactly the variables Baton reads', () => {
    expect(exampleLines.map((match) => match[1]).sort()).toEqual([...variableNames].sort());
  });

  it('shows the defaults: read as it is, it changes nothing', () => {
    expect(readConfig(Object.fromEntries(exampleLines.map((match) => [match[1], match[2]])))).toEqual(
      readConfig({}),
    );
  });
});

describe('the source', () => {
  it('reads the environment in one place only: main hands it in', () => {
    const readers = listFiles(['src', 'playground'], /\.tsx?$/).filter((path) =>
      /process\.env\b/.test(readSource(path)),
    );
    expect(readers.filter((path) => path !== 'src/main.ts' && !path.endsWith('vite.config.ts'))).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  it('shows the tree as it is, in the files’ own words', () => {
    expect(() =>
      execFileSync(process.execPath, ['scripts/architecture.mjs', '--check'], { cwd: root, stdio: 'pipe' }),
    ).not.toThrow();
  });
});

describe('the list of decisions', () => {
  it('names every page, in order, by its own title', () => {
    const [index = '', ...pages] = listFiles(['docs/adr'], /\.md$/).sort();
    const titled = pages.map((path) => {
      const [, number, title] = /^# (\d+)\. (.+)$/m.exec(readSource(path)) ?? [];
      return `[${number}](${path.split('/').at(-1)}) ${title}`;
    });
    const listed = [...readSource(index).matchAll(/^\| (\[.+?\)) +\| (.+?) +\|$/gm)];
    expect(listed.map(([, link, title]) => `${link} ${title}`)).toEqual(titled);
    expect(titled.length).toBeGreaterThan(30);
  });
});

describe('how Baton is run', () => {
  it('is the same by npm start, by the operator’s page and in the benchmark', () => {
    const flag = /--(?:max-semi-space|v8-pool)-size=\d+/gu;
    const named = ['package.json', 'docs/operating.md', 'bench/targets.ts'].map((path) => [
      ...new Set(readSource(path).match(flag)),
    ]);
    expect(named).toEqual([named[0], named[0], named[0]]);
    expect(named[0]).toHaveLength(2);
  });
});

describe('the documents', () => {
  const scripts = Object.keys(JSON.parse(readSource('package.json')).scripts);

  it('name only npm scripts that exist', () => {
    const named = documents.flatMap((path) =>
      [...readSource(path).matchAll(/(?:^|`|&& )npm (?:run (?:-s )?)?([a-z][a-z:-]*)/gm)].map((match) => ({
        path,
        script: match[1] ?? '',
      })),
    );
    const npmsOwn = ['ci', 'install', 'i', 'audit', 'exec'];
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter(({ script }) => !scripts.includes(script) && !npmsOwn.includes(script))).toEqual([]);
  });

  it('link only to files that exist', () => {
    const broken = documents.flatMap((path) =>
      [...readSource(path).matchAll(/\]\((?!https?:|mailto:|#)([^)#]+)(?:#[^)]*)?\)/g)]
        .map((match) => join(dirname(path), match[1] ?? ''))
        .filter((target) => !existsSync(join(root, target)))
        .map((target) => `${path} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('name only variables that exist', () => {
    const known = new Set<string>(variableNames);
    const prefix = /^(BATON|SLACK|TEAMS|META|OPENAI|PG|INSTAGRAM)_/;
    const unknown = documents.flatMap((path) =>
      [...readSource(path).matchAll(/`\$?\{?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\}?[`=]/g)]
        .map((match) => match[1] ?? '')
        .filter((name) => prefix.test(name) && !known.has(name))
        .map((name) => `${path}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });
});

describe('the Slack app manifest', () => {
  interface Manifest {
    readonly features: {
      readonly slash_commands: readonly { command: string; usage_hint: string }[];
      readonly shortcuts: readonly { callback_id: string }[];
    };
  }
  const { features } = parse(readSource('manifest/slack/manifest.yaml')) as Manifest;
  const known = commands.map((command) => command.name as string);

  it('offers one command, and hints only at words it knows', () => {
    expect(features.slash_commands.map((one) => one.command)).toEqual(['/livechat']);
    const hinted = (features.slash_commands[0]?.usage_hint ?? '')
      .split('|')
      .map((part) => part.trim().split(' ', 1)[0] ?? '');
    expect(hinted.length).toBeGreaterThan(3);
    expect(hinted.filter((word) => !known.includes(word))).toEqual([]);
  });

  it('has shortcuts only for commands that are there', () => {
    const words = features.shortcuts.map((one) => one.callback_id.replace(/^baton:/, ''));
    expect(words.filter((word) => !known.includes(word))).toEqual([]);
  });
});
