// Draws the text tree with Preact nodes only, so that no text can ever become markup.
import type { ComponentChildren } from 'preact';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { findEmoji } from './emoji.js';
import { parseInline, parseMrkdwn, parsePlain } from './mrkdwn.js';
import type { Block, Inline, TextObject } from './tree.js';

/** Who and what mentions point at; unknown ids answer undefined. */
export interface Directory {
  selfId: string;
  userName(id: string): string | undefined;
  channelName(id: string): string | undefined;
  openChannel(id: string): void;
}

export const DirectoryContext = createContext<Directory>({
  selfId: '',
  userName: () => undefined,
  channelName: () => undefined,
  openChannel: () => undefined,
});

/** A whole text made of lines, lists, quotes and code. */
export function Prose({ blocks }: { blocks: Block[] }) {
  return (
    <div class="prose">
      {blocks.map((block, index) => (
        <ProseBlock key={index} block={block} />
      ))}
    </div>
  );
}

/** Slack's own text format. */
export function Mrkdwn({ text, verbatim = false }: { text: string; verbatim?: boolean }) {
  return <Prose blocks={parseMrkdwn(text, { verbatim })} />;
}

/** A text object, on one line when `inline` is asked for. */
export function TextView({ value, inline = false }: { value: TextObject | undefined; inline?: boolean }) {
  if (!value) return null;
  if (value.type === 'mrkdwn') {
    const verbatim = value.verbatim === true;
    if (inline) return <Inlines parts={parseInline(value.text, { verbatim })} />;
    return <Mrkdwn text={value.text} verbatim={verbatim} />;
  }
  return <Inlines parts={parsePlain(value.text, value.emoji !== false)} />;
}

function ProseBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Inlines parts={block.children} />
        </p>
      );
    case 'heading':
      return (
        <p class={`prose-heading prose-heading-${Math.min(block.level, 3)}`}>
          <Inlines parts={block.children} />
        </p>
      );
    case 'pre':
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
    case 'quote':
      return (
        <blockquote>
          {block.children.map((child, index) => (
            <ProseBlock key={index} block={child} />
          ))}
        </blockquote>
      );
    case 'list':
      return <List block={block} />;
    case 'rule':
      return <hr />;
  }
}

function List({ block }: { block: Block & { kind: 'list' } }) {
  const items = block.items.map((item, index) => (
    <li key={index}>
      <Inlines parts={item} />
    </li>
  ));
  const indent = `prose-list prose-indent-${block.indent}`;
  return block.ordered ? (
    <ol class={indent} start={block.start}>
      {items}
    </ol>
  ) : (
    <ul class={indent}>{items}</ul>
  );
}

export function Inlines({ parts }: { parts: Inline[] }) {
  return (
    <>
      {parts.map((part, index) => (
        <InlineView key={index} part={part} />
      ))}
    </>
  );
}

function InlineView({ part }: { part: Inline }): ComponentChildren {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'break':
      return <br />;
    case 'code':
      return <code>{part.text}</code>;
    case 'time':
      return <span class="prose-time">{part.text}</span>;
    case 'emoji':
      return <Emoji name={part.name} />;
    case 'mention':
      return <Mention part={part} />;
    case 'link':
      return (
        <a href={part.url} target="_blank" rel="noopener noreferrer nofollow">
          <Inlines parts={part.children} />
        </a>
      );
    case 'styled':
      return <Styled part={part} />;
  }
}

function Styled({ part }: { part: Inline & { kind: 'styled' } }) {
  const children = <Inlines parts={part.children} />;
  if (part.style === 'bold') return <strong>{children}</strong>;
  if (part.style === 'italic') return <em>{children}</em>;
  return part.style === 'strike' ? <s>{children}</s> : <u>{children}</u>;
}

/** An emoji by its short name; one the desk doesn't know stays `:name:`. */
export function Emoji({ name }: { name: string }) {
  const glyph = findEmoji(name);
  if (glyph === undefined) return <>{`:${name}:`}</>;
  return (
    <span class="emoji" role="img" aria-label={name.replaceAll('_', ' ')} title={`:${name}:`}>
      {glyph}
    </span>
  );
}

function Mention({ part }: { part: Inline & { kind: 'mention' } }) {
  const directory = useContext(DirectoryContext);
  if (part.of === 'channel') {
    const name = directory.channelName(part.id) ?? (part.label || part.id);
    return (
      <button type="button" class="mention mention-link" onClick={() => directory.openChannel(part.id)}>
        #{name}
      </button>
    );
  }
  if (part.of === 'user') {
    const name = directory.userName(part.id) ?? (part.label || part.id);
    return (
      <span class={part.id === directory.selfId ? 'mention mention-self' : 'mention'}>
        @{name.replace(/^@/, '')}
      </span>
    );
  }
  return (
    <span class="mention mention-self">{part.label.startsWith('@') ? part.label : `@${part.label}`}</span>
  );
}
