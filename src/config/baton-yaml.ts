// Reads baton.yaml: text → a checked declaration of chatbots and people, or one line naming what is wrong.

import { isAbsolute, resolve } from 'node:path';
import type { z } from 'zod';
import type { Chatbot } from '../core/chatbot.js';
import type {
  Declaration,
  DeclaredAgent,
  DeclaredChannel,
  DeclaredChatbot,
  DeclaredIdentity,
} from '../core/declaration.js';
import { findCycle } from '../core/fallback.js';
import {
  agentKeys,
  declarationShape,
  identityShape,
  type YamlAgent,
  type YamlChatbot,
} from './baton-yaml-shape.js';
import { ConfigError } from './config-error.js';
import { complain, parseYaml, showPath } from './yaml-text.js';

/** A kind of channel baton.yaml may name: which of its keys is the account, and what else it may carry. */
export interface ChannelRule {
  readonly kind: string;
  /** `siteKey`, `phoneNumberId`, `pageId`, `accountId`. */
  readonly accountKey: string;
  /** Checks the keys beside `kind` and the account; without it any are taken. */
  readonly settings?: z.ZodType;
}

/** A kind of assistant: `check` names the wrong key in a sentence, or returns null. */
export interface AssistantRule {
  readonly kind: string;
  check(settings: Readonly<Record<string, unknown>>): string | null;
}

/** What this build knows: the registries' contents, handed in by the roof. */
export interface Kinds {
  readonly channels: readonly ChannelRule[];
  readonly assistants: readonly AssistantRule[];
  readonly desks: readonly string[];
  /** Routing strategies by name; without it any name is taken. */
  readonly strategies?: readonly string[];
}

