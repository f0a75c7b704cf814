// The customer's side: the demo shop with the real widget in a frame of its own, or a phone on another channel.
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import type { MetaChannel } from '../meta/protocol.js';
import type { DeskKind } from './desk-kind.js';
import { Phone } from './phones/phone.js';
import { channels } from './phones/phones-api.js';
import { Icon } from './ui/icon.js';

/** Each desk answers a site of its own. */
const SHOPS: Record<DeskKind, { readonly url: string; readonly title: string; readonly words: string }> = {
  slack: {
    url: '/playground/shop',
    title: 'Acme, a made-up shop with the chat widget',
    words: 'a made-up shop',
  },
  teams: {
    url: '/playground/wholesale',
    title: 'Acme Wholesale, a made-up shop whose chats are answered on Teams',
    words: 'another made-up shop, answered on Teams',
  },
};

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
  /** Whose customers these are: the phones and the first shop belong to Slack's desk. */
  desk: DeskKind;
}

export function CustomerPane({ frame, medium, onMedium, desk }: CustomerPaneProps) {
  const wholesale = useRef<HTMLIFrameElement>(null);
  // A frame is loaded when its desk is first looked at, and then stays, so that its chat goes on.
  const seen = useRef(new Set<DeskKind>());
  seen.current.add(desk);
  const isShop = desk === 'teams' || medium === 'website';
  const shop = SHOPS[desk];
  return (
    <section class="pane pane-customer" id="pane-customer" aria-label="The customer’s side">
      <header class="pane-head">
        <h2>Customer’s side</h2>
        <span class="quiet">{isShop ? shop.words : 'a simulated phone'}</span>
        {isShop && <ShopTools frame={desk === 'slack' ? frame : wholesale} url={shop.url} />}
      </header>
      {desk === 'slack' && <MediumTabs medium={medium} onMedium={onMedium} />}
      {[...seen.current].map((kind) => (
        <iframe
          key={kind}
          ref={kind === 'slack' ? frame : wholesale}
          class="shop-frame"
          src={SHOPS[kind].url}
          title={SHOPS[kind].title}
          hidden={!isShop || kind !== desk}
        />
      ))}
      {!isShop && <Phone key={medium} channel={medium as MetaChannel} />}
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

function ShopTools({ frame, url }: Pick<CustomerPaneProps, 'frame'> & { readonly url: string }) {
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
        href={url}
        target="_blank"
        rel="noopener"
        aria-label="Open the shop in a tab of its own"
      >
        <Icon name="open" size={15} />
      </a>
    </>
  );
}
