// A file that Teams keeps to itself: whoever asks for its bytes learns why, and its author gets a link that takes it.

import { Failure } from '../../core/errors.js';
import type { Card, LinkButton } from '../cards/card.js';
import type { DeskFile, Mouth } from '../invocation.js';
import { sayCard } from './say.js';

const sentence = 'Teams gives apps no files of channels; the button below takes it.';

export interface AbsentFile {
  readonly file: DeskFile;
  /** The mouth of the line it is attached to: where it tells of this file, the button stands below. */
  mouthOf(mouth: Mouth): Mouth;
  /** Tells of the link, when the file was wanted and nobody told yet. */
  finish(mouth: Mouth): Promise<void>;
}

/** Creates the file; `makeLink` makes its one-time address. Only a line that the house takes has its files fetched. */
export function createAbsentFile(makeLink: () => string): AbsentFile {
  let isWanted = false;
  let isTold = false;
  const button = (): LinkButton => ({ kind: 'link', label: 'Send the file', url: makeLink() });
  const withButton = (card: Card): Card => {
    isTold = true;
    return { ...card, parts: [...card.parts, { kind: 'controls', controls: [button()] }] };
  };
  return {
    file: {
      name: 'attachment',
      sizeBytes: 0,
      async fetch() {
        isWanted = true;
        throw new Failure(sentence, { class: 'content', code: 'no_channel_files' });
      },
    },
    mouthOf: (mouth) => ({
      ...mouth,
      whisper: (card) =>
        mouth.whisper(isWanted && !isTold && card.fallback.includes(sentence) ? withButton(card) : card),
    }),
    async finish(mouth) {
      if (isWanted && !isTold)
        await mouth.whisper(withButton(sayCard(`⚠️ The file was not sent: ${sentence}`)));
    },
  };
}
