// The button that opens the computer's own choice of files.
import { useRef } from 'preact/hooks';
import { Icon } from './icon.js';

interface AttachButtonProps {
  readonly title?: string;
  readonly onFiles: (files: File[]) => void;
}

export function AttachButton({ title = 'Attach files', onFiles }: AttachButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label="Attach files"
        title={title}
        onClick={() => input.current?.click()}
      >
        <Icon name="attach" size={17} />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
