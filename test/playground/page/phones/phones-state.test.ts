// Proves how events change what the phones show.
import { describe, expect, it } from 'vitest';
import type { PhoneCustomer, PhoneLine } from '../../../../playground/meta/protocol.js';
import {
  applyPhoneEvent,
  NO_PHONES,
  offeredReplies,
  type PhonesState,
  shownCustomer,
} from '../../../../playground/page/phones/phones-state.js';
import { describeWindow } from '../../../../playground/page/phones/window-words.js';

const hour = 3_600_000;
const customer = (facts: Partial<PhoneCustomer> = {}): PhoneCustomer => ({
  id: 'messenger-1',
  channel: 'messenger',
  name: 'Lena',
  handle: '24',
  accountName: 'Acme',
  openUntil: null,
  humanUntil: null,
  typingUntil: 0,
  online: true,
  tellsRead: true,
  blocked: false,
  standby: false,
  ...facts,
});
const line = (facts: Partial<PhoneLine> = {}): PhoneLine => ({
  id: 'm_1',
  side: 'business',
  text: 'hi',
  at: 0,
  status: 'sent',
  edits: 0,
  removed: false,
  reactions: {},
  ...facts,
});
const state = (facts: Partial<PhonesState> = {}): PhonesState => ({
  ...NO_PHONES,
  customers: [customer(), customer({ id: 'messenger-2' })],
  ...facts,
});

describe('events', () => {
  it('add lines to phones that were opened, change them in place, and leave the others alone', () => {
    const opened = state({ lines: { 'messenger-1': [] } });
    const one = applyPhoneEvent(opened, { type: 'line', customer: 'messenger-1', line: line() });
    const two = applyPhoneEvent(one, {
      type: 'line',
      customer: 'messenger-1',
      line: line({ status: 'read' }),
    });
    expect(two.lines['messenger-1']).toEqual([line({ status: 'read' })]);
    expect(applyPhoneEvent(two, { type: 'line', customer: 'messenger-2', line: line() })).toBe(two);
  });

  it('add customers and change them in place', () => {
    const more = applyPhoneEvent(state(), { type: 'customer', customer: customer({ id: 'messenger-3' }) });
    const other = applyPhoneEvent(more, { type: 'customer', customer: customer({ online: false }) });
    expect(other.customers?.map(({ id, online }) => [id, online])).toEqual([
      ['messenger-1', false],
      ['messenger-2', true],
      ['messenger-3', true],
    ]);
  });
});

describe('what is shown', () => {
  it('is the chosen customer, else the channel’s first', () => {
    expect(shownCustomer(state(), 'messenger')?.id).toBe('messenger-1');
    expect(shownCustomer(state({ shown: { messenger: 'messenger-2' } }), 'messenger')?.id).toBe(
      'messenger-2',
    );
    expect(shownCustomer(state(), 'whatsapp')).toBeUndefined();
  });

  it('offers the quick replies of the last message only', () => {
    const asking = line({ id: 'm_2', quickReplies: [{ id: 'y', title: 'Yes' }] });
    expect(offeredReplies([line(), asking])?.id).toBe('m_2');
    expect(offeredReplies([asking, line()])).toBeUndefined();
  });

  it('says how long the company may write', () => {
    const at = (facts: Partial<PhoneCustomer>) => describeWindow(customer(facts), 0);
    expect(at({})).toBe('Window closed: nothing written yet');
    expect(at({ openUntil: 24 * hour })).toBe('Window open for 24 h');
    expect(at({ openUntil: hour / 2 })).toBe('Window open for 30 min');
    expect(at({ openUntil: -1, humanUntil: 6 * 24 * hour })).toBe('Only people, for 6 days');
    expect(at({ openUntil: -1, humanUntil: -1 })).toBe('Window closed');
    expect(at({ openUntil: -1 })).toBe('Window closed');
  });
});
