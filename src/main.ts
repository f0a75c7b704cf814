#!/usr/bin/env node
// The `baton` command line: start, apply, doctor, migrate, manifest, help; one line for every mistake, and the right exit code.

import { parseArgs } from 'node:util';
import { announce } from './app/announce.js';
import { runApply, runMigrate } from './app/chores.js';
import { type DoctorOptions, runDoctor } from './app/doctor.js';
import { createLog } from './app/log.js';
import { type ManifestChore, runManifest } from './app/manifest.js';
import { startBaton } from './app.js';
import { type Config, ConfigError, type Overrides, readConfig } from './config.js';
import { EmbeddedError } from './embedded.js';
import { ApplyError } from './store/apply.js';

const usage = `Usage: baton <command> [options]

  start            run Baton (the default)
    --port <n>     listen on this port instead of PORT
    --fresh        start the embedded database anew
    --tour         play one whole conversation through the real doors, then stop
    --config <f>   the baton.yaml to run by, instead of BATON_CONFIG
  apply [file]     make the database match a baton.yaml
    --overwrite    also what somebody changed since it was declared
  doctor           look at everything Baton stands on, and say what to do
    --json         for programs
    --retry-letters   act on dead letters again
    --drop-letter <id>   throw a dead letter away
  migrate          bring the database to this build's schema
  manifest teams   write the app package for Microsoft Teams
    --url <https://…>   Baton's public address, instead of PUBLIC_URL
    --app-id <id>       the Entra app's id, instead of TEAMS_APP_ID
    --out <file.zip>    instead of baton-teams.zip
    --manifest-version 1.22   for tenants that refuse the newest
  help             show this
`;

interface Arguments {
  readonly command: string;
  readonly file: string | undefined;
  readonly fresh: boolean;
  readonly tour: boolean;
  readonly overwrite: boolean;
  readonly manifest: ManifestChore;
  readonly doctor: Pick<DoctorOptions, 'json' | 'retryLetters' | 'dropLetter'>;
  readonly overrides: Overrides;
}

function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      config: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      tour: { type: 'boolean', default: false },
      overwrite: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      'retry-letters': { type: 'boolean', default: false },
      'drop-letter': { type: 'string' },
      url: { type: 'string' },
      'app-id': { type: 'string' },
      out: { type: 'string' },
      'manifest-version': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [command = 'start', file] = positionals;
  return {
    command: values.help ? 'help' : command,
    file,
    fresh: values.fresh,
    tour: values.tour,
    overwrite: values.overwrite,
    manifest: {
      desk: file ?? null,
      url: values.url ?? process.env.PUBLIC_URL ?? null,
      appId: values['app-id'] ?? process.env.TEAMS_APP_ID ?? null,
      version: values['manifest-version'] ?? null,
      out: values.out ?? null,
    },
    doctor: {
      json: values.json,
      retryLetters: values['retry-letters'],
      dropLetter: values['drop-letter'] ?? null,
    },
    overrides: {
      ...(values.port === undefined ? {} : { PORT: values.port }),
      ...(values.config === undefined ? {} : { BATON_CONFIG: values.config }),
    },
  };
}

/** Exit 2 is a mistake of whoever started us, said in one line; 1 is everything else. */
function explainFailure(
  error: unknown,
  config: Config | null,
): { readonly line: string; readonly code: 1 | 2 } | null {
  if (error instanceof ConfigError || error instanceof EmbeddedError || error instanceof ApplyError) {
    return { line: error.message, code: 2 };
  }
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code } = at as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      return { line: `PORT ${config?.port ?? ''} is in use by another program.`, code: 2 };
    if (code === 'EACCES' || code === 'EROFS') return { line: `Permission denied: ${at.message}`, code: 2 };
    if (
      code === 'ECONNREFUSED' ||
      code === 'ENOTFOUND' ||
      code === '28P01' ||
      code === '3D000' ||
      code === 'ETIMEDOUT'
    ) {
      return { line: `DATABASE_URL: the database cannot be reached (${code}).`, code: 2 };
    }
    if (at.message.startsWith('timeout expired'))
      return { line: 'DATABASE_URL: the database does not answer.', code: 2 };
  }
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    return { line: `${error.message.split('. ')[0]}. Try: baton help`, code: 2 };
  }
  return null;
}

async function runStart(config: Config, given: Arguments): Promise<void> {
  const log = createLog(given.tour ? 'error' : config.logLevel);
  const startedAt = process.hrtime.bigint();
  const signalled = listenForEnd();
  const baton = await startBaton({ config, log, env: process.env, fresh: given.fresh });
  if (given.tour) {
    const { runTour } = await import('./app/tour.js');
    const passed = await Promise.race([runTour(baton.url), signalled.then(() => false)]);
    await baton.stop();
    process.exit(passed ? 0 : 1);
  }
  announce(baton, config, Number(process.hrtime.bigint() - startedAt) / 1e6);
  log.info({ signal: await signalled }, 'stopping');
  await baton.stop();
  process.exit(0);
}

/** Resolves with the first signal to end; a second one ends at once. A start under way is finished first, then undone. */
function listenForEnd(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false;
    const end = (signal: NodeJS.Signals) => {
      if (asked) process.exit(1);
      asked = true;
      resolve(signal);
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
  });
}

async function main(argv: readonly string[]): Promise<void> {
  let config: Config | null = null;
  try {
    const given = readArguments(argv);
    if (given.command === 'help') return void process.stdout.write(usage);
    if (given.command === 'manifest') return await runManifest(given.manifest);
    if (!['start', 'apply', 'doctor', 'migrate'].includes(given.command)) {
      process.stderr.write(`baton: there is no command “${given.command}”\n\n${usage}`);
      process.exitCode = 2;
      return;
    }
    config = readConfig(process.env, given.overrides);
    if (given.command === 'start') await runStart(config, given);
    if (given.command === 'apply')
      await runApply(config, { file: given.file ?? null, overwrite: given.overwrite, env: process.env });
    if (given.command === 'doctor') {
      const log = createLog('silent');
      process.exitCode = await runDoctor({ config, log, env: process.env, ...given.doctor });
    }
    if (given.command === 'migrate') await runMigrate(config);
  } catch (error) {
    const explained = explainFailure(error, config);
    if (!explained) console.error(error);
    else process.stderr.write(`baton: ${explained.line}\n`);
    process.exitCode = explained?.code ?? 1;
  }
}

await main(process.argv.slice(2));
