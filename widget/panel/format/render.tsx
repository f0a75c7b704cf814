// Draws the text tree as nodes; text stays text, links are rebuilt from checked addresses.

import type { ComponentChildren } from 'preact';
import type { Block, Inline, TextDocument } from '../../../src/core/text/document.js';
import { safeUrl } from './safe-url.js';

/** A whole message. */
export function Prose({ document }: { readonly document: TextDocument }) {
  return <div class="prose">{document.map(drawBlock)}</div>;
}

function drawBlock(block: Block, index: number): ComponentChildren {
  switch (block.kind) {
    case 'paragraph':
      return <p key={index}>{block.children.map(drawInline)}</p>;
    case 'heading':
      return (
        <p key={index}>
          <strong>{block.children.map(drawInline)}</strong>
        </p>
      );
    case 'code-block':
      return (
        <pre key={index}>
          <code>{block.text}</code>
        </pre>
      );
    case 'quote':
      return <blockquote key={index}>{block.children.map(drawBlock)}</blockquote>;
    case 'list': {
      const items = block.items.map(drawItem);
      return block.ordered ? (
        <ol key={index} start={block.start}>
          {items}
        </ol>
      ) : (
        <ul key={index}>{items}</ul>
      );
    }
  }
}

function drawItem(item: readonly Block[], index: number): ComponentChildren {
  return <li key={index}>{item.map(drawBlock)}</li>;
}

function drawInline(inline: Inline, index: number): ComponentChildren {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'bold':
      return <strong key={index}>{inline.children.map(drawInline)}</strong>;
    case 'italic':
      return <em key={index}>{inline.children.map(drawInline)}</em>;
    case 'strike':
      return <s key={index}>{inline.children.map(drawInline)}</s>;
    case 'code':
      return <code key={index}>{inline.text}</code>;
    case 'mention':
      return <bdi key={index}>@{inline.name}</bdi>;
    case 'break':
      return <br key={index} />;
    case 'link': {
      const url = safeUrl(inline.url);
      const children = inline.children.map(drawInline);
      return url === null ? (
        children
      ) : (
        <a key={index} href={url} target="_blank" rel="noopener noreferrer nofollow ugc">
          {children}
        </a>
      );
    }
  }
}
