// Every select menu: fixed options, options the app looks up, people and places; one choice or several.
import { useEffect, useState } from 'preact/hooks';
import type { InputValue, OptionObject } from '../../slack/protocol.js';
import { parsePlain } from '../text/mrkdwn.js';
import { Inlines } from '../text/prose.js';
import { Icon } from '../ui/icon.js';
import { Popover } from '../ui/popover.js';
import { type BlockHost, useBlockHost } from './block-host.js';
import type { ElementProps } from './element-props.js';
import { listFixed, pickOptions, readPicked } from './select-options.js';

const TYPING_PAUSE_MS = 200;

export function SelectElement(props: ElementProps) {
  const host = useBlockHost();
  const { element, value, ties } = props;
  const many = element.type.startsWith('multi_');
  const picked = readPicked(value, host);
  const label = picked.map((option) => option.text.text).join(', ');
  return (
    <Popover
      label={`${element.placeholder?.text ?? 'Choose'}${label === '' ? '' : `: ${label}`}`}
      haspopup="listbox"
      buttonClass={`select ${ties?.wrong ? 'select-wrong' : ''} ${label === '' ? 'select-empty' : ''}`}
      panelClass="picker"
      button={
        <>
          <span class="select-words">
            <Inlines parts={parsePlain(label === '' ? (element.placeholder?.text ?? 'Choose…') : label)} />
          </span>
          <Icon name="down" size={14} />
        </>
      }
    >
      {(close) => <OptionList {...props} host={host} many={many} picked={picked} onDone={close} />}
    </Popover>
  );
}

interface OptionListProps extends ElementProps {
  host: BlockHost;
  many: boolean;
  picked: OptionObject[];
  onDone: () => void;
}

function OptionList({ blockId, element, host, many, picked, onChange, onDone }: OptionListProps) {
  const [typed, setTyped] = useState('');
  const options = useOptions(host, blockId, element, typed);
  const pick = (option: OptionObject) => {
    const next: InputValue = pickOptions(element.type, picked, option);
    onChange(next);
    if (!many) onDone();
  };
  return (
    <>
      <input
        class="field picker-filter"
        type="search"
        placeholder="Search…"
        aria-label="Search the options"
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <div
        role="listbox"
        class="picker-list"
        aria-multiselectable={many}
        aria-label={element.placeholder?.text ?? 'Options'}
      >
        {options === undefined && <p class="picker-note">Looking…</p>}
        {options?.length === 0 && <p class="picker-note">Nothing fits.</p>}
        {options?.map((option) => {
          const isPicked = picked.some((other) => other.value === option.value);
          return (
            <button
              key={option.value}
              type="button"
              role="option"
              aria-selected={isPicked}
              class="menu-item"
              onClick={() => pick(option)}
            >
              <span class="picker-words">
                <Inlines parts={parsePlain(option.text.text)} />
                {option.description && <small>{option.description.text}</small>}
              </span>
              {isPicked && <Icon name="check" size={14} />}
            </button>
          );
        })}
      </div>
    </>
  );
}

/** The options that fit what was typed; undefined while the app is asked. */
function useOptions(host: BlockHost, blockId: string, element: ElementProps['element'], typed: string) {
  const external = element.type.endsWith('external_select');
  const [found, setFound] = useState<readonly OptionObject[] | undefined>(undefined);
  useEffect(() => {
    if (!external) return undefined;
    if (typed.length < (element.min_query_length ?? 0)) {
      setFound([]);
      return undefined;
    }
    let stale = false;
    const timer = setTimeout(
      async () => {
        const options = await host.readOptions(blockId, element, typed);
        if (!stale) setFound(options);
      },
      typed === '' ? 0 : TYPING_PAUSE_MS,
    );
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [typed, external]);
  if (external) return found;
  return listFixed(element, host).filter((option) =>
    option.text.text.toLowerCase().includes(typed.toLowerCase()),
  );
}
