// One message, and one that is still on its way.

import { useMemo } from 'preact/hooks';
import type { WireFile, WireMessage } from '../../../src/channels/web/wire.js';
import { parseLiteral, parseMarkup } from '../format/parse.js';
import { Prose } from '../format/render.js';
import type { OutboxItem } from '../outbox.js';
import { useActions, usePanelState } from './context.js';
import { Files } from './files.js';
import { Icon } from './icon.js';
import { Picture } from './picture.js';

export interface MessageProps {
  readonly message: WireMessage;
  /** First and last of a row of messages by the same author. */
  readonly first: boolean;
  readonly last: boolean;
  /** The visitor's newest message says that it was sent. */
  readonly newest: boolean;
  readonly show: (file: WireFile) => void;
}

export function MessageRow({ message, first, last, newest, show }: MessageProps) {
  const { words, locale } = usePanelState();
  const mine = message.author === 'contact';
  const name = mine ? words.you : message.name;
  return (
    <div
      class={`row ${mine ? 'mine' : 'theirs'} ${first ? 'first' : ''} ${last ? 'last' : ''}`}
      data-id={message.id}
    >
      {!mine && (
        <span class="gutter">
          {last && (
            <Picture name={message.name} url={message.pictureUrl} assistant={message.author !== 'agent'} />
          )}
        </span>
      )}
      <div class="stack">
        {first && !mine ? (
          <p class="author">
            <bdi>{message.name}</bdi>
            {message.author === 'assistant' && <span class="tag">{words.assistant}</span>}
          </p>
        ) : null}
        <span class="sr">{words.said(name)}</span>
        <Bubble message={message} show={show} />
        {last && (
          <p class="meta">
            {message.edited && !message.deleted && <span>{words.edited} · </span>}
            <time dateTime={message.at}>{showTime(message.at, locale)}</time>
            {mine && newest && (
              <span class="state">
                <Icon name="check" />
                {words.state.sent}
              </span>
            )}
          </p>
        )}
      </div>
    </div>
  );
}

export function showTime(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }).format(new Date(at));
}

function Bubble({ message, show }: { readonly message: WireMessage; readonly show: MessageProps['show'] }) {
  const { words } = usePanelState();
  const document = useMemo(
    () => (message.markup === 'plain' ? parseLiteral(message.text) : parseMarkup(message.text)),
    [message.text, message.markup],
  );
  if (message.deleted) return <p class="bubble gone">{words.deleted}</p>;
  return (
    <>
      {message.text !== '' && (
        <div class="bubble" dir="auto">
          <Prose document={document} />
        </div>
      )}
      {message.files.length > 0 && <Files files={message.files} show={show} />}
      {message.text === '' && message.files.length === 0 && <p class="bubble gone">{message.kind}</p>}
    </>
  );
}

/** A message of the visitor that Baton has not stored yet. */
export function WaitingRow({
  item,
  show,
}: {
  readonly item: OutboxItem;
  readonly show: MessageProps['show'];
}) {
  const { words, online } = usePanelState();
  const { retry, discard } = useActions();
  const failed = item.state === 'failed';
  const state = failed
    ? words.state.failed
    : item.state === 'sending' && online
      ? words.state.sending
      : words.state.waiting;
  return (
    <div class={`row mine first last waiting ${failed ? 'failed' : ''}`}>
      <div class="stack">
        <span class="sr">{words.said(words.you)}</span>
        {item.text !== '' && (
          <div class="bubble" dir="auto">
            <Prose document={parseLiteral(item.text)} />
          </div>
        )}
        {item.files.length > 0 && <Files files={item.files} show={show} />}
        <p class="meta" role={failed ? 'alert' : undefined}>
          <span class="state">
            <Icon name={failed ? 'warn' : 'clock'} />
            {state}
            {failed && item.reason !== null && ` – ${item.reason}`}
          </span>
          {failed && (
            <>
              <button type="button" class="link" onClick={() => retry(item.clientId)}>
                {words.retry}
              </button>
              <button type="button" class="link" onClick={() => discard(item.clientId)}>
                {words.discard}
              </button>
            </>
          )}
        </p>
      </div>
    </div>
  );
}
