// Which pages belong to a site, what its settings may be, and what counts as Baton itself.

import { describe, expect, it } from 'vitest';
import {
  matchesOrigin,
  ownOrigins,
  readWebSettings,
  webSettings,
} from '../../../src/channels/web/settings.js';
import { makeSite } from '../../support/web-house.js';

describe('matchesOrigin', () => {
  const allowed = ['https://shop.example', 'https://*.acme.test', 'http://localhost:8080'];
  it.each(['https://shop.example', 'https://a.acme.test', 'https://a.b.acme.test', 'http://localhost:8080'])(
    'lets %s in',
    (origin) => {
      expect(matchesOrigin(allowed, origin)).toBe(true);
    },
  );
  it.each([
    'http://shop.example',
    'https://shop.example:8443',
    'https://shop.example.evil.test',
    'https://evilshop.example',
    'https://www.shop.example',
    'https://acme.test',
    'https://evilacme.test',
    'http://a.acme.test',
    'https://a.acme.test:444',
    'http://localhost:8081',
    'https://shop.example/path',
    'https://user@shop.example',
    'null',
    'file://',
    'chrome-extension://abc',
    '*',
    '',
  ])('keeps %s out', (origin) => {
    expect(matchesOrigin(allowed, origin)).toBe(false);
  });
});

describe('webSettings', () => {
  it('fills in what is not said', () => {
    const settings = readWebSettings(makeSite({ siteKey: 'acme-web', kind: 'web' }));
    expect(settings).toMatchObject({ position: 'right', origins: ['https://shop.example'] });
  });
  it.each([
    [{ origins: ['shop.example'] }],
    [{ origins: ['https://shop.example/'] }],
    [{ origins: ['https://*'] }],
    [{ origins: ["https://x.example; script-src 'unsafe-inline'"] }],
    [{ identitySecret: 'short' }],
    [{ color: 'red' }],
    [{ colour: '#ffffff' }],
    [{ position: 'top' }],
  ])('refuses %j', (settings) => {
    expect(webSettings.safeParse(settings).success).toBe(false);
  });
});

describe('ownOrigins', () => {
  it('is the public origin alone, or every loopback name of the port', () => {
    expect(ownOrigins('https://chat.example/x')).toEqual(['https://chat.example']);
    expect(ownOrigins('http://127.0.0.1:3000')).toContain('http://localhost:3000');
  });
});
