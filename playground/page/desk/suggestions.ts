// What the composer offers while one types: slash commands, people and emoji. Pure.
import type { PageApp, PageUser } from '../../slack/protocol.js';
import { findEmoji, searchEmoji } from '../text/emoji.js';

export interface Suggestion {
  /** What is put in place of `from…to`. */
  insert: string;
  label: string;
  detail: string;
  from: number;
  to: number;
}

const MOST = 6;

export interface Offer {
  app: PageApp;
  users: readonly PageUser[];
}

/** Suggestions for the word before the caret; empty when there is nothing to offer. */
export function suggest(text: string, caret: number, { app, users }: Offer): Suggestion[] {
  const before = text.slice(0, caret);
  const word = /(^|\s)([@:/][^\s@:]*)$/.exec(before)?.[2];
  if (word === undefined) return [];
  const from = caret - word.length;
  const typed = word.slice(1).toLowerCase();
  const make = (insert: string, label: string, detail: string): Suggestion => ({
    insert,
    label,
    detail,
    from,
    to: caret,
  });
  if (word.startsWith('/')) {
    if (from !== 0) return [];
    return app.commands
      .filter((command) => command.command.startsWith(word))
      .slice(0, MOST)
      .map((command) =>
        make(`${command.command} `, `${command.command} ${command.usageHint}`.trim(), command.description),
      );
  }
  if (word.startsWith('@')) {
    return users
      .filter((user) => !user.deleted && `${user.name} ${user.displayName}`.toLowerCase().includes(typed))
      .slice(0, MOST)
      .map((user) => make(`@${user.name} `, user.displayName, user.isBot ? 'app' : `@${user.name}`));
  }
  if (typed.length < 2) return [];
  return searchEmoji(typed, MOST).map((name) => make(`:${name}: `, `${findEmoji(name) ?? ''} :${name}:`, ''));
}

/** A line that is a slash command, cut into the command and the rest; undefined for ordinary lines. */
export function readCommand(text: string): { command: string; text: string } | undefined {
  const match = /^(\/[a-z0-9_-]+)(?:\s+([\s\S]*))?$/i.exec(text.trim());
  return match ? { command: (match[1] ?? '').toLowerCase(), text: (match[2] ?? '').trim() } : undefined;
}
