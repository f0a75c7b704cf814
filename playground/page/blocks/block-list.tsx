// Draws a list of Block Kit blocks, whatever surface they stand on.
import type { Block } from '../../slack/protocol.js';
import { parseMarkdown } from '../text/markdown.js';
import { Prose, TextView } from '../text/prose.js';
import { parseRichText } from '../text/rich-text.js';
import { toSafeImage } from '../text/safe-url.js';
import { ElementView } from './element-view.js';
import { InputBlock } from './input-block.js';
import type { BlockShape, ElementShape } from './shape.js';

/** Unknown blocks are named, so that nothing an app sends goes unseen. */
export function BlockList({ blocks }: { blocks: readonly Block[] }) {
  return (
    <div class="blocks">
      {blocks.map((block, index) => (
        <BlockView key={block.block_id ?? index} block={block as unknown as BlockShape} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: BlockShape }) {
  switch (block.type) {
    case 'section':
      return <Section block={block} />;
    case 'header':
      return (
        <h3 class="block-header">
          <TextView value={asTextObject(block.text)} inline />
        </h3>
      );
    case 'context':
      return <Context elements={block.elements ?? []} />;
    case 'actions':
    case 'context_actions':
      return <Actions block={block} />;
    case 'divider':
      return <hr class="block-divider" />;
    case 'image':
      return <ImageBlock block={block} />;
    case 'input':
      return <InputBlock block={block} />;
    case 'rich_text':
      return <Prose blocks={parseRichText(block.elements)} />;
    case 'markdown':
      return <Prose blocks={parseMarkdown(typeof block.text === 'string' ? block.text : '')} />;
    default:
      return <p class="block-unknown">This desk cannot draw a “{block.type}” block.</p>;
  }
}

function Section({ block }: { block: BlockShape }) {
  return (
    <div class="block-section">
      <div class="block-section-words">
        <TextView value={asTextObject(block.text)} />
        {block.fields && (
          <div class="block-fields">
            {block.fields.map((field, index) => (
              <div key={index} class="block-field">
                <TextView value={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {block.accessory && (
        <div class="block-accessory">
          {block.accessory.type === 'image' ? (
            <ElementImage element={block.accessory} look="block-thumb" />
          ) : (
            <ElementView blockId={block.block_id ?? ''} element={block.accessory} />
          )}
        </div>
      )}
    </div>
  );
}

function Context({ elements }: { elements: ElementShape[] }) {
  return (
    <div class="block-context">
      {elements.map((element, index) =>
        element.type === 'image' ? (
          <ElementImage key={index} element={element} look="block-context-image" />
        ) : (
          <div key={index} class="block-context-text">
            <TextView
              value={{ type: element.type, text: typeof element.text === 'string' ? element.text : '' }}
            />
          </div>
        ),
      )}
    </div>
  );
}

function Actions({ block }: { block: BlockShape }) {
  return (
    <div class="block-actions">
      {(block.elements ?? []).map((element, index) => (
        <ElementView key={element.action_id ?? index} blockId={block.block_id ?? ''} element={element} />
      ))}
    </div>
  );
}

function ImageBlock({ block }: { block: BlockShape }) {
  const source = toSafeImage(block.image_url ?? block.slack_file?.url ?? '');
  return (
    <figure class="block-image">
      {block.title && (
        <figcaption>
          <TextView value={block.title} inline />
        </figcaption>
      )}
      {source === undefined ? (
        <p class="block-unknown">{block.alt_text}</p>
      ) : (
        <img src={source} alt={block.alt_text ?? ''} />
      )}
    </figure>
  );
}

function ElementImage({ element, look }: { element: ElementShape; look: string }) {
  const source = toSafeImage(element.image_url ?? '');
  return source === undefined ? null : <img class={look} src={source} alt={element.alt_text ?? ''} />;
}

function asTextObject(text: BlockShape['text']) {
  return typeof text === 'string' ? { type: 'plain_text', text } : text;
}
