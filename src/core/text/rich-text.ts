// The shape of Slack's rich_text blocks, as far as we write them.

export interface RichTextStyle {
  bold?: boolean;
  italic?: boolean;
  strike?: boolean;
  code?: boolean;
}

export interface RichTextText {
  type: 'text';
  text: string;
  style?: RichTextStyle;
}

export interface RichTextLink {
  type: 'link';
  url: string;
  text: string;
  style?: RichTextStyle;
}

export type RichTextInline = RichTextText | RichTextLink;

export interface RichTextSection {
  type: 'rich_text_section';
  elements: RichTextInline[];
}

export interface RichTextList {
  type: 'rich_text_list';
  style: 'bullet' | 'ordered';
  indent?: number;
  /** How many numbers an ordered list skips. */
  offset?: number;
  /** 1 inside a quote. */
  border?: 0 | 1;
  elements: RichTextSection[];
}

export interface RichTextQuote {
  type: 'rich_text_quote';
  elements: RichTextInline[];
}

export interface RichTextPreformatted {
  type: 'rich_text_preformatted';
  elements: RichTextText[];
  border?: 0 | 1;
}

export type RichTextPart = RichTextSection | RichTextList | RichTextQuote | RichTextPreformatted;

export interface RichTextBlock {
  type: 'rich_text';
  elements: RichTextPart[];
}
