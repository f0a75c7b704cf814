// Judges Adaptive Cards as Teams takes them at 1.5, and reads what they show and offer.

import { asRecord, type Json, recordsAt, textAt } from '../../../src/core/payload.js';

const elements = new Set([
  'AdaptiveCard',
  'ActionSet',
  'Column',
  'ColumnSet',
  'Container',
  'Image',
  'Input.ChoiceSet',
  'Input.Text',
  'RichTextBlock',
  'TextBlock',
  'TextRun',
]);
const actions = new Set(['Action.Execute', 'Action.Submit', 'Action.OpenUrl', 'Action.ShowCard']);
/** The only thing that may stand in a text block, because it reads Markdown. */
const moment = /^\{\{DATE\([-0-9T:]+Z,SHORT\)\}\} \{\{TIME\([-0-9T:]+Z\)\}\}$/;
/** What the renderers' date functions would replace. */
const liveDate = /\{\{(?:DATE|TIME)\(/i;
const shownActions = 6;

/** Every object in it that has a type, outermost first. */
export function piecesOf(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(piecesOf);
  const record = asRecord(value);
  if (!record) return [];
  const own = typeof record.type === 'string' ? [record] : [];
  return [...own, ...Object.entries(record).flatMap(([key, one]) => (key === 'data' ? [] : piecesOf(one)))];
}

/** All that is wrong with a card; empty when Teams takes it and nothing in it is live. */
export function judgeCard(card: Json): string[] {
  const pieces = piecesOf(card);
  const wrong: string[] = [];
  if (textAt(card, 'version') !== '1.5') wrong.push('version');
  if ('refresh' in card) wrong.push('refreshes');
  const size = Buffer.byteLength(JSON.stringify(card));
  if (size > 25 * 1024) wrong.push(`${size} bytes`);
  const ids = pieces.filter((piece) => String(piece.type).startsWith('Input.')).map((piece) => piece.id);
  if (new Set(ids).size !== ids.length) wrong.push(`ids twice: ${ids.join(' ')}`);
  return [...wrong, ...pieces.flatMap(judgePiece)];
}

function judgePiece(piece: Json): string[] {
  const type = String(piece.type);
  if (actions.has(type)) return judgeAction(piece);
  if (!elements.has(type)) return [`unknown ${type}`];
  switch (type) {
    case 'TextBlock':
      return moment.test(textAt(piece, 'text') ?? '') ? [] : [`text block: ${piece.text}`];
    case 'TextRun':
      return textAt(piece, 'text') === null || liveDate.test(String(piece.text))
        ? [`run: ${piece.text}`]
        : [];
    case 'RichTextBlock':
      return recordsAt(piece, 'inlines').length > 0 ? [] : ['empty line'];
    case 'ActionSet':
      return judgeRow(recordsAt(piece, 'actions'));
    case 'Input.ChoiceSet':
      return [
        ...(textAt(piece, 'id') ? [] : ['no id']),
        ...(recordsAt(piece, 'choices').length > 0 ? [] : ['no choices']),
      ];
    case 'Input.Text':
      return textAt(piece, 'id') && textAt(piece, 'label') ? [] : ['no id or label'];
    case 'Image':
      return textAt(piece, 'altText') ? [] : ['no alternative text'];
    default:
      return [];
  }
}

function judgeRow(row: readonly Json[]): string[] {
  if (row.length === 0) return ['empty action set'];
  const primary = row.filter((action) => action.mode !== 'secondary').length;
  return primary > shownActions ? [`${primary} actions in a row`] : [];
}

function judgeAction(action: Json): string[] {
  const wrong = textAt(action, 'title') || !('title' in action) ? [] : ['no title'];
  if (action.type === 'Action.OpenUrl' && !/^(?:https?:\/\/|mailto:|tel:|data:)/.test(String(action.url)))
    wrong.push(`opens ${action.url}`);
  if (action.type !== 'Action.Execute') return wrong;
  const fallback = asRecord(action.fallback);
  if (fallback?.type !== 'Action.Submit' || JSON.stringify(fallback.data) !== JSON.stringify(action.data))
    wrong.push(`no fallback for ${action.title}`);
  if (action.verb !== 'baton') wrong.push('another verb');
  return wrong;
}

/** The words of a card, one line each. */
export function readLines(card: unknown): string[] {
  return piecesOf(card)
    .filter((piece) => piece.type === 'RichTextBlock')
    .map((line) =>
      recordsAt(line, 'inlines')
        .map((run) => String(run.text))
        .join(''),
    );
}

/** The actions of a card that people can press, fallbacks and links in words left out. */
export function actionsOf(card: unknown): Json[] {
  const fallbacks = new Set(piecesOf(card).map((piece) => piece.fallback));
  return piecesOf(card).filter(
    (piece) => String(piece.type).startsWith('Action.') && 'title' in piece && !fallbacks.has(piece),
  );
}
