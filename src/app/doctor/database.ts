// Looks at the database: whether it answers, its version, and whether its schema is this build's.

import type { HouseFinding } from '../../core/finding.js';
import { readDatabaseFacts } from '../../store/doctor-views.js';
import type { Store } from '../../store/store.js';
import { beginFindings } from './findings.js';

const oldestMajor = 14;

/** `usable`: the schema is ours, so that the rest of the house can be read from it. */
export interface DatabaseLook {
  readonly findings: readonly HouseFinding[];
  readonly usable: boolean;
}

export async function examineDatabase(store: Store): Promise<DatabaseLook> {
  const findings = beginFindings('Database');
  const facts = await readDatabaseFacts(store).catch(() => null);
  if (!facts) {
    findings.bad('connection', 'It does not answer: look at DATABASE_URL and the server.');
    return { findings: findings.all, usable: false };
  }
  const major = Math.floor(facts.version / 10_000);
  const version = `PostgreSQL ${major}.${facts.version % 10_000}`;
  if (major >= oldestMajor) findings.good('version', `${version} answers.`);
  else findings.bad('version', `${version} is too old: Baton needs ${oldestMajor} or newer.`);
  const { migrations, known } = facts;
  if (migrations === known) findings.good('schema', 'It is up to date.');
  else if (migrations < known)
    findings.bad(
      'schema',
      `${known - migrations} of ${known} migrations are missing: run \`baton migrate\`, or start Baton.`,
    );
  else findings.bad('schema', 'It is newer than this build: run the newer Baton that made it so.');
  return { findings: findings.all, usable: migrations === known };
}
