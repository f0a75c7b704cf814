// What a person reads in the terminal once Baton runs.

import type { Baton } from '../app.js';
import type { Config } from '../config.js';

/** Prints where everything is, in a few calm lines. */
export function announce(baton: Baton, config: Config, tookMs: number): void {
  const lines = [`Baton is ready in ${(tookMs / 1_000).toFixed(1)} s`, ''];
  if (baton.playground) {
    lines.push(`  Playground   ${baton.url}/playground`, `  Demo shop    ${baton.url}/playground/shop`);
  } else {
    lines.push(`  Listening    ${baton.url}`);
  }
  lines.push(
    `  Database     ${config.databaseUrl ? 'DATABASE_URL' : `embedded, in ${config.folder}`}`,
    `  Jobs         ${config.redisUrl ? 'Redis' : 'PostgreSQL'}`,
    '',
    '  Ctrl-C stops everything; the data stays.',
    '',
  );
  process.stdout.write(`${lines.join('\n')}\n`);
}
