// Commands that do one thing and end: apply a declaration, bring the database up to date.

import { createAssistantKinds } from '../assistant/registry.js';
import { type Config, ConfigError } from '../config.js';
import { returnMisplaced } from '../routing/verbs/leave.js';
import { applyDeclaration } from '../store/apply.js';
import { migrate } from '../store/migrate.js';
import { createStore } from '../store/store.js';
import { readDeclaration } from './declaration.js';

interface ApplyChore {
  readonly file: string | null;
  readonly overwrite: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** `baton apply`: prints what was created, changed and kept. */
export async function runApply(config: Config, chore: ApplyChore): Promise<void> {
  const kinds = createAssistantKinds({
    env: { OPENAI_API_KEY: config.openai.apiKey ?? undefined, OPENAI_BASE_URL: config.openai.baseUrl },
  });
  const declaration = await readDeclaration({
    path: chore.file ?? config.declarationPath,
    env: chore.env,
    kinds,
  });
  const url = needDatabase(config);
  await migrate(url);
  const store = createStore({ url, maxConnections: 2 });
  try {
    const report = await applyDeclaration(store, declaration, { overwrite: chore.overwrite });
    for (const what of report.created) process.stdout.write(`created  ${what}\n`);
    for (const { what, columns } of report.changed)
      process.stdout.write(`changed  ${what}: ${columns.join(', ')}\n`);
    for (const kept of report.kept)
      process.stdout.write(`kept     ${kept.what}, ${kept.column}: ${kept.why}\n`);
    const returned = await returnMisplaced({ store });
    if (returned > 0)
      process.stdout.write(
        `returned ${returned} conversations of agents who may not have them to the queue\n`,
      );
    process.stdout.write(`The database matches the declaration.\n`);
  } finally {
    await store.close();
  }
}

/** `baton migrate`. */
export async function runMigrate(config: Config): Promise<void> {
  await migrate(needDatabase(config));
  process.stdout.write('The database is up to date.\n');
}

function needDatabase(config: Config): string {
  if (config.databaseUrl) return config.databaseUrl;
  throw new ConfigError(
    'DATABASE_URL',
    'is missing: the embedded database is brought up to date by `baton start`.',
  );
}
