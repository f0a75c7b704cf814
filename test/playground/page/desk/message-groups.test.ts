// Proves where days begin and which lines stay close to the one above.
import { describe, expect, it } from 'vitest';
import { arrangeMessages } from '../../../../playground/page/desk/message-groups.js';
import { makeMessage } from './sample-desk.js';

const nowMs = new Date(2026, 10, 22, 12).getTime();
const ts = (day: number, minute: number) => (new Date(2026, 10, day, 9, minute).getTime() / 1000).toFixed(6);

describe('arrangeMessages', () => {
  it('names each day once', () => {
    const rows = arrangeMessages(
      [
        makeMessage({ ts: ts(20, 0) }),
        makeMessage({ ts: ts(21, 0) }),
        makeMessage({ ts: ts(22, 0) }),
        makeMessage({ ts: ts(22, 1) }),
      ],
      nowMs,
    );
    expect(rows.map((row) => row.day)).toEqual(['Friday 20 November', 'Yesterday', 'Today', undefined]);
  });
  it('keeps lines of one author together, for five minutes and no longer', () => {
    const rows = arrangeMessages(
      [
        makeMessage({ ts: ts(22, 0) }),
        makeMessage({ ts: ts(22, 3) }),
        makeMessage({ ts: ts(22, 20) }),
        makeMessage({ ts: ts(22, 21) }, 'U1'),
      ],
      nowMs,
    );
    expect(rows.map((row) => row.follows)).toEqual([false, true, false, false]);
  });
  it('never hides the author of a line behind a card with replies or an ephemeral', () => {
    const rows = arrangeMessages(
      [
        makeMessage({ ts: ts(22, 0), replyCount: 2 }),
        makeMessage({ ts: ts(22, 1) }),
        makeMessage({ ts: ts(22, 2), isEphemeral: true }),
      ],
      nowMs,
    );
    expect(rows.map((row) => row.follows)).toEqual([false, false, false]);
  });
});
