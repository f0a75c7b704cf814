// Turns the shop's visitor into the tour's customer, so that the tour happens in the widget before one's eyes.
import type { TourVisitor } from './api.js';

/** The shop's window, with the widget's own calls. */
type ShopWindow = Window & { baton?: (command: string) => void };

/** Puts the visitor where the widget keeps its own, and loads the shop again with the chat open. */
export function showShopAs(frame: HTMLIFrameElement | null, visitor: TourVisitor): void {
  const shop = frame?.contentWindow as ShopWindow | null | undefined;
  if (!frame || !shop) return;
  localStorage.setItem(`baton:${visitor.site}`, visitor.token);
  frame.addEventListener('load', () => (frame.contentWindow as ShopWindow | null)?.baton?.('show'), {
    once: true,
  });
  shop.location.reload();
}
