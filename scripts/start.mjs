// `npm start`: builds what is missing or stale, then runs Baton in this same process.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const main = fileURLToPath(new URL('../dist/src/main.js', import.meta.url));

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Baton needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(2);
}

// The build tools run in a process of their own, so that their memory ends with them.
const { isStale } = await import('./build.mjs');
if (await isStale()) {
  const script = fileURLToPath(new URL('build.mjs', import.meta.url));
  const { status } = spawnSync(process.execPath, [script, '--if-stale'], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
if (!existsSync(main)) {
  console.error('There is nothing to start: dist/src/main.js was not built.');
  process.exit(1);
}

process.setSourceMapsEnabled(true);
// Node 22.8 and newer keep compiled code, which halves the time to load.
module.enableCompileCache?.(fileURLToPath(new URL('../dist/.cache', import.meta.url)));
process.argv = [process.argv[0], main, 'start', ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
