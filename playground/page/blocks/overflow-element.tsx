// The menu of a card's lesser actions.
import { useState } from 'preact/hooks';
import { TextView } from '../text/prose.js';
import { toSafeLink } from '../text/safe-url.js';
import { Icon } from '../ui/icon.js';
import { Popover } from '../ui/popover.js';
import { useBlockHost } from './block-host.js';
import { ConfirmDialog } from './confirm-dialog.js';
import type { ElementProps } from './element-props.js';

export function OverflowElement({ blockId, element }: ElementProps) {
  const host = useBlockHost();
  const [asking, setAsking] = useState<number | undefined>(undefined);
  const options = element.options ?? [];
  const act = (index: number) => {
    const option = options[index];
    if (!option) return;
    const url = option.url === undefined ? undefined : toSafeLink(option.url);
    if (url !== undefined) window.open(url, '_blank', 'noopener,noreferrer');
    void host.act(blockId, element, { type: 'overflow', selected_option: option });
  };
  return (
    <>
      <Popover label="More actions" button={<Icon name="more" />} buttonClass="button button-icon">
        {(close) => (
          <div role="menu" class="menu">
            {options.map((option, index) => (
              <button
                key={option.value}
                type="button"
                role="menuitem"
                class="menu-item"
                onClick={() => {
                  close();
                  if (element.confirm) setAsking(index);
                  else act(index);
                }}
              >
                <TextView value={option.text} inline />
              </button>
            ))}
          </div>
        )}
      </Popover>
      {asking !== undefined && element.confirm && (
        <ConfirmDialog
          confirm={element.confirm}
          onAnswer={(yes) => {
            setAsking(undefined);
            if (yes) act(asking);
          }}
        />
      )}
    </>
  );
}
