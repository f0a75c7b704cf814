// Reads an activity of the app's as the connector takes it: sizes, text, cards and other attachments.

import { isRecord } from '../../wire/http.js';
import { type Answer, refuse } from '../faults.js';
import type { NewPost } from '../post-book.js';
import type { Json } from '../records.js';
import { findCardFault } from './card-rules.js';
import { findMarkupFault } from './markup-rules.js';

/** What a post takes from an activity. */
export type Content = Required<
  Pick<NewPost, 'text' | 'format' | 'cards' | 'attachments' | 'entities' | 'mentions'>
>;

const mostCardBytes = 28 * 1024;
const mostActivityBytes = 80 * 1024;
export const cardType = 'application/vnd.microsoft.card.adaptive';
const pictureType = /^image\//;

/** The content of a message activity, or why it is refused. */
export const readContent = (activity: Json): Content | Answer => {
  if (byteLength(activity) > mostActivityBytes) return refuse(413);
  const attachments = Array.isArray(activity.attachments) ? activity.attachments.filter(isRecord) : [];
  const cards = attachments
    .filter(({ contentType }) => contentType === cardType)
    .map(({ content }) => content);
  const fault = findFault(activity, attachments, cards);
  if (fault) return fault;
  const entities = Array.isArray(activity.entities) ? activity.entities.filter(isRecord) : [];
  const text = String(activity.text ?? '');
  return {
    text,
    format: readFormat(activity.textFormat),
    cards: cards.filter(isRecord),
    attachments: attachments.filter(({ contentType }) => contentType !== cardType),
    entities,
    mentions: readMentions(text, entities),
  };
};

export const isAnswer = (value: Content | Answer): value is Answer => 'status' in value;

const findFault = (
  activity: Json,
  attachments: readonly Json[],
  cards: readonly unknown[],
): Answer | null => {
  const bad = (message: string): Answer => refuse(400, 'BadArgument', message);
  if (String(activity.text ?? '') === '' && attachments.length === 0)
    return refuse(400, 'BadSyntax', 'Activity resulted into multiple skype activities or none');
  const unknown = attachments.find(
    ({ contentType }) => contentType !== cardType && !pictureType.test(String(contentType)),
  );
  if (unknown) return bad(`Unknown attachment type ${String(unknown.contentType)}`);
  for (const card of cards) {
    if (byteLength(card) > mostCardBytes) return refuse(413);
    const wrong = findCardFault(card);
    if (wrong !== null) return bad(`Invalid card: ${wrong}`);
  }
  if (activity.textFormat !== 'xml') return null;
  const wrong = findMarkupFault(String(activity.text ?? ''));
  return wrong === null ? null : bad(`Invalid xml: ${wrong}`);
};

const readFormat = (format: unknown): Content['format'] =>
  format === 'xml' || format === 'plain' ? format : 'markdown';

/** The connector's ids of those whose mention is live: an entity and the very same words in the text. */
const readMentions = (text: string, entities: readonly Json[]): string[] =>
  entities
    .filter((entity) => entity.type === 'mention' && text.includes(String(entity.text)))
    .map(({ mentioned }) => (isRecord(mentioned) ? String(mentioned.id) : ''))
    .filter((id) => id !== '');

const byteLength = (value: unknown): number => Buffer.byteLength(JSON.stringify(value ?? null));
