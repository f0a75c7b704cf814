// The one text tree every markup is parsed into and printed from, so that formatting survives every crossing.

/** Inline pieces. `text` is literal: printers escape it, nothing in it is ever markup. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly children: readonly Inline[] }
  | { readonly kind: 'mention'; readonly name: string }
  | { readonly kind: 'break' };

export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'heading'; readonly children: readonly Inline[] }
  | { readonly kind: 'code-block'; readonly text: string }
  | { readonly kind: 'quote'; readonly children: readonly Block[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly Block[])[];
    };

/** A whole text. */
export type TextDocument = readonly Block[];

/** A document that shows the string literally, line breaks kept: what customers typed. */
export function literal(text: string): TextDocument {
  const children: Inline[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (index > 0) children.push({ kind: 'break' });
    if (line !== '') children.push({ kind: 'text', text: line });
  }
  return [{ kind: 'paragraph', children }];
}
