// The customer's side: the demo shop with the real widget in it, in a frame of its own.
import type { RefObject } from 'preact';
import { Icon } from './ui/icon.js';

const SHOP = '/playground/shop';

export function CustomerPane({ frame }: { frame: RefObject<HTMLIFrameElement | null> }) {
  return (
    <section class="pane pane-customer" id="pane-customer" aria-label="The customer’s side">
      <header class="pane-head">
        <h2>Customer’s side</h2>
        <span class="quiet">a made-up shop</span>
        <button
          type="button"
          class="icon-button"
          aria-label="Reload the shop"
          title="Reload the shop: the conversation stays"
          onClick={() => frame.current?.contentWindow?.location.reload()}
        >
          <Icon name="reload" size={15} />
        </button>
        <a
          class="icon-button"
          href={SHOP}
          target="_blank"
          rel="noopener"
          aria-label="Open the shop in a tab of its own"
        >
          <Icon name="open" size={15} />
        </a>
      </header>
      <iframe ref={frame} class="shop-frame" src={SHOP} title="Acme, a made-up shop with the chat widget" />
    </section>
  );
}
