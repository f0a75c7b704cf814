// An input with its label, hint and error, tied together for screen readers.
import { useId } from 'preact/hooks';
import { TextView } from '../text/prose.js';
import { useBlockHost } from './block-host.js';
import { ElementView } from './element-view.js';
import type { BlockShape } from './shape.js';

const GROUPS = new Set(['radio_buttons', 'checkboxes']);

export function InputBlock({ block }: { block: BlockShape }) {
  const host = useBlockHost();
  const id = useId();
  const blockId = block.block_id ?? '';
  const error = host.errors[blockId];
  if (!block.element) return null;
  const words = (
    <>
      <TextView value={block.label} inline />
      {block.optional && <span class="input-optional"> (optional)</span>}
    </>
  );
  return (
    <div class={error ? 'input-block input-wrong' : 'input-block'}>
      {GROUPS.has(block.element.type) ? (
        <span class="input-label" id={`${id}-label`}>
          {words}
        </span>
      ) : (
        <label class="input-label" id={`${id}-label`} for={id}>
          {words}
        </label>
      )}
      <ElementView
        blockId={blockId}
        element={block.element}
        input={{
          id,
          describedBy: `${id}-note`,
          wrong: error !== undefined,
          dispatch: block.dispatch_action === true,
        }}
      />
      <div id={`${id}-note`} aria-live="polite">
        {error && <p class="input-error">{error}</p>}
        {block.hint && (
          <p class="input-hint">
            <TextView value={block.hint} inline />
          </p>
        )}
      </div>
    </div>
  );
}
