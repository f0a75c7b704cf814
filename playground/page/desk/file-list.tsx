// The files of a message: pictures in place, everything else as a card to open.
import type { PageFile } from '../../slack/protocol.js';
import { fileUrl } from '../api.js';
import { Icon } from '../ui/icon.js';

export function FileList({ files }: { files: readonly PageFile[] }) {
  if (files.length === 0) return null;
  return (
    <div class="files">
      {files.map((file) => {
        const url = fileUrl(file.path);
        const isImage = /^image\/(png|jpeg|gif|webp|avif)$/.test(file.mimetype);
        return (
          <a
            key={file.id}
            class={isImage ? 'file-image' : 'file-card'}
            href={url}
            target="_blank"
            rel="noopener noreferrer"
          >
            {isImage ? (
              <img src={url} alt={file.title || file.name} loading="lazy" />
            ) : (
              <>
                <Icon name="file" size={22} />
                <span>
                  <strong>{file.title || file.name}</strong>
                  <small>{formatSize(file.size)}</small>
                </span>
              </>
            )}
          </a>
        );
      })}
    </div>
  );
}

function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
