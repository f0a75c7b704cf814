// Renders files as rows with a signed link each, small pictures above: Teams takes no files from bots in channels.

import type { Json } from '../../core/payload.js';
import type { PersonalFile, Post } from '../desk.js';
import { textLine, titleOf } from './elements.js';

type PostFile = Extract<Post, { kind: 'words' }>['files'][number];

/** What Teams shows inline. */
const shown: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif']);
const signs: readonly (readonly [start: string, sign: string])[] = [
  ['image/', '🖼'],
  ['audio/', '🎤'],
  ['video/', '🎬'],
];

/** The longest description of a picture: four of them and their links fit into a message. */
const altLimit = 600;
/** The most files of one card. */
const mostFiles = 20;

/** One element for each picture and for each file. */
export function renderFileRows(files: readonly PostFile[]): Json[] {
  return files.slice(0, mostFiles).flatMap((file) => {
    const url = file.link();
    const row = renderRow(file, url);
    return shown.has(file.type) ? [renderPicture(file, url), row] : [row];
  });
}

/** Pictures as wide as the message, that open large; everything else as rows. */
export function renderPersonalFiles(files: readonly PersonalFile[]): Json[] {
  return files.map((file) => {
    const url = file.link();
    if (!shown.has(file.type)) return renderRow(file, url);
    const altText = titleOf(file.alt, altLimit);
    return {
      type: 'Image',
      url,
      altText,
      size: 'Stretch',
      spacing: 'Medium',
      msTeams: { allowExpand: true },
    };
  });
}

function renderPicture({ name }: PostFile, url: string): Json {
  return {
    type: 'Image',
    url,
    altText: titleOf(name, 100),
    size: 'Large',
    spacing: 'Medium',
    selectAction: { type: 'Action.OpenUrl', url },
  };
}

function renderRow({ name, type }: Pick<PostFile, 'name' | 'type'>, url: string): Json {
  const sign = signs.find(([start]) => type.startsWith(start))?.[1] ?? '📎';
  const action = { type: 'Action.OpenUrl', title: 'Open', url };
  const kind = textLine(titleOf(type, 60), { size: 'Small', isSubtle: true }, 'None');
  const items = [textLine(`${sign} ${titleOf(name, 120)}`), kind];
  return {
    type: 'ColumnSet',
    spacing: 'Small',
    columns: [
      { type: 'Column', width: 'stretch', verticalContentAlignment: 'Center', items },
      { type: 'Column', width: 'auto', items: [{ type: 'ActionSet', actions: [action] }] },
    ],
  };
}
