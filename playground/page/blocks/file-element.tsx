// The file input of forms: files are uploaded at once, the form then names them.
import { useState } from 'preact/hooks';
import type { PageFile } from '../../slack/protocol.js';
import { Icon } from '../ui/icon.js';
import { useBlockHost } from './block-host.js';
import type { ElementProps } from './element-props.js';

export function FileElement({ element, value, ties, onChange }: ElementProps) {
  const host = useBlockHost();
  const [files, setFiles] = useState<PageFile[]>([]);
  const [busy, setBusy] = useState(false);
  const held = value.files ?? [];
  const keep = (next: PageFile[]) => {
    setFiles(next);
    onChange({ type: element.type, files: next.map((file) => file.id) });
  };
  const add = async (list: FileList | null) => {
    setBusy(true);
    const added = await Promise.all([...(list ?? [])].map((file) => host.upload(file)));
    setBusy(false);
    keep([...files, ...added.filter((file) => file !== undefined)]);
  };
  return (
    <div class="file-input">
      <input
        id={ties?.id}
        type="file"
        multiple
        disabled={busy}
        aria-describedby={ties?.describedBy}
        onChange={(event) => void add(event.currentTarget.files)}
      />
      <ul class="chips">
        {files
          .filter((file) => held.includes(file.id))
          .map((file) => (
            <li key={file.id} class="chip">
              <Icon name="file" size={14} />
              {file.name}
              <button
                type="button"
                class="chip-remove"
                aria-label={`Remove ${file.name}`}
                onClick={() => keep(files.filter((other) => other.id !== file.id))}
              >
                <Icon name="close" size={12} />
              </button>
            </li>
          ))}
      </ul>
    </div>
  );
}
