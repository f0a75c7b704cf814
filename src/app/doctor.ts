// `baton doctor`: looks at the configuration, the database, Redis, the desks and the doors, and prints what to do.

import type { Logger } from 'pino';
import { createAssistantKinds } from '../assistant/registry.js';
import type { Desk } from '../bridge/desk.js';
import { createDesks } from '../bridge/registry.js';
import type { Channel } from '../channels/channel.js';
import { type Config, ConfigError } from '../config.js';
import type { HouseFinding } from '../core/finding.js';
import { findEmbeddedDatabase } from '../embedded/find-database.js';
import { startEmbeddedPostgres } from '../embedded.js';
import { dropLetter, retryLetters } from '../store/doctor-views.js';
import { createStore, type Store } from '../store/store.js';
import { readDeclaration } from './declaration.js';
import { type DesksGround, wireDesks } from './desks.js';
import { beginFindings } from './doctor/findings.js';
import { createExamination } from './doctor/house.js';
import { isWell, printJson, printTable } from './doctor/print.js';
import { createEndings, type Endings } from './endings.js';
import { readKeys } from './keys.js';
import { createMetaChannels, keepPlayable, mustHaveMeta } from './meta.js';

export interface DoctorOptions {
  readonly config: Config;
  readonly log: Logger;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly json: boolean;
  readonly retryLetters: boolean;
  /** The id of a dead letter to throw away; null to throw none away. */
  readonly dropLetter: string | null;
}

/** Looks, or does what is asked about dead letters; resolves with the exit code: 0 when nothing is broken, else 1. */
export async function runDoctor(options: DoctorOptions): Promise<0 | 1> {
  const endings = createEndings(options.log);
  try {
    const declared = await examineDeclaration(options);
    const store = await openStore(options, endings);
    if (options.retryLetters || options.dropLetter !== null) return await handleLetters(options, store);
    const findings = store ? await examineHouse(options, store, endings) : noDatabase();
    const all = [...declared, ...findings];
    process.stdout.write(options.json ? printJson(all) : printTable(all));
    return isWell(all) ? 0 : 1;
  } finally {
    await endings.run();
  }
}

async function examineDeclaration({ config, env }: DoctorOptions): Promise<readonly HouseFinding[]> {
  const findings = beginFindings('Configuration');
  findings.good('variables', 'They are complete.');
  const kinds = createAssistantKinds({
    env: { OPENAI_API_KEY: config.openai.apiKey ?? undefined, OPENAI_BASE_URL: config.openai.baseUrl },
  });
  try {
    const read = await readDeclaration({ path: config.declarationPath, env, kinds });
    const declaration = keepPlayable(read, config);
    const { chatbots, agents } = declaration;
    const which = config.declarationPath ? 'baton.yaml' : 'The demo';
    findings.good('declaration', `${which}: chatbots ${chatbots.length}, agents ${agents.length}.`);
    if (!agents.some(({ role }) => role === 'admin' || role === 'owner'))
      findings.warn('agents', 'Nobody is admin or owner: nobody is told when a channel breaks.');
    if (!config.playground) mustHaveMeta(config.meta, declaration);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    findings.bad('declaration', error.message);
  }
  return findings.all;
}

/** The named database; the running embedded one, or that of the folder started for the moment; null where there is none yet. */
async function openStore({ config, log }: DoctorOptions, endings: Endings): Promise<Store | null> {
  let url = config.databaseUrl;
  if (url === null) {
    const found = await findEmbeddedDatabase(config.folder);
    if (found.kind === 'none') return null;
    if (found.kind === 'running') url = found.url;
    else {
      const { folder, postgresBinFolder: binFolder } = config;
      const postgres = await startEmbeddedPostgres({ folder, log, ...(binFolder ? { binFolder } : {}) });
      endings.add(() => postgres.stop());
      url = postgres.url;
    }
  }
  const store = createStore({
    url,
    maxConnections: 4,
    onError: (error) => log.debug({ err: error }, 'database'),
  });
  endings.add(() => store.close());
  return store;
}

async function examineHouse(
  options: DoctorOptions,
  store: Store,
  endings: Endings,
): Promise<readonly HouseFinding[]> {
  const { config } = options;
  const wired = config.slack || config.teams ? wireDesks(await readGround(options, store)) : null;
  if (wired) endings.add(() => wired.stop());
  const channels = new Map(createChannels(options).map((channel) => [channel.name, channel]));
  const played = config.playground ? playgroundDesks.filter(({ name }) => !wired?.desks.find(name)) : [];
  const desks = createDesks([...(wired?.desks.all ?? []), ...played]);
  return createExamination({ config, store, channels, desks })('all');
}

/** What the doctor never does. */
const mute = {
  listen: () => undefined,
  send: notHere,
  post: notHere,
  update: notHere,
} as const;

/** Without a Meta of one's own the playground plays it, inside the running Baton. */
function createChannels({ config, log }: DoctorOptions): readonly Channel[] {
  const sentence = 'It is played; META_APP_SECRET and META_VERIFY_TOKEN name a real app.';
  const played = ['whatsapp', 'messenger', 'instagram'].map((name) => ({
    ...mute,
    name,
    showsOnCommit: true,
    examine: async () => [{ ok: true, what: 'playground', sentence }],
  }));
  const real = createMetaChannels({ meta: config.meta, log, files: { link: notLinked } });
  // The website's door is our own: there is nobody outside to ask about it.
  const web = { ...mute, name: 'web', showsOnCommit: true };
  return [web, ...(real.length === 0 && config.playground ? played : real)];
}

/** The playground's desks live in the running Baton: there is nothing to look at from here. */
const playgroundDesks: readonly Desk[] = [
  { name: 'slack', own: 'Its own Slack is used; SLACK_BOT_TOKEN names a real one.' },
  { name: 'teams', own: 'Its own Teams is used; TEAMS_APP_ID names a real app.' },
].map(({ name, own }) => ({
  name,
  ...mute,
  examine: async () => [{ level: 'good', what: 'playground', sentence: own }],
}));

async function readGround({ config, log }: DoctorOptions, store: Store): Promise<DesksGround> {
  const keys = await readKeys(config);
  return { config, store, log, keys, publicUrl: config.publicUrl, playground: null };
}

function notLinked(): never {
  throw new Error('the doctor sends nothing');
}

async function notHere(): Promise<never> {
  throw new Error('the doctor sends nothing');
}

function noDatabase(): readonly HouseFinding[] {
  const findings = beginFindings('Database');
  findings.warn(
    'embedded',
    'There is none yet: the first `baton start` makes it. Run the doctor again then.',
  );
  return findings.all;
}

async function handleLetters(options: DoctorOptions, store: Store | null): Promise<0 | 1> {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  if (!store) {
    say('There is no database yet, and no dead letter in it.');
    return 1;
  }
  if (options.dropLetter !== null) {
    const id = /^\d{1,15}$/u.test(options.dropLetter) ? Number(options.dropLetter) : null;
    const dropped = id !== null && (await dropLetter(store, id));
    say(dropped ? `Letter ${id} is thrown away.` : `There is no dead letter ${options.dropLetter}.`);
    if (!dropped) return 1;
  }
  if (options.retryLetters)
    say(`${await retryLetters(store)} dead letters are tried again by the running Baton.`);
  return 0;
}
