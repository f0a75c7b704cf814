// Turns a stored message back into what its author typed, so that it can be edited.
import type { PageChannel, PageUser } from '../../slack/protocol.js';
import { decodeEntities } from '../text/entities.js';

/** `<@U1>` becomes `@kim`, `<#C1|x>` becomes `#x`, `<https://…|label>` its address, entities their characters. */
export function toTypedText(
  text: string,
  users: readonly PageUser[],
  channels: readonly PageChannel[],
): string {
  const typed = text.replace(/<([^<>]+)>/g, (_, inside: string) => {
    const [target = '', label] = inside.split('|');
    if (target.startsWith('@'))
      return `@${users.find((user) => user.id === target.slice(1))?.name ?? label ?? target.slice(1)}`;
    if (target.startsWith('#')) {
      return `#${channels.find((channel) => channel.id === target.slice(1))?.name ?? label ?? target.slice(1)}`;
    }
    if (target.startsWith('!')) return label ?? `@${target.slice(1)}`;
    return target.replace(/^mailto:/, '');
  });
  return decodeEntities(typed);
}
