// Parses the HTML subset of a chat line into the same text tree; what it does not know leaves only its words.
import { parseDocument } from 'htmlparser2';
import { toSafeLink } from '../text/safe-url.js';
import { type Block, type Inline, mergeText, type TextStyle } from '../text/tree.js';

type Node = ReturnType<typeof parseDocument>['children'][number];

const STYLES: Readonly<Record<string, TextStyle>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  s: 'strike',
  strike: 'strike',
  del: 'strike',
};
/** Pictures and attachments of a line are shown under it. */
const SILENT = new Set(['script', 'style', 'attachment', 'img', 'head', 'title']);

/** Where the walk puts what it finds: the blocks so far and the line being gathered. */
interface Sink {
  readonly blocks: Block[];
  line: Inline[];
}

/** Paragraphs, breaks, emphasis, code, lists, quotes, links, mentions and named emoji. Never throws. */
export function parseHtml(html: string): Block[] {
  return readBlocks(parseDocument(html).children);
}

function readBlocks(nodes: readonly Node[]): Block[] {
  const sink: Sink = { blocks: [], line: [] };
  for (const node of nodes) addNode(sink, node);
  endLine(sink);
  return sink.blocks;
}

function addNode(sink: Sink, node: Node): void {
  if (!('name' in node) || !('children' in node)) {
    sink.line.push(...readInline(node));
    return;
  }
  const { name, children } = node;
  if (SILENT.has(name)) return;
  const heading = /^h([1-6])$/.exec(name);
  if (name === 'p' || name === 'div') {
    endLine(sink);
    for (const child of children) addNode(sink, child);
    endLine(sink);
  } else if (heading) {
    addBlock(sink, { kind: 'heading', level: Number(heading[1]), children: readInlines(children) });
  } else if (name === 'blockquote') addBlock(sink, { kind: 'quote', children: readBlocks(children) });
  else if (name === 'pre') addBlock(sink, { kind: 'pre', text: readWords(node) });
  else if (name === 'ul' || name === 'ol') addBlock(sink, readList(name === 'ol', children));
  else if (name === 'hr') addBlock(sink, { kind: 'rule' });
  else sink.line.push(...readInline(node));
}

function addBlock(sink: Sink, block: Block): void {
  endLine(sink);
  sink.blocks.push(block);
}

function endLine(sink: Sink): void {
  const children = trimLine(mergeText(sink.line));
  if (children.length > 0) sink.blocks.push({ kind: 'paragraph', children });
  sink.line = [];
}

/** Layout between tags is no text of anyone. */
function trimLine(parts: Inline[]): Inline[] {
  const isBlank = (part: Inline | undefined) => part?.kind === 'text' && part.text.trim() === '';
  let start = 0;
  let end = parts.length;
  while (start < end && isBlank(parts[start])) start += 1;
  while (end > start && isBlank(parts[end - 1])) end -= 1;
  return parts.slice(start, end);
}

function readList(ordered: boolean, nodes: readonly Node[]): Block {
  const items = nodes.flatMap((node) =>
    'name' in node && node.name === 'li' && 'children' in node ? [readInlines(node.children)] : [],
  );
  return { kind: 'list', ordered, start: 1, indent: 0, items };
}

function readInlines(nodes: readonly Node[]): Inline[] {
  return mergeText(nodes.flatMap(readInline));
}

function readInline(node: Node): Inline[] {
  if ('data' in node && node.type === 'text')
    return [{ kind: 'text', text: node.data.replace(/\s*\n\s*/g, ' ') }];
  if (!('name' in node) || !('children' in node)) return [];
  const { name, children } = node;
  if (SILENT.has(name)) return [];
  if (name === 'br') return [{ kind: 'break' }];
  if (name === 'code') return [{ kind: 'code', text: readWords(node) }];
  if (name === 'at' || (name === 'span' && readAttribute(node, 'itemtype').endsWith('/Mention'))) {
    const label = readWords(node);
    return [{ kind: 'mention', of: 'user', id: label, label }];
  }
  if (name === 'emoji') return [{ kind: 'text', text: readAttribute(node, 'alt') }];
  const style = STYLES[name];
  if (style) return [{ kind: 'styled', style, children: readInlines(children) }];
  const url = name === 'a' ? toSafeLink(readAttribute(node, 'href')) : undefined;
  if (url !== undefined) return [{ kind: 'link', url, children: readInlines(children) }];
  return readInlines(children);
}

function readAttribute(node: Node, name: string): string {
  return 'attribs' in node ? (node.attribs[name] ?? '') : '';
}

function readWords(node: Node): string {
  if ('data' in node && node.type === 'text') return node.data;
  if (!('children' in node)) return '';
  if ('name' in node && node.name === 'br') return '\n';
  return node.children.map(readWords).join('');
}
