// Turns what a person typed into Slack's text: tokens for people, channels and links, entities for the rest.
import type { World } from './world.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Escapes exactly what Slack escapes. */
export const escapeText = (text: string): string =>
  text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);

/** Undoes `escapeText`. */
export const unescapeText = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** A ready token of a known person or channel, a link, an e-mail address, `@name`, `#channel`. */
const SPECIAL =
  /<@(?<userId>[UW]\w+)>|<#(?<channelId>C\w+)(?:\|[^>]*)?>|(?<url>https?:\/\/[^\s<>]+[^\s<>.,;:!?)\]}'"*_~`])|(?<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)|(?<![\w@])@(?<name>[\w.-]*\w)|(?<![\w#])#(?<channel>[\p{L}\p{N}_-]+)/gu;

/** Code is left alone: nothing in it is a mention or a link. */
const CODE = /(```[\s\S]*?```|`[^`\n]+`)/;

/** Writes the `text` of a typed line as Slack would store it. */
export const writeTypedText = (typed: string, world: World): string =>
  typed
    .split(CODE)
    .map((part, index) => (index % 2 === 1 ? escapeText(part) : writeTokens(part, world)))
    .join('');

const writeTokens = (part: string, world: World): string => {
  let written = '';
  let at = 0;
  for (const match of part.matchAll(SPECIAL)) {
    const token = writeToken(match.groups ?? {}, world);
    written += escapeText(part.slice(at, match.index)) + (token ?? escapeText(match[0]));
    at = match.index + match[0].length;
  }
  return written + escapeText(part.slice(at));
};

const writeToken = (found: Record<string, string | undefined>, world: World): string | null => {
  if (found.userId !== undefined) return world.users.has(found.userId) ? `<@${found.userId}>` : null;
  if (found.channelId !== undefined) return channelToken(world.channels.get(found.channelId));
  if (found.url !== undefined) return `<${escapeText(found.url)}>`;
  if (found.email !== undefined) return `<mailto:${found.email}|${found.email}>`;
  if (found.channel !== undefined) {
    const { channel } = found;
    return channelToken(
      [...world.channels.values()].find((entry) => entry.name === channel && entry.kind !== 'dm'),
    );
  }
  const name = found.name?.toLowerCase() ?? '';
  if (['here', 'channel', 'everyone'].includes(name)) return `<!${name}>`;
  const user = [...world.users.values()].find(
    (entry) => isNamed(entry.name, name) || isNamed(entry.realName, name),
  );
  return user ? `<@${user.id}>` : null;
};

const isNamed = (name: string, wanted: string): boolean => name.toLowerCase().replaceAll(' ', '_') === wanted;

const channelToken = (channel: { readonly id: string; readonly name: string } | undefined): string | null =>
  channel ? `<#${channel.id}|${channel.name}>` : null;