export interface YamlSource {
  readonly text: string;
  /** How messages call it: `baton.yaml`. */
  readonly file: string;
  /** Relative `file:` settings of assistants start here. */
  readonly baseDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

type Path = readonly PropertyKey[];

/**
 * Reads and checks a whole baton.yaml.
 * @throws ConfigError one line naming the path (`chatbots[0].channels[1].siteKey`) or the line of bad syntax.
 */
export function readBatonYaml(source: YamlSource, kinds: Kinds): Declaration {
  const raw = parseYaml(source.text, source.file, source.env);
  const read = declarationShape.safeParse(raw);
  if (!read.success) throw complain(read.error.issues, [], source.file);
  const { organization, chatbots, agents } = read.data;
  mustDiffer(chatbots.map((one, index) => [one.key, ['chatbots', index, 'key']]));
  mustDiffer(agents.map((one, index) => [one.name.toLowerCase(), ['agents', index, 'name']]));
  const declaration = {
    organization,
    chatbots: chatbots.map((one, index) => readChatbot(one, ['chatbots', index], source, kinds)),
    agents: agents.map((one, index) => readAgent(one, ['agents', index], source, kinds)),
  };
  mustDiffer(
    declaration.chatbots.flatMap((one, index) =>
      one.channels.map((door, at): [string, Path] => [
        `${door.kind} ${door.account}`,
        ['chatbots', index, 'channels', at],
      ]),
    ),
  );
  mustDiffer(
    declaration.agents.flatMap((one, index) =>
      one.identities.map((who): [string, Path] => [
        `${who.desk} ${who.team} ${who.user}`.replace('  ', ' '),
        ['agents', index, who.desk],
      ]),
    ),
  );
  mustKnowChatbots(declaration);
  mustFallBackStraight(declaration);
  mustCallAssigned(declaration);
  return declaration;
}

function readChatbot(yaml: YamlChatbot, path: Path, source: YamlSource, kinds: Kinds): DeclaredChatbot {
  const { picture, desk, channels, assistant, ...rest } = yaml;
  if (desk) mustBeKnown(desk.kind, kinds.desks, [...path, 'desk', 'kind']);
  if (kinds.strategies)
    mustBeKnown(rest.routing.strategy, kinds.strategies, [...path, 'routing', 'strategy']);
  mustDiffer(rest.categories.map((one, index) => [one.toLowerCase(), [...path, 'categories', index]]));
  return {
    ...rest,
    pictureUrl: picture,
    desk,
    assistant: readAssistant(assistant, [...path, 'assistant'], source, kinds),
    channels: channels.map((one, index) => readChannel(one, [...path, 'channels', index], source, kinds)),
  };
}

function readAssistant(
  yaml: YamlChatbot['assistant'],
  path: Path,
  source: YamlSource,
  kinds: Kinds,
): Chatbot['assistant'] {
  mustBeKnown(
    yaml.kind,
    kinds.assistants.map((one) => one.kind),
    [...path, 'kind'],
  );
  const file = yaml.file;
  const settings =
    typeof file === 'string' && !isAbsolute(file) ? { ...yaml, file: resolve(source.baseDir, file) } : yaml;
  const wrong = kinds.assistants.find((one) => one.kind === yaml.kind)?.check(settings) ?? null;
  if (wrong !== null) throw new ConfigError(`${showPath(path)}:`, `${wrong.replace(/\.$/, '')}.`);
  return settings;
}

function readChannel(
  yaml: YamlChatbot['channels'][number],
  path: Path,
  source: YamlSource,
  kinds: Kinds,
): DeclaredChannel {
  mustBeKnown(
    yaml.kind,
    kinds.channels.map((one) => one.kind),
    [...path, 'kind'],
  );
  const rule = kinds.channels.find((one) => one.kind === yaml.kind);
  const accountKey = rule?.accountKey ?? 'account';
  const { kind, [accountKey]: account, ...settings } = yaml;
  if (account === undefined) throw new ConfigError(showPath([...path, accountKey]), 'is missing.');
  if (typeof account !== 'string' || account.trim() === '') {
    // Long digit strings lose their last places as YAML numbers, so numbers are refused rather than converted.
    throw new ConfigError(showPath([...path, accountKey]), 'must be text: put it in quotes.');
  }
  const read = rule?.settings?.safeParse(settings);
  if (read && !read.success) throw complain(read.error.issues, path, source.file);
  return { kind, account: account.trim(), settings };
}

function readAgent(yaml: YamlAgent, path: Path, source: YamlSource, kinds: Kinds): DeclaredAgent {
  const identities: DeclaredIdentity[] = [];
  for (const [key, value] of Object.entries(yaml)) {
    if (agentKeys.has(key)) continue;
    if (!kinds.desks.includes(key)) throw new ConfigError(showPath([...path, key]), 'is not a known key.');
    const read = identityShape.safeParse(value);
    if (!read.success) throw complain(read.error.issues, [...path, key], source.file);
    identities.push({ desk: key, ...read.data });
  }
  const { name, role, chatLimit, picture, chatbots, skills, languages } = yaml;
  return {
    name,
    role,
    chatLimit,
    skills,
    languages,
    pictureUrl: picture,
    identities,
    chatbots: [...new Set(chatbots)],
  };
}

function mustBeKnown(name: string, known: readonly string[], path: Path): void {
  if (!known.includes(name))
    throw new ConfigError(showPath(path), `is “${name}”, which is not one of ${known.join(', ')}.`);
}

function mustDiffer(named: readonly (readonly [string, Path])[]): void {
  const seen = new Map<string, Path>();
  for (const [name, path] of named) {
    const earlier = seen.get(name);
    if (earlier) throw new ConfigError(showPath(path), `repeats “${name}” of ${showPath(earlier)}.`);
    seen.set(name, path);
  }
}

function mustKnowChatbots(declaration: Declaration): void {
  const known = declaration.chatbots.map((one) => one.key);
  for (const [index, one] of declaration.agents.entries()) {
    for (const [at, key] of one.chatbots.entries())
      mustBeKnown(key, known, ['agents', index, 'chatbots', at]);
  }
}

function mustCallAssigned({ chatbots, agents }: Declaration): void {
  for (const [index, { key, routing }] of chatbots.entries()) {
    const assigned = agents.filter((one) => one.chatbots.includes(key)).map(({ name }) => name);
    for (const [at, name] of routing.onCall.entries())
      if (!assigned.includes(name))
        throw new ConfigError(
          showPath(['chatbots', index, 'routing', 'onCall', at]),
          `is “${name}”, who is no agent assigned to ${key}.`,
        );
  }
}

function mustFallBackStraight({ chatbots }: Declaration): void {
  const keys = chatbots.map(({ key }) => key);
  for (const [index, { routing }] of chatbots.entries())
    if (routing.fallback !== null)
      mustBeKnown(routing.fallback, keys, ['chatbots', index, 'routing', 'fallback']);
  const circle = findCycle(chatbots);
  if (!circle) return;
  const at = keys.indexOf(circle[0] ?? '');
  throw new ConfigError(
    showPath(['chatbots', at, 'routing', 'fallback']),
    `goes round in a circle: ${circle.join(' → ')}.`,
  );
}
