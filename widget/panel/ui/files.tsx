// Files of a message: pictures in place, sound and film with their player, everything else as a card.

import { useState } from 'preact/hooks';
import type { WireFile } from '../../../src/channels/web/wire.js';
import { showSize } from '../uploads.js';
import { usePanelState } from './context.js';
import { Icon } from './icon.js';

export interface FilesProps {
  readonly files: readonly WireFile[];
  readonly show: (file: WireFile) => void;
}

export function Files({ files, show }: FilesProps) {
  return (
    <div class="files">
      {files.map((file) => {
        const family = file.type.split('/')[0];
        if (family === 'image') return <ImageFile key={file.id} file={file} show={show} />;
        if (family === 'audio')
          return (
            <audio key={file.id} controls preload="metadata" src={file.url} aria-label={file.name}>
              <track kind="captions" />
            </audio>
          );
        if (family === 'video')
          return (
            <video key={file.id} controls preload="metadata" src={file.url} aria-label={file.name}>
              <track kind="captions" />
            </video>
          );
        return <FileCard key={file.id} file={file} />;
      })}
    </div>
  );
}

/** Keeps the address it began with, so that fresh links do not make it load again; takes the latest when that fails. */
function ImageFile({ file, show }: { readonly file: WireFile; readonly show: FilesProps['show'] }) {
  const { words } = usePanelState();
  const [url, setUrl] = useState(file.url);
  const [failed, setFailed] = useState(false);
  const onError = () => {
    if (url === file.url) setFailed(true);
    else setUrl(file.url);
  };
  if (failed && url === file.url) return <FileCard file={file} />;
  return (
    <button type="button" class="image" aria-label={words.showImage(file.name)} onClick={() => show(file)}>
      <img
        src={url}
        alt={words.image(file.name)}
        loading="lazy"
        onError={onError}
        onLoad={() => setFailed(false)}
      />
    </button>
  );
}

export function FileCard({ file }: { readonly file: WireFile }) {
  const { words, locale } = usePanelState();
  return (
    <a
      class="card"
      href={file.url}
      target="_blank"
      rel="noopener noreferrer"
      download={file.type === 'application/pdf' ? undefined : file.name}
    >
      <Icon name="file" />
      <span class="about">
        <bdi class="name">{file.name}</bdi>
        <span class="size">{showSize(file.sizeBytes, locale)}</span>
      </span>
      <span class="sr">{words.download}</span>
      <Icon name="download" />
    </a>
  );
}
