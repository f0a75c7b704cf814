// Proves that receipts only climb, whatever a channel reports in whatever order.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextReceipt, type Receipt } from '../../src/core/delivery.js';

const receipts: readonly Receipt[] = ['queued', 'sent', 'delivered', 'read', 'failed'];
const climb: readonly Receipt[] = ['queued', 'sent', 'delivered', 'read'];
const follow = (reports: readonly Receipt[], from: Receipt = 'queued') =>
  reports.reduce((now, report) => nextReceipt(now, report) ?? now, from);

it('never goes down, and leaves failed only on evidence of arrival (A7)', () => {
  fc.assert(
    fc.property(fc.constantFrom(...receipts), fc.constantFrom(...receipts), (current, reported) => {
      const next = nextReceipt(current, reported);
      if (next === null) return;
      expect(next).toBe(reported);
      if (current === 'failed') expect(['delivered', 'read']).toContain(next);
      else if (next !== 'failed') expect(climb.indexOf(next)).toBeGreaterThan(climb.indexOf(current));
      else expect(['queued', 'sent']).toContain(current);
    }),
  );
});

it('ends at the highest report, in whatever order they come (A7)', () => {
  const reports = fc.array(fc.constantFrom(...climb), { maxLength: 8 });
  fc.assert(
    fc.property(reports, (all) => {
      const highest = climb[Math.max(0, ...all.map((one) => climb.indexOf(one)))];
      expect(follow(all)).toBe(highest);
    }),
  );
});

it('takes failed until something arrived, and no report but arrival after it', () => {
  expect(follow(['sent', 'failed', 'sent'])).toBe('failed');
  expect(follow(['sent', 'failed', 'delivered'])).toBe('delivered');
  expect(follow(['delivered', 'failed'])).toBe('delivered');
  expect(nextReceipt('read', 'read')).toBeNull();
});
