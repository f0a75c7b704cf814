// Reads what stands between `<` and `>` in Slack text: mentions, links and dates.
import { formatDateTemplate } from './date.js';
import { decodeEntities } from './entities.js';
import { toSafeLink } from './safe-url.js';
import type { Inline } from './tree.js';

/** Turns the inside of one `<…>` token into a piece of the tree; unknown or unsafe ones become their own text. */
export function readToken(inside: string, nowMs: number): Inline {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : decodeEntities(inside.slice(bar + 1));
  if (target.startsWith('@')) return { kind: 'mention', of: 'user', id: target.slice(1), label };
  if (target.startsWith('#')) return { kind: 'mention', of: 'channel', id: target.slice(1), label };
  if (target.startsWith('!')) return readSpecial(target.slice(1), label, nowMs);
  const url = toSafeLink(decodeEntities(target));
  const shown = label === '' ? decodeEntities(target).replace(/^mailto:/, '') : label;
  return url === undefined
    ? { kind: 'text', text: shown }
    : { kind: 'link', url, children: [{ kind: 'text', text: shown }] };
}

function readSpecial(target: string, label: string, nowMs: number): Inline {
  const [name = '', ...rest] = target.split('^');
  if (name === 'date') return readDate(rest, label, nowMs);
  if (name === 'subteam') return { kind: 'mention', of: 'group', id: rest[0] ?? '', label: label || 'group' };
  if (name === 'here' || name === 'channel' || name === 'everyone') {
    return { kind: 'mention', of: 'everyone', id: name, label: `@${name}` };
  }
  return { kind: 'text', text: label || `<!${target}>` };
}

function readDate([seconds = '', template = '', link]: string[], fallback: string, nowMs: number): Inline {
  const unix = Number(seconds);
  if (seconds === '' || !Number.isFinite(unix) || template === '') return { kind: 'text', text: fallback };
  const time: Inline = { kind: 'time', text: formatDateTemplate(unix, decodeEntities(template), nowMs) };
  const url = link === undefined ? undefined : toSafeLink(decodeEntities(link));
  return url === undefined ? time : { kind: 'link', url, children: [time] };
}
