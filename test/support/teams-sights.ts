// What a person sees at the Teams stand-in: posts with their words, buttons and files, and what only they are shown.

import { listActions } from '../../playground/teams/card-actions.js';
import { cardsOf, type Post, readCard, readMarkup, type TeamsStandIn } from '../../playground/teams/index.js';
import type { Json } from '../../playground/teams/records.js';
import { type DeskPost, placeId, type ShownFile, supportPlace } from './desk-hands.js';

export const teamsPlace = placeId('teams', supportPlace);

/** The line above someone's words: their name and side. */
const speakerLine = /^(?:.+ · (?:customer|assistant|agent)|Baton)$/u;

/** A post as everyone sees it, or as this person does. */
export function seePost(post: Post, user?: string): DeskPost {
  const cards = cardsOf(post, user);
  const files = cards.flatMap(listFiles);
  return {
    place: post.chat,
    ref: post.id,
    onlyFor: post.onlyFor,
    text: cards.length > 0 ? wordsOfCards(cards, files) : wordsOfText(post),
    shown: JSON.stringify([post.text, cards]),
    labels: cards.flatMap(readLabels),
    files,
  };
}

function wordsOfText({ text, format, author }: Post): string {
  const words = format === 'plain' ? text : readMarkup(text);
  const [first, ...rest] = words.split('\n');
  return author === null && speakerLine.test(first ?? '') ? rest.join('\n') : words;
}

/** A card that shows somebody's files holds their words, too: those alone, without the rows of the files. */
function wordsOfCards(cards: readonly Json[], files: readonly ShownFile[]): string {
  const lines = cards.map(readCard).join('\n').split('\n');
  if (!speakerLine.test(lines[0] ?? '') || files.length === 0) return lines.join('\n');
  const names = files.map((file) => file.name);
  const row = lines.findIndex((line, index) => index > 0 && names.some((name) => line.endsWith(name)));
  return lines.slice(1, row < 0 ? undefined : row).join('\n');
}

/** The titles of a card's buttons; what stands behind a question is not there yet. */
export function readLabels(card: Json): string[] {
  return listActions(card)
    .filter(({ path, action }) => !path.includes('.card.') && action.title !== undefined)
    .map(({ action }) => String(action.title));
}

/** The button that a press of this label ends in: behind a question, the one that says yes. */
export function findButton(card: Json, label: string): string | null {
  const all = listActions(card);
  const pressed = all.find(({ path, action }) => !path.includes('.card.') && action.title === label);
  if (pressed?.action.type !== 'Action.ShowCard') return pressed?.path ?? null;
  const yes = all.find(
    ({ path, action }) => path.startsWith(`${pressed.path}.card.`) && action.type !== 'Action.OpenUrl',
  );
  return yes?.path ?? null;
}

/** The addresses that a card's links lead to. */
export function listUrls(card: Json, label?: string): string[] {
  return listActions(card)
    .filter(
      ({ action }) => action.type === 'Action.OpenUrl' && (label === undefined || action.title === label),
    )
    .map(({ action }) => String(action.url));
}

function listFiles(card: Json): ShownFile[] {
  return (Array.isArray(card.body) ? (card.body as Json[]) : []).flatMap((element) => {
    const [url] = element.type === 'ColumnSet' ? listUrls(element, 'Open') : [];
    if (url === undefined) return [];
    const [first] = readCard({ body: [element] }).split('\n');
    return [{ name: (first ?? '').replace(/^\S+ /u, ''), read: () => fetchBytes(url) }];
  });
}

async function fetchBytes(url: string): Promise<Buffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the file's link answers ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

/** What only this person is shown, oldest first: targeted messages and those of their chat. */
export function seeOwn({ world }: TeamsStandIn, user: string): Post[] {
  const personal = world.personalOf(user).filter((post) => post.author === null && !post.isDeleted);
  return [...world.targetedOf(user).filter((post) => post.author === null), ...personal].sort(
    (left, right) => Number(left.id) - Number(right.id),
  );
}

/** The dialog this person has open; null when there is none. */
export function seeDialog(
  { dialogs }: TeamsStandIn,
  user: string,
): { text: string; card: Json | null } | null {
  const top = dialogs.of(user).at(-1);
  if (!top) return null;
  return { text: [top.title, top.text, top.card ? readCard(top.card) : ''].join('\n'), card: top.card };
}
