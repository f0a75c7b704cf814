// Proves that the import rules fire: a small tree that breaks each of them is found out.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './source-files.js';

const run = promisify(execFile);

/** Each bad import: the rule it breaks, the file it stands in, what it imports. */
const badImports: readonly (readonly [rule: string, file: string, imported: string])[] = [
  ['core-knows-nothing', 'src/core/knows-store.ts', '../store/store.js'],
  ['core-is-pure', 'src/core/reads-files.ts', 'node:fs'],
  ['store-sees-core', 'src/store/knows-channel.ts', '../channels/channel.js'],
  ['channels-see-core', 'src/channels/knows-store.ts', '../store/store.js'],
  ['assistant-sees-core', 'src/assistant/knows-routing.ts', '../routing/routing.js'],
  ['routing-sees-below', 'src/routing/knows-web.ts', '../channels/web/index.js'],
  ['seams-are-types-to-routing', 'src/routing/runs-channel.ts', '../channels/channel.js'],
  ['bridge-sees-below', 'src/bridge/knows-channel.ts', '../channels/channel.js'],
  ['cards-see-core', 'src/bridge/cards/knows-store.ts', '../../store/store.js'],
  ['slack-sees-its-seam', 'src/bridge/slack/knows-commands.ts', '../commands/claim.js'],
  ['teams-sees-its-seam', 'src/bridge/teams/knows-slack.ts', '../slack/index.js'],
  ['desk-kit-knows-no-desk', 'src/bridge/desk-kit/knows-slack.ts', '../slack/index.js'],
  ['bridge-names-no-desk', 'src/bridge/commands/knows-slack.ts', '../slack/index.js'],
  ['channels-are-strangers', 'src/channels/whatsapp/knows-web.ts', '../web/index.js'],
  ['assistants-are-strangers', 'src/assistant/openai/knows-webhook.ts', '../webhook/index.js'],
  ['nobody-looks-up', 'src/routing/knows-config.ts', '../config.js'],
  ['playground-stands-apart', 'playground/knows-house.ts', '../src/config.js'],
  ['wire-knows-no-stand-in', 'playground/wire/knows-playground.ts', '../index.js'],
  ['only-the-roof-plays', 'src/bridge/plays.ts', '../../playground/index.js'],
  ['widget-stands-apart', 'widget/knows-house.ts', '../src/store/store.js'],
  ['widget-takes-types', 'widget/runs-core.ts', '../src/core/chatbot.js'],
  ['sql-in-the-store', 'src/routing/writes-sql.ts', 'pg'],
  ['jobs-in-work', 'src/routing/verbs/queues.ts', 'bullmq'],
  ['slack-in-slack', 'src/bridge/speaks-slack.ts', '@slack/web-api'],
  ['teams-in-teams', 'src/bridge/speaks-teams.ts', 'botbuilder'],
  ['no-development-packages', 'src/config.ts', 'vitest'],
  ['nothing-needs-tests', 'src/app.ts', '../test/support.js'],
  ['resolves', 'src/main.ts', './nowhere.js'],
  ['no-cycles', 'src/core/chatbot.ts', './circle.js'],
];

const goodFiles = [
  'src/store/store.ts',
  'src/channels/channel.ts',
  'src/channels/web/index.ts',
  'src/assistant/webhook/index.ts',
  'src/routing/routing.ts',
  'src/bridge/slack/index.ts',
  'src/bridge/commands/claim.ts',
  'playground/index.ts',
  'test/support.ts',
];

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

describe('the import rules', () => {
  let folder = '';
  let violations: readonly Violation[] = [];

  beforeAll(async () => {
    await mkdir(join(root, 'artifacts'), { recursive: true });
    folder = await mkdtemp(join(root, 'artifacts', 'import-rules-'));
    const write = async (path: string, text: string) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    };
    const manifest = {
      type: 'module',
      devDependencies: { vitest: '*' },
      dependencies: { pg: '*', bullmq: '*', '@slack/web-api': '*' },
    };
    await write('package.json', JSON.stringify(manifest));
    const sources = new Map<string, string>(goodFiles.map((file) => [file, 'export const good = 1;\n']));
    for (const [, file, imported] of badImports)
      sources.set(file, `${sources.get(file) ?? ''}import '${imported}';\nexport const bad = 1;\n`);
    for (const [file, text] of sources) await write(file, text);
    await write(
      'src/core/circle.ts',
      "import type { bad } from './chatbot.js';\nexport type Bad = typeof bad;\n",
    );
    // Allowed: routing names a seam's type.
    await write(
      'src/routing/names-seam.ts',
      "import type { good } from '../channels/channel.js';\nexport type Good = typeof good;\n",
    );
    const words = [
      '--config',
      join(root, '.dependency-cruiser.cjs'),
      '--output-type',
      'json',
      'src',
      'playground',
      'widget',
    ];
    const tool = join(root, 'node_modules', '.bin', 'depcruise');
    const { stdout } = await run(tool, words, { cwd: folder, maxBuffer: 1e8 }).catch(
      (error: { stdout: string }) => error,
    );
    violations = JSON.parse(stdout).summary.violations;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(badImports)('%s is broken by %s', (rule, file) => {
    expect(violations.filter((one) => one.from === file).map((one) => one.rule.name)).toContain(rule);
  });

  it('lets routing name a seam’s type', () => {
    expect(violations.filter((one) => one.from === 'src/routing/names-seam.ts')).toEqual([]);
  });

  it('breaks every rule there is', async () => {
    const { default: config } = await import(join(root, '.dependency-cruiser.cjs'));
    const names = config.forbidden.map((rule: { name: string }) => rule.name);
    expect([...new Set(badImports.map(([rule]) => rule))].sort()).toEqual(names.sort());
  });
});
