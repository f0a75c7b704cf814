// What every drawing of an interactive element is given.
import type { InputValue } from '../../slack/protocol.js';
import type { ElementShape } from './shape.js';

/** How an element inside an input block is tied to its label. */
export interface InputTies {
  id: string;
  describedBy: string;
  wrong: boolean;
  /** The app wants to hear of each change. */
  dispatch: boolean;
}

export interface ElementProps {
  blockId: string;
  element: ElementShape;
  value: InputValue;
  ties: InputTies | undefined;
  /** Keeps a value; elements outside input blocks tell the app at once. */
  onChange: (value: InputValue) => void;
  /** Tells the app even inside an input block, where it asked for that (Enter in a text field). */
  onDispatch: (value: InputValue) => void;
}
