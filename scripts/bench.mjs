// `npm run bench`: builds what is missing or stale, then measures the build, as `npm start` runs it.

import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const script = fileURLToPath(new URL('build.mjs', import.meta.url));
// The build tools run in a process of their own, so that their memory ends with them.
const { status } = spawnSync(process.execPath, [script, '--if-stale', '--bench'], { stdio: 'inherit' });
if (status !== 0) process.exit(1);

process.setSourceMapsEnabled(true);
const run = fileURLToPath(new URL('../dist/bench/run.js', import.meta.url));
process.argv = [process.argv[0], run, ...process.argv.slice(2)];
await import(pathToFileURL(run).href);
