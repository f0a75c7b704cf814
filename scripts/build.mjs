// Builds dist/: the server and the benchmark by esbuild, the widget and the playground's page by Vite; only what is stale.

import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const stampPath = join(dist, '.stamp');
const lockPath = join(dist, '.lock');
// A change to any of these may change every part.
const shared = ['package-lock.json', 'tsconfig.json', 'scripts/build.mjs'];

const isServerSource = (path) =>
  path.endsWith('.ts') &&
  !path.endsWith('.d.ts') &&
  (!path.startsWith('playground/page/') || path === 'playground/page/serve.ts');
const isServerAsset = (path) =>
  path.startsWith('src/store/migrations/') ||
  path.startsWith('manifest/') ||
  /^playground\/[^/]+\.ya?ml$/.test(path);

const parts = [
  {
    name: 'server',
    folders: ['src', 'playground', 'manifest'],
    takes: (path) => isServerSource(path) || isServerAsset(path),
    makes: ['dist/src/main.js'],
    make: (files) => transpile(files, ['src', 'playground', 'manifest']),
  },
  {
    name: 'bench',
    // Only `npm run bench` asks for it.
    apart: true,
    folders: ['bench'],
    takes: isServerSource,
    makes: ['dist/bench/run.js'],
    make: (files) => transpile(files, ['bench']),
  },
  {
    name: 'widget',
    folders: ['widget'],
    takes: () => true,
    needs: 'widget/vite.config.ts',
    makes: ['dist/widget'],
    make: () => runVite('widget/vite.config.ts'),
  },
  {
    name: 'page',
    // The page takes the stand-ins' shapes along.
    folders: ['playground/page', 'playground/slack', 'playground/teams', 'playground/wire'],
    takes: (path) =>
      path.startsWith('playground/page/') || /^playground\/(slack|teams|wire)\/protocol/.test(path),
    needs: 'playground/page/vite.config.ts',
    makes: ['dist/playground-page'],
    make: () => runVite('playground/page/vite.config.ts'),
  },
];

/**
 * Builds what changed since the last build, or everything; the benchmark only when it is asked for. Tells which parts
 * it built. Throws when one fails.
 */
export async function build({ onlyStale = true, bench = false, log = () => undefined } = {}) {
  const wanted = await findStale(onlyStale, bench);
  if (wanted.length === 0) return [];
  await mkdir(dist, { recursive: true });
  const unlock = await lock();
  try {
    // Whoever held the lock may have built the same.
    const stale = await findStale(onlyStale, bench);
    if (stale.length > 0) log(`Building ${stale.map(({ part }) => part.name).join(', ')} …`);
    const outcomes = await Promise.allSettled(stale.map(({ part, files }) => part.make(files)));
    await (await import('esbuild')).stop();
    const built = stale.filter((_, index) => outcomes[index].status === 'fulfilled');
    await writeStamp(Object.fromEntries(built.map(({ part, hash }) => [part.name, hash])));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
    return built.map(({ part }) => part.name);
  } finally {
    await unlock();
  }
}

/** Tells whether a part was never built, or changed since. */
export async function isStale() {
  return (await findStale(true, false)).length > 0;
}

async function findStale(onlyStale, bench) {
  const stamp = await readStamp();
  const found = await Promise.all(
    parts
      .filter((part) => (bench || !part.apart) && (!part.needs || existsSync(join(root, part.needs))))
      .map(async (part) => {
        const files = await listFiles(part);
        return { part, files, hash: await hashFiles(files) };
      }),
  );
  return found.filter(
    ({ part, hash }) =>
      !onlyStale || stamp[part.name] !== hash || part.makes.some((path) => !existsSync(join(root, path))),
  );
}

async function listFiles(part) {
  const lists = await Promise.all(part.folders.filter((folder) => existsSync(join(root, folder))).map(walk));
  return [...new Set(lists.flat())].filter((path) => part.takes(path)).sort();
}

async function walk(folder) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.includes(`${sep}node_modules`))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

async function hashFiles(files) {
  const texts = await Promise.all([...shared, ...files].map((path) => readFile(join(root, path))));
  const hash = createHash('sha256');
  for (const [index, path] of [...shared, ...files].entries()) {
    hash.update(path).update('\0').update(createHash('sha256').update(texts[index]).digest());
  }
  return hash.digest('hex');
}

async function transpile(files, folders) {
  const { build: bundle } = await import('esbuild');
  // Made beside the old one and then swapped in, so that no start ever sees half a build.
  const draft = join(dist, `.draft-${folders[0]}-${process.pid}`);
  await rm(draft, { recursive: true, force: true });
  await bundle({
    absWorkingDir: root,
    entryPoints: files.filter(isServerSource),
    outdir: draft,
    outbase: '.',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  });
  for (const path of files.filter(isServerAsset)) {
    await mkdir(join(draft, dirname(path)), { recursive: true });
    await cp(join(root, path), join(draft, path));
  }
  for (const name of folders) {
    await rm(join(dist, name), { recursive: true, force: true });
    if (existsSync(join(draft, name))) await rename(join(draft, name), join(dist, name));
  }
  await rm(draft, { recursive: true, force: true });
}

async function runVite(configFile) {
  const { build: bundle } = await import('vite');
  await bundle({ configFile: join(root, configFile), logLevel: 'warn' });
}

async function readStamp() {
  try {
    return JSON.parse(await readFile(stampPath, 'utf8'));
  } catch {
    return {};
  }
}

async function writeStamp(hashes) {
  await writeFile(stampPath, `${JSON.stringify({ ...(await readStamp()), ...hashes })}\n`);
}

// One build at a time; a lock whose owner is gone is taken over.
async function lock() {
  for (;;) {
    try {
      await writeFile(lockPath, String(process.pid), { flag: 'wx' });
      return () => rm(lockPath, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const owner = Number(await readFile(lockPath, 'utf8').catch(() => '0'));
      if (owner === process.pid || !isAlive(owner)) await rm(lockPath, { force: true });
      await sleep(50);
    }
  }
}

function isAlive(pid) {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const startedAt = performance.now();
  try {
    const built = await build({
      onlyStale: process.argv.includes('--if-stale'),
      bench: process.argv.includes('--bench'),
      log: console.log,
    });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(2);
    console.log(
      built.length > 0 ? `Built ${built.join(', ')} in ${seconds} s.` : `Nothing to build (${seconds} s).`,
    );
  } catch (error) {
    console.error(`The build failed: ${error.message}`);
    process.exitCode = 1;
  }
}
