// Someone's round picture, or what stands for it: initials for people, a spark for the assistant.

import { useEffect, useState } from 'preact/hooks';
import { Icon } from './icon.js';

export interface PictureProps {
  readonly name: string;
  readonly url: string | null;
  readonly assistant: boolean;
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return ends
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase();
}

/** A decoration beside the name. */
export function Picture({ name, url, assistant }: PictureProps) {
  const [broken, setBroken] = useState(false);
  useEffect(() => setBroken(false), [url]);
  return (
    <span class={assistant ? 'picture assistant' : 'picture'} aria-hidden="true">
      {url !== null && !broken ? (
        <img src={url} alt="" onError={() => setBroken(true)} />
      ) : assistant ? (
        <Icon name="spark" />
      ) : (
        initialsOf(name)
      )}
    </span>
  );
}
