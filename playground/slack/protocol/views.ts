// Modals, the home tab and what their inputs hold.

import type { Block } from './block.js';

export interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji?: boolean;
}

export interface PageView {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly title: PlainText | null;
  readonly submit: PlainText | null;
  readonly close: PlainText | null;
  readonly blocks: readonly Block[];
  readonly hash: string;
  readonly rootViewId: string;
  readonly previousViewId: string | null;
}

/** A picked option as Slack writes it. */
export interface OptionObject {
  readonly text: { readonly type: string; readonly text: string; readonly emoji?: boolean };
  readonly value: string;
  readonly description?: { readonly type: string; readonly text: string };
}

/** What one input holds, as in Slack's `state.values`; send only the member that fits the element. */
export interface InputValue {
  readonly type?: string;
  readonly value?: string | null;
  readonly selected_option?: OptionObject | null;
  readonly selected_options?: readonly OptionObject[];
  readonly selected_user?: string | null;
  readonly selected_users?: readonly string[];
  readonly selected_channel?: string | null;
  readonly selected_conversation?: string | null;
  readonly selected_date?: string | null;
  readonly selected_time?: string | null;
  /** `file_input`: ids from `/upload`. */
  readonly files?: readonly string[];
}

/** block id → action id → value. Inputs left out keep the block's initial value. */
export type InputValues = Readonly<Record<string, Readonly<Record<string, InputValue>>>>;
