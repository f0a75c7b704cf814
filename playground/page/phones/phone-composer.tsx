// Where a customer types on a phone: words, an answer to a message, or other words for one's own.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { MetaChannel, PhoneAct, PhoneLine } from '../../meta/protocol.js';
import { Icon } from '../ui/icon.js';
import { AttachMenu } from './attach-menu.js';
import { describeLine } from './describe-line.js';

/** What the words that are typed are for. */
export interface Purpose {
  readonly kind: 'reply' | 'edit';
  readonly line: PhoneLine;
}

export interface PhoneComposerProps {
  channel: MetaChannel;
  purpose: Purpose | undefined;
  onPurposeDone: () => void;
  onWrite: (text: string) => void;
  onAct: (act: PhoneAct) => void;
  onFile: (file: File) => void;
}

export function PhoneComposer(props: PhoneComposerProps) {
  const { channel, purpose, onPurposeDone, onWrite, onAct, onFile } = props;
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!purpose) return;
    if (purpose.kind === 'edit') setText(purpose.line.text);
    field.current?.focus();
  }, [purpose]);
  const send = () => {
    if (text.trim() === '') return;
    onWrite(text.trim());
    setText('');
  };
  const forget = () => {
    if (purpose?.kind === 'edit') setText('');
    onPurposeDone();
  };
  return (
    <form
      class="phone-composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {purpose && <PurposeLine purpose={purpose} onForget={forget} />}
      <AttachMenu channel={channel} onAct={onAct} onFile={onFile} />
      <textarea
        ref={field}
        class="field"
        rows={1}
        value={text}
        placeholder="Write as the customer"
        aria-label="Write as the customer"
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (event.key === 'Escape' && purpose) forget();
          if (event.key !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          send();
        }}
        onPaste={(event) => {
          const [file] = event.clipboardData?.files ?? [];
          if (!file) return;
          event.preventDefault();
          onFile(file);
        }}
      />
      <button type="submit" class="phone-send" aria-label="Send" title="Send" disabled={text.trim() === ''}>
        <Icon name="send" size={17} />
      </button>
    </form>
  );
}

function PurposeLine({ purpose, onForget }: { purpose: Purpose; onForget: () => void }) {
  return (
    <p class="phone-purpose">
      <Icon name={purpose.kind === 'edit' ? 'edit' : 'reply'} size={14} />
      <span>
        {purpose.kind === 'edit' ? 'Other words for' : 'In answer to'}: {describeLine(purpose.line)}
      </span>
      <button type="button" class="icon-button" aria-label="Never mind" onClick={onForget}>
        <Icon name="close" size={13} />
      </button>
    </p>
  );
}
