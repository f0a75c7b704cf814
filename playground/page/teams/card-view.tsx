// Draws one Adaptive Card with its official library and hears what is pressed in it.
import {
  type Action,
  AdaptiveCard,
  HostConfig,
  type IMarkdownProcessingResult,
  OpenUrlAction,
  SerializationContext,
  SubmitActionBase,
} from 'adaptivecards';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CardJson, InputsJson } from '../../teams/protocol.js';
import { toSafeLink } from '../text/safe-url.js';
import { labelActions } from './card-paths.js';
import { hostConfig } from './host-config.js';
import { writeMarkdownHtml } from './markdown-html.js';

// The library's only way to Markdown: whatever it is given comes back with every character escaped.
AdaptiveCard.onProcessMarkdown = (text: string, result: IMarkdownProcessingResult) => {
  result.outputHtml = writeMarkdownHtml(text);
  result.didProcess = true;
};

export interface CardViewProps {
  card: CardJson;
  /** Uses the action at this path with the inputs it takes; resolves when the app has answered. */
  onPress: (action: string, inputs: InputsJson) => Promise<unknown>;
  /** Follows a link within the pane; answers whether it did. */
  onLink?: (url: string) => boolean;
}

export function CardView({ card, onPress, onLink }: CardViewProps) {
  const place = useRef<HTMLDivElement>(null);
  const press = useRef(onPress);
  const follow = useRef(onLink);
  const [busy, setBusy] = useState(false);
  press.current = onPress;
  follow.current = onLink;
  const json = JSON.stringify(card);
  useEffect(() => {
    let pressed = false;
    const use = async (action: Action) => {
      if (action instanceof OpenUrlAction) {
        if (!follow.current?.(action.url ?? '')) openLink(action.url);
        return;
      }
      if (!(action instanceof SubmitActionBase) || pressed) return;
      pressed = true;
      setBusy(true);
      await press.current(action.id ?? '', readInputs(action));
      pressed = false;
      setBusy(false);
    };
    if (place.current) drawInto(place.current, JSON.parse(json), (action) => void use(action));
  }, [json]);
  return <div ref={place} class={busy ? 'card card-busy' : 'card'} aria-busy={busy} />;
}

function drawInto(place: HTMLElement, json: CardJson, use: (action: Action) => void): void {
  const focused = place.contains(document.activeElement) ? readLabel(document.activeElement) : undefined;
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(hostConfig);
  card.onExecuteAction = use;
  card.onAnchorClicked = (_element, anchor) => toSafeLink(anchor.href) === undefined;
  card.parse(labelActions(json), new SerializationContext());
  const drawn = card.render();
  place.replaceChildren(...(drawn ? [drawn] : []));
  // A card that is redrawn under one's hands keeps the keyboard where it was.
  if (focused === undefined) return;
  const same = [...place.querySelectorAll<HTMLElement>('button, input, select, textarea')];
  same.find((element) => readLabel(element) === focused)?.focus({ preventScroll: true });
}

function readLabel(element: Element | null): string {
  return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
}

/** What the action's inputs hold; one that was emptied counts as empty, not as what it held before. */
function readInputs(action: SubmitActionBase): InputsJson {
  return Object.fromEntries(
    Object.entries(action.getReferencedInputs() ?? {}).map(([id, input]) => [
      id,
      input.isSet() ? String(input.value) : '',
    ]),
  );
}

function openLink(url: string | undefined): void {
  const safe = url === undefined ? undefined : toSafeLink(url);
  if (safe !== undefined) window.open(safe, '_blank', 'noopener');
}
