// Before the tests: finds redis-server and chromium, installs them where it may, or says which tests will be skipped.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';

const wanted = [
  { programs: ['redis-server'], packageName: 'redis-server', tests: 'tests on Redis' },
  {
    programs: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    packageName: 'chromium',
    // Its pictures show emoji, which no other font of a bare system has.
    beside: ['fonts-noto-color-emoji'],
    tests: 'browser tests',
  },
];

function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    if (!folder) return false;
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function findMissing() {
  return wanted.filter(({ programs }) => !programs.some(isOnPath));
}

// Only root on Debian or its kin: elsewhere an installation would ask for a password or touch a foreign system.
function mayInstall() {
  if (process.getuid?.() !== 0 || !isOnPath('apt-get') || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function runApt(...words) {
  // npm's variables stay out, and nothing may ask a question; a service that an installation starts is none of ours.
  const env = { PATH: process.env.PATH, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C', RUNLEVEL: '1' };
  for (const name of ['http_proxy', 'https_proxy', 'no_proxy']) {
    if (process.env[name]) env[name] = process.env[name];
  }
  const options = ['-qq', '-o', 'DPkg::Lock::Timeout=60', '-o', 'Acquire::Retries=2'];
  const { status, stderr } = spawnSync('apt-get', [...options, ...words], {
    env,
    encoding: 'utf8',
    timeout: 300_000,
  });
  return { done: status === 0, reason: lastLine(stderr) };
}

function lastLine(text) {
  return (text ?? '').trim().split('\n').at(-1) ?? '';
}

function install(names) {
  const words = ['install', '-y', '--no-install-recommends', ...names];
  const first = runApt(...words);
  if (first.done) return '';
  // The lists of packages may be missing or old; fetching them is slow, so it is the second try.
  runApt('update');
  const second = runApt(...words);
  return second.done ? '' : second.reason || first.reason;
}

let missing = findMissing();
let reason = '';
if (missing.length > 0 && mayInstall()) {
  const names = missing.map(({ packageName }) => packageName);
  console.log(`pretest: installing ${names.join(' and ')} …`);
  reason = install([...names, ...missing.flatMap(({ beside = [] }) => beside)]);
  missing = findMissing();
}
if (missing.length > 0) {
  const names = missing.map(({ packageName }) => packageName).join(' and ');
  const tests = missing.map((each) => each.tests).join(' and ');
  const isError = process.env.CI === 'true';
  const outcome = isError ? 'with CI=true this is an error' : `${tests} will be skipped`;
  console.log(`pretest: ${names} not found${reason ? ` and not installed (${reason})` : ''}: ${outcome}.`);
  process.exitCode = isError ? 1 : 0;
}
