// Links to a report's files: they say what was asked, hold over a restart, and nobody else makes or bends one.

import { describe, expect, it } from 'vitest';
import { createReportLinks, type ReportClaim } from '../../../src/bridge/report/links.js';

const id = (tail: string) => `00000000-0000-7000-8000-${tail.padStart(12, '0')}`;
const at = new Date('2026-11-23T10:00:00Z');
const claim = {
  organizationId: id('1'),
  readerId: id('2'),
  wish: { period: '7d', chatbotId: id('3'), agentId: null, asOf: at },
  file: 'chats',
} as ReportClaim;

const linksAt = (now: number, secret = 'secret') =>
  createReportLinks({ secret, publicUrl: 'https://baton.example', now: () => now });
const tokenOf = (link: string) => link.replace('https://baton.example/reports/', '');
const day = 24 * 60 * 60_000;
const made = tokenOf(linksAt(at.getTime()).link(claim));

describe('a link', () => {
  it('tells what was asked for, also after a restart and for a month', () => {
    expect(linksAt(at.getTime() + 29 * day).read(made)).toEqual(claim);
  });

  it('ends', () => {
    expect(linksAt(at.getTime() + 31 * day).read(made)).toBeNull();
  });

  it('is nothing when it was bent, signed by others, or no link at all', () => {
    const links = linksAt(at.getTime());
    const [body = '', mark = ''] = made.split('.');
    const other = Buffer.from(JSON.stringify([id('9')])).toString('base64url');
    for (const token of ['', 'x', body, `${body}.`, `${other}.${mark}`, `${made}.x`, `${made}x`])
      expect(links.read(token)).toBeNull();
    expect(linksAt(at.getTime(), 'another').read(made)).toBeNull();
  });
});
