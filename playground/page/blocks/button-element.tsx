// A button of a card, with its question before it acts where the app asked for one.
import { useState } from 'preact/hooks';
import { parsePlain } from '../text/mrkdwn.js';
import { Inlines } from '../text/prose.js';
import { toSafeLink } from '../text/safe-url.js';
import { useBlockHost } from './block-host.js';
import { ConfirmDialog } from './confirm-dialog.js';
import type { ElementProps } from './element-props.js';

export function ButtonElement({ blockId, element }: ElementProps) {
  const host = useBlockHost();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const label =
    typeof element.text === 'string' ? element.text : (element.text?.text ?? element.alt_text ?? '…');
  const url = element.url === undefined ? undefined : toSafeLink(element.url);
  const act = async () => {
    if (url !== undefined) window.open(url, '_blank', 'noopener,noreferrer');
    setBusy(true);
    await host.act(blockId, element, { type: element.type });
    setBusy(false);
  };
  return (
    <>
      <button
        type="button"
        class={`button ${element.style === 'primary' ? 'button-primary' : ''} ${element.style === 'danger' ? 'button-danger' : ''}`}
        aria-label={element.accessibility_label}
        aria-busy={busy}
        disabled={busy}
        onClick={() => (element.confirm ? setAsking(true) : void act())}
      >
        <Inlines parts={parsePlain(label)} />
      </button>
      {asking && element.confirm && (
        <ConfirmDialog
          confirm={element.confirm}
          onAnswer={(yes) => {
            setAsking(false);
            if (yes) void act();
          }}
        />
      )}
    </>
  );
}
