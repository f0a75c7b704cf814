// Starts the targets, each in a process of its own, and gives the generator one way to write to each.

import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type Seed, watchStreams } from './streams.js';
import { type TeamsCloud, teamsPlaces } from './teams-cloud.js';
import { deliver, type Line, type Status, writeUpdates } from './whatsapp-bodies.js';
import { post, type Write, writeSlackLine } from './writers.js';

export interface Target {
  readonly name: string;
  /** Customer message → thread, or a peer's event → post. */
  readonly write: Write;
  usage(): Promise<{ rssBytes: number; cpuMs: number }>;
  stop(): Promise<void>;
}

export interface BatonTarget extends Target {
  readonly seeds: readonly Seed[];
  /** Agent's line in a thread → customer's channel. */
  readonly writeLine: Write;
  /** Calls back with each message's text as it reaches the customers' streams. */
  watch(onText: (text: string) => void): () => void;
}

export interface WhatsAppTarget extends Target {
  /** Posts lines of customers and statuses as one signed webhook. */
  deliver(lines: readonly Line[], statuses?: readonly Status[]): Promise<number>;
  /** Resolves once all that was kept has been acted on, with how much of it could not be. */
  actedOn(): Promise<{ dead: number }>;
}

export interface Surroundings {
  readonly apiUrl: string;
  readonly redisUrl: string;
  readonly conversations: number;
}

const secret = 'bench-signing-secret';

interface Child {
  readonly process: ChildProcess;
  readonly facts: Record<string, unknown> & { url: string };
}

async function start(file: string, env: Record<string, string>): Promise<Child> {
  const child = fork(fileURLToPath(new URL(`./targets/${file}.js`, import.meta.url)), [], {
    env: { ...process.env, SIGNING_SECRET: secret, ...env },
    execArgv: [
      // As `npm start` runs Baton, from the build and with its flags; its peers get the same.
      '--max-semi-space-size=32',
      '--v8-pool-size=1',
      '--enable-source-maps',
      ...(process.env.BENCH_PROFILE ? ['--cpu-prof', '--cpu-prof-dir', process.env.BENCH_PROFILE] : []),
    ],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const facts = await new Promise<Child['facts']>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Child['facts']));
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code} before it was ready`)));
  });
  return { process: child, facts };
}

function ask<Answer>({ process: child }: Child, what: string): Promise<Answer> {
  return new Promise((resolve) => {
    child.once('message', (message) => resolve(message as Answer));
    child.send(what);
  });
}

function superviseChild(running: Child): Pick<Target, 'usage' | 'stop'> {
  const { process: child } = running;
  return {
    usage: () => ask(running, 'usage'),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.disconnect();
        setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
      }),
  };
}

/** A peer that hears Slack events. */
export async function startPeer(name: string, file: string, around: Surroundings): Promise<Target> {
  const child = await start(file, { SLACK_API_URL: around.apiUrl, REDIS_URL: around.redisUrl });
  const lines = Array.from({ length: around.conversations }, (_, index) =>
    writeSlackLine(child.facts.url, secret, {
      user: 'U0KIM',
      team: 'T0BENCH',
      channel: 'C0BENCH',
      threadRef: `1780000000.${String(index).padStart(6, '0')}`,
    }),
  );
  return {
    name,
    write: (conversation, text) => lines[conversation]?.(text) ?? Promise.resolve(0),
    ...superviseChild(child),
  };
}

/** One process of a Baton of several, on a database and a Redis that others share. */
export interface Part {
  readonly url: string;
  /** Ends it as a crash would. */
  kill(): void;
  stop(): Promise<void>;
}

/** Starts a process with these roles: `web`, `worker`. */
export async function startPart(
  roles: string,
  around: Surroundings,
  env: Record<string, string>,
): Promise<Part> {
  const child = await start('baton-part', {
    SLACK_API_URL: around.apiUrl,
    CONVERSATIONS: String(around.conversations),
    BATON_ROLES: roles,
    ...env,
  });
  return {
    url: child.facts.url,
    kill: () => void child.process.kill('SIGKILL'),
    stop: superviseChild(child).stop,
  };
}

/** Writes as the widget of each customer does, to whichever process hears it. */
export function writeAsVisitors(url: string, seeds: readonly Seed[]): Write {
  const messages = new URL('/web/messages', url);
  return (conversation, text) =>
    post(messages, JSON.stringify({ clientId: randomUUID(), text }), {
      authorization: `Bearer ${seeds[conversation]?.token ?? ''}`,
      'x-baton-site': seeds[conversation]?.site ?? '',
    });
}

/** Baton, embedded or on Redis. */
export async function startBatonTarget(
  name: string,
  around: Surroundings,
  env: Record<string, string>,
): Promise<BatonTarget> {
  const child = await start('baton', {
    SLACK_API_URL: around.apiUrl,
    CONVERSATIONS: String(around.conversations),
    ...env,
  });
  const { url } = child.facts;
  const seeds = child.facts.seeds as Seed[];
  const lines = seeds.map((seed) =>
    writeSlackLine(url, secret, {
      user: 'U0KIM',
      team: 'T0BENCH',
      channel: 'C0BENCH',
      threadRef: seed.threadRef,
    }),
  );
  return {
    name,
    write: writeAsVisitors(url, seeds),
    seeds,
    writeLine: (conversation, text) => lines[conversation]?.(text) ?? Promise.resolve(0),
    watch: (onText) => watchStreams(url, seeds, onText),
    ...superviseChild(child),
  };
}

const drawnMs = 5_000;

/** Baton, embedded, with agents on Teams. */
export async function startTeamsTarget(cloud: TeamsCloud, conversations: number): Promise<BatonTarget> {
  const child = await start('baton', { BENCH_TEAMS: cloud.url, CONVERSATIONS: String(conversations) });
  const { url } = child.facts;
  const seeds = child.facts.seeds as Seed[];
  const threadOf = (conversation: number) => ({
    place: teamsPlaces[conversation % teamsPlaces.length] ?? '',
    threadRef: seeds[conversation]?.threadRef ?? '',
  });
  // The first plain line of a place has all its cards drawn anew: once in its life, so not while it is measured.
  for (let place = 0; place < teamsPlaces.length; place += 1)
    await cloud.writeLine(url, threadOf(place), 'Good morning.');
  await new Promise((resolve) => setTimeout(resolve, drawnMs));
  return {
    name: 'Baton embedded on Teams',
    write: writeAsVisitors(url, seeds),
    seeds,
    writeLine: (conversation, text) => cloud.writeLine(url, threadOf(conversation), text),
    watch: (onText) => watchStreams(url, seeds, onText),
    ...superviseChild(child),
  };
}

/** Baton, embedded, with customers of WhatsApp. */
export async function startWhatsAppTarget(around: {
  readonly apiUrl: string;
  readonly graphUrl: string;
  readonly conversations: number;
}): Promise<WhatsAppTarget> {
  const child = await start('baton-whatsapp', {
    SLACK_API_URL: around.apiUrl,
    GRAPH_URL: around.graphUrl,
    BENCH_TROUBLE: 'yes',
    CONVERSATIONS: String(around.conversations),
  });
  const { url } = child.facts;
  return {
    name: 'Baton embedded: WhatsApp',
    write: (conversation, text) => deliver(url, secret, writeUpdates([{ conversation, text }])),
    deliver: (lines, statuses) => deliver(url, secret, writeUpdates(lines, statuses)),
    actedOn: () => ask(child, 'acted'),
    ...superviseChild(child),
  };
}
