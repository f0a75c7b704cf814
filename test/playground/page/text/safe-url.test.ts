// Proves which addresses may become links and pictures.
import { describe, expect, it } from 'vitest';
import { toSafeImage, toSafeLink } from '../../../../playground/page/text/safe-url.js';

describe('toSafeLink', () => {
  it.each(['https://a.example', 'http://a.example/x', 'mailto:a@b.example'])('lets %s through', (url) => {
    expect(toSafeLink(url)).toBe(url);
  });
  it.each([
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'data:text/html,x',
    'tel:1',
    '/path',
    '//a.example',
    '',
  ])('refuses %j', (url) => {
    expect(toSafeLink(url)).toBeUndefined();
  });
});

describe('toSafeImage', () => {
  it('lets the web and paths of this server through', () => {
    expect(toSafeImage('https://a.example/x.png')).toBe('https://a.example/x.png');
    expect(toSafeImage('/playground/x.svg')).toBe('/playground/x.svg');
  });
  it.each(['//a.example/x.png', '/\\a.example', 'data:image/svg+xml,x', 'x.png'])('refuses %j', (url) => {
    expect(toSafeImage(url)).toBeUndefined();
  });
});
