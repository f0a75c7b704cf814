// What a user of the page can do, and what the stand-in answers.

import type { PageFile } from './messages.js';
import type { InputValues, OptionObject, PageView, PlainText } from './views.js';

export interface Done {
  readonly ok: true;
}

/**
 * A gesture that was not done. `text` is a sentence for the user. When it is the app that failed
 * (`operation_timeout`, `dispatch_failed`, `http_client_error`, `http_service_error`) the same comes as a
 * `toast` by stream, so show only one of the two.
 */
export interface Refusal {
  readonly ok: false;
  readonly error: string;
  readonly text: string;
}

export interface PostGesture {
  readonly user: string;
  readonly channel: string;
  readonly threadTs?: string;
  /** As typed: `@name`, `#channel`, addresses and `*bold*` become Slack's tokens and rich text. */
  readonly text: string;
  readonly fileIds?: readonly string[];
  /** Also show the reply in the channel. */
  readonly broadcast?: boolean;
}

export interface PostAnswer {
  readonly ok: true;
  readonly ts: string;
}

export interface EditGesture {
  readonly user: string;
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
}

export interface DeleteGesture {
  readonly user: string;
  readonly channel: string;
  readonly ts: string;
}

export interface ReactGesture {
  readonly user: string;
  readonly channel: string;
  readonly ts: string;
  readonly name: string;
  readonly remove?: boolean;
}

export interface CommandGesture {
  readonly user: string;
  readonly channel: string;
  /** Set when typed in a thread: refused, as Slack does, and nothing reaches the app. */
  readonly threadTs?: string;
  /** With its slash. */
  readonly command: string;
  readonly text: string;
}

/**
 * A click or a choice. Name the place: `channel` + `ts` for a message, `channel` + `ephemeralTs` for an
 * ephemeral, `viewId` for a modal or the home tab. Of the choices send the one the element makes; a button
 * sends none (its value is read from the block, so a page cannot forge it).
 */
export interface ActionGesture {
  readonly user: string;
  readonly channel?: string;
  readonly ts?: string;
  readonly ephemeralTs?: string;
  readonly viewId?: string;
  readonly blockId: string;
  readonly actionId: string;
  readonly value?: string;
  readonly selectedOption?: OptionObject;
  readonly selectedOptions?: readonly OptionObject[];
  readonly selectedUser?: string;
  readonly selectedChannel?: string;
  readonly selectedConversation?: string;
  readonly selectedDate?: string;
  readonly selectedTime?: string;
  /** What the other inputs of the same message or view hold now. */
  readonly state?: InputValues;
}

export interface ViewSubmitGesture {
  readonly user: string;
  readonly viewId: string;
  readonly values: InputValues;
}

/** `modals` is what is open afterwards; `errors` maps a block id to the sentence under that input. */
export type ViewSubmitAnswer =
  | {
      readonly ok: true;
      readonly outcome: 'closed' | 'updated' | 'pushed';
      readonly modals: readonly PageView[];
    }
  | { readonly ok: true; readonly outcome: 'errors'; readonly errors: Readonly<Record<string, string>> };

export interface ViewCloseGesture {
  readonly user: string;
  readonly viewId: string;
  /** Close the whole stack (the ✕), not only the top view. */
  readonly all?: boolean;
}

/** `channel` and `ts` for a message shortcut, neither for a global one. */
export interface ShortcutGesture {
  readonly user: string;
  readonly callbackId: string;
  readonly channel?: string;
  readonly ts?: string;
}

export interface HomeOpenedGesture {
  readonly user: string;
  readonly tab?: 'home' | 'messages';
}

export interface OptionsGesture {
  readonly user: string;
  readonly channel?: string;
  readonly ts?: string;
  readonly viewId?: string;
  readonly blockId: string;
  readonly actionId: string;
  /** What was typed so far. */
  readonly value: string;
}

export interface OptionsAnswer {
  readonly ok: true;
  readonly options: readonly OptionObject[];
  readonly optionGroups: readonly { readonly label: PlainText; readonly options: readonly OptionObject[] }[];
}

export interface ReadGesture {
  readonly user: string;
  readonly channel: string;
}

export interface UploadAnswer {
  readonly ok: true;
  readonly file: PageFile;
}
