// The customer's side: the demo shop with the real widget in a frame of its own, or a phone on another channel.
import type { RefObject } from 'preact';
import type { MetaChannel } from '../meta/protocol.js';
import { Phone } from './phones/phone.js';
import { channels } from './phones/phones-api.js';
import { Icon } from './ui/icon.js';

const SHOP = '/playground/shop';

/** Where the customer writes. */
export type Medium = 'website' | MetaChannel;

const MEDIA: readonly { readonly medium: Medium; readonly name: string }[] = [
  { medium: 'website', name: 'Website' },
  { medium: 'whatsapp', name: channels.whatsapp.name },
  { medium: 'messenger', name: channels.messenger.name },
  { medium: 'instagram', name: channels.instagram.name },
];

export interface CustomerPaneProps {
  frame: RefObject<HTMLIFrameElement | null>;
  medium: Medium;
  onMedium: (medium: Medium) => void;
}

export function CustomerPane({ frame, medium, onMedium }: CustomerPaneProps) {
  const isShop = medium === 'website';
  return (
    <section class="pane pane-customer" id="pane-customer" aria-label="The customer’s side">
      <header class="pane-head">
        <h2>Customer’s side</h2>
        <span class="quiet">{isShop ? 'a made-up shop' : 'a simulated phone'}</span>
        {isShop && <ShopTools frame={frame} />}
      </header>
      <MediumTabs medium={medium} onMedium={onMedium} />
      {/* The shop stays where it is, so that its chat goes on while another phone is looked at. */}
      <iframe
        ref={frame}
        class="shop-frame"
        src={SHOP}
        title="Acme, a made-up shop with the chat widget"
        hidden={!isShop}
      />
      {!isShop && <Phone key={medium} channel={medium} />}
    </section>
  );
}

function MediumTabs({ medium, onMedium }: Pick<CustomerPaneProps, 'medium' | 'onMedium'>) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const step = event.key === 'ArrowRight' ? 1 : MEDIA.length - 1;
    const at = MEDIA.findIndex((one) => one.medium === medium);
    const next = MEDIA[(at + step) % MEDIA.length];
    if (next) onMedium(next.medium);
    const tabs = (event.currentTarget as HTMLElement).querySelectorAll('button');
    tabs[(at + step) % MEDIA.length]?.focus();
  };
  return (
    <div class="tabs medium-tabs" role="tablist" aria-label="Where the customer writes" onKeyDown={onKeyDown}>
      {MEDIA.map((one) => (
        <button
          key={one.medium}
          type="button"
          role="tab"
          class="tab"
          aria-selected={medium === one.medium}
          tabIndex={medium === one.medium ? 0 : -1}
          onClick={() => onMedium(one.medium)}
        >
          {one.name}
        </button>
      ))}
    </div>
  );
}

function ShopTools({ frame }: Pick<CustomerPaneProps, 'frame'>) {
  return (
    <>
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
    </>
  );
}
