// The lines between messages: the greeting, what happened, and who is writing.

import type { Line } from '../chat.js';
import { parseMarkup } from '../format/parse.js';
import { Prose } from '../format/render.js';
import { usePanelState } from './context.js';
import { Picture } from './picture.js';

/** What the site says before anyone wrote; one that says nothing about it greets in the visitor's language. */
export function Greeting() {
  const { config, words } = usePanelState();
  if (!config) return null;
  const greeting = config.greeting ?? words.greeting;
  if (greeting === '') return null;
  return (
    <div class="row theirs first last greeting">
      <span class="gutter">
        <Picture name={config.name} url={config.pictureUrl} assistant />
      </span>
      <div class="stack">
        <p class="author">
          <bdi>{config.name}</bdi>
          <span class="tag">{words.assistant}</span>
        </p>
        <div class="bubble" dir="auto">
          <Prose document={parseMarkup(greeting)} />
        </div>
      </div>
    </div>
  );
}

export function StatusRow({ line }: { readonly line: Extract<Line, { kind: 'status' }> }) {
  const { words } = usePanelState();
  const said = words.line[line.status];
  return <p class={`status ${line.status}`}>{typeof said === 'function' ? said(line.name) : said}</p>;
}

/** Shown, not read aloud: it comes and goes too often. */
export function TypingRow({ name }: { readonly name: string }) {
  const { words, chat } = usePanelState();
  return (
    <div class="row theirs typing" aria-hidden="true" title={words.typing(name)}>
      <span class="gutter">
        <Picture
          name={name}
          url={chat.agent?.name === name ? chat.agent.pictureUrl : null}
          assistant={chat.status !== 'active'}
        />
      </span>
      <span class="bubble dots">
        <i />
        <i />
        <i />
      </span>
    </div>
  );
}
