// What can be done with a message on a phone.
import type { PhoneLine } from '../../meta/protocol.js';

/** Every hand starts its gesture; what is refused is shown elsewhere. */
export interface BubbleHands {
  press: (line: PhoneLine, choice: string) => void;
  react: (line: PhoneLine, emoji: string | null) => void;
  reply: (line: PhoneLine) => void;
  edit: (line: PhoneLine) => void;
  unsend: (line: PhoneLine) => void;
}
