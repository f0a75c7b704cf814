// What a person types, as Teams hands it on: plain words with `<at>`, the same as html, and entities for mentions.
import { randomUUID } from 'node:crypto';
import type { Settings } from './options.js';
import type { Json, Person } from './records.js';

export interface Typed {
  readonly text: string;
  /** Begins with a mention of the app (or has one where it says `@Baton`). */
  readonly mention?: boolean;
  /** People mentioned where it says `@Name`. */
  readonly people?: readonly Person[];
  /** Ids of attached files, which the html alone names. */
  readonly fileIds?: readonly string[];
  readonly imageUrls?: readonly string[];
  /** The html of its words, for formatted lines; made of the text when left out. */
  readonly html?: string;
}

export interface Written {
  readonly text: string;
  readonly html: string;
  readonly entities: readonly Json[];
}

interface Mention {
  readonly word: string;
  readonly id: string;
  readonly name: string;
}

/** Writes a typed line as the activity of a channel or personal chat has it. */
export const writeTyped = ({ botId, botName }: Settings, typed: Typed): Written => {
  const bot: Mention = { word: `@${botName}`, id: botId, name: botName };
  const hasWord = typed.text.includes(bot.word);
  const line = typed.mention && !hasWord ? `${bot.word} ${typed.text}` : typed.text;
  const mentions = [
    ...(typed.mention ? [bot] : []),
    ...(typed.people ?? []).map(({ name, mri }) => ({ word: `@${name}`, id: mri, name })),
  ].filter(({ word }) => line.includes(word));
  const words = typed.html ?? paragraphs(escapeHtml(line));
  const text = replaceAll(line, mentions, ({ name }) => `<at>${name}</at>`);
  return {
    text: mentions.length > 0 ? `${text}\n` : text,
    html: `<div>${withMentions(words, typed, mentions)}${images(typed)}${attached(typed)}</div>`,
    entities: [
      ...mentions.map(({ id, name }) => ({
        type: 'mention',
        text: `<at>${name}</at>`,
        mentioned: { id, name },
      })),
      { type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web', timezone: 'Europe/Berlin' },
    ],
  };
};

const withMentions = (html: string, typed: Typed, mentions: readonly Mention[]): string => {
  const spans = replaceAll(
    html,
    mentions.map((mention) => ({ ...mention, word: escapeHtml(mention.word) })),
    ({ name }, index) =>
      `<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="${index}">${escapeHtml(name)}</span>`,
  );
  return typed.mention ? spans.replace('</span> ', '</span>&nbsp;') : spans;
};

/** Replaces each mention's word once for each time it is mentioned; longer names first. */
const replaceAll = (
  text: string,
  mentions: readonly Mention[],
  write: (mention: Mention, index: number) => string,
): string => {
  const order = mentions
    .map((mention, index) => ({ mention, index }))
    .sort((left, right) => right.mention.word.length - left.mention.word.length);
  return order.reduce(
    (done, { mention, index }) => done.replace(mention.word, () => write(mention, index)),
    text,
  );
};

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '&quot;');

const paragraphs = (html: string): string =>
  html
    .split('\n')
    .map((line) => `<p>${line === '' ? '&nbsp;' : line}</p>`)
    .join('');

const images = ({ imageUrls = [] }: Typed): string =>
  imageUrls
    .map(
      (url) =>
        `<p><img alt="image" src="${url}" itemscope="image" itemtype="http://schema.skype.com/AMSImage" id="x_${randomUUID()}"></p>`,
    )
    .join('');

const attached = ({ fileIds = [] }: Typed): string =>
  fileIds.map((id) => `<attachment id="${id}"></attachment>`).join('');
