// The small tree every kind of message text is parsed into before it is drawn.

/** A stretch of text inside a line. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'styled'; style: TextStyle; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; url: string; children: Inline[] }
  | { kind: 'mention'; of: 'user' | 'channel' | 'group' | 'everyone'; id: string; label: string }
  | { kind: 'emoji'; name: string }
  | { kind: 'time'; text: string }
  | { kind: 'break' };

export type TextStyle = 'bold' | 'italic' | 'strike' | 'underline';

/** A stretch of text that stands on lines of its own. */
export type Block =
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'heading'; level: number; children: Inline[] }
  | { kind: 'pre'; text: string }
  | { kind: 'quote'; children: Block[] }
  | { kind: 'list'; ordered: boolean; start: number; indent: number; items: Inline[][] }
  | { kind: 'rule' };

/** A `plain_text` or `mrkdwn` text object as it appears in blocks. */
export interface TextObject {
  type: string;
  text: string;
  emoji?: boolean;
  verbatim?: boolean;
}

/** Joins neighbouring plain stretches, so that parsers may push single characters. */
export function mergeText(parts: Inline[]): Inline[] {
  const merged: Inline[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.kind === 'text' && last?.kind === 'text') {
      merged[merged.length - 1] = { kind: 'text', text: last.text + part.text };
    } else if (part.kind !== 'text' || part.text !== '') {
      merged.push(part);
    }
  }
  return merged;
}

/** The words of a tree without any style, for labels and accessible names. */
export function flattenText(parts: Inline[]): string {
  return parts
    .map((part) => {
      if (part.kind === 'text' || part.kind === 'code' || part.kind === 'time') return part.text;
      if (part.kind === 'styled' || part.kind === 'link') return flattenText(part.children);
      if (part.kind === 'mention') return part.label;
      return part.kind === 'emoji' ? `:${part.name}:` : '\n';
    })
    .join('');
}
