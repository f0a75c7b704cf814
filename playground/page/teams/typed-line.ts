// Reads what was typed into a gesture: a mention of the app, mentions of people, or a command after a slash. Pure.
import type { TeamsApp, TeamsPerson } from '../../teams/protocol.js';
import type { Suggestion } from '../desk/suggestions.js';

export interface TypedLine {
  text: string;
  /** It mentions the app: then the app hears it in any case. */
  mention: boolean;
  /** People mentioned in the text as `@Name`. */
  people: string[];
  /** It began with a slash, which is no longer part of the text. */
  slash: boolean;
}

export interface Company {
  app: TeamsApp;
  people: readonly TeamsPerson[];
}

/** Where one writes: in the chat with the app it is addressed without being named. */
export interface Surroundings extends Company {
  personal: boolean;
}

const MOST = 6;

/** What a line asks for; the words stay as they were typed, but for a leading slash. */
export function readTypedLine(typed: string, { app, people }: Company): TypedLine {
  const line = typed.trim();
  const mention = new RegExp(`(^|\\s)@${escapePattern(app.name)}(?![\\p{L}\\p{N}])`, 'u').test(line);
  const slash = !mention && /^\/[a-z]/i.test(line);
  return {
    text: slash ? line.slice(1) : line,
    mention,
    slash,
    people: people.filter(({ name }) => line.includes(`@${name}`)).map(({ id }) => id),
  };
}

/** What completes the word before the caret: the app, people, and the app's commands after its name or a slash. */
export function suggestForTeams(
  text: string,
  caret: number,
  { app, people, personal }: Surroundings,
): Suggestion[] {
  const before = text.slice(0, caret);
  const make = (from: number, insert: string, label: string, detail: string): Suggestion => ({
    insert,
    label,
    detail,
    from,
    to: caret,
  });
  const lead = findLead(before, app, personal);
  if (lead !== undefined) {
    const word = before.slice(lead.length).toLowerCase();
    if (/\s/.test(word)) return suggestPeople(before, people, make);
    return (personal ? app.personalCommands : app.commands)
      .filter(({ title }) => title.startsWith(word))
      .slice(0, MOST)
      .map(({ title, description }) => make(lead.length, `${title} `, title, description));
  }
  const named = /(^|\s)@([^\s@]*)$/.exec(before);
  if (!named) return [];
  const typed = (named[2] ?? '').toLowerCase();
  const from = caret - typed.length - 1;
  const own = app.name.toLowerCase().startsWith(typed)
    ? [make(from, `@${app.name} `, app.name, 'the app')]
    : [];
  return [...own, ...suggestPeople(before, people, make)].slice(0, MOST);
}

/** What stands before a command; undefined where none can follow. */
function findLead(before: string, app: TeamsApp, personal: boolean): string | undefined {
  if (personal) return /^[a-z]/i.test(before) ? '' : undefined;
  return new RegExp(`^(?:@${escapePattern(app.name)}\\s+|/)`, 'i').exec(before)?.[0];
}

type Make = (from: number, insert: string, label: string, detail: string) => Suggestion;

function suggestPeople(before: string, people: readonly TeamsPerson[], make: Make): Suggestion[] {
  const word = /(^|\s)@([^\s@]*)$/.exec(before);
  if (!word) return [];
  const typed = (word[2] ?? '').toLowerCase();
  const from = before.length - typed.length - 1;
  return people
    .filter(({ name }) => name.toLowerCase().startsWith(typed))
    .slice(0, MOST)
    .map(({ name, isGuest }) => make(from, `@${name} `, name, isGuest ? 'guest' : ''));
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
