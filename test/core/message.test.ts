// Proves that no message is invisible.

import { describe, expect, it } from 'vitest';
import { kindForTypes, visibleText } from '../../src/core/message.js';

const file = (name: string) => ({ id: name, name, type: 'x/y', sizeBytes: 1, storageKey: name }) as never;

describe('messages', () => {
  it('are of the kind their files share, or files', () => {
    expect(kindForTypes(['image/png'])).toBe('image');
    expect(kindForTypes(['image/png', 'image/jpeg'])).toBe('image');
    expect(kindForTypes(['image/png', 'video/mp4'])).toBe('file');
    expect(kindForTypes(['application/pdf'])).toBe('file');
    expect(kindForTypes([])).toBe('file');
  });

  it('always have something to show (B15)', () => {
    const base = { text: '', attachments: [], deletedAt: null } as const;
    expect(visibleText({ ...base, kind: 'sticker' })).toBe('🙂 sticker');
    expect(visibleText({ ...base, kind: 'image', attachments: [file('a.png')] })).toBe('🖼 image: a.png');
    expect(visibleText({ ...base, kind: 'text', attachments: [file('a.pdf')] })).toBe('📎 file: a.pdf');
    expect(visibleText({ ...base, kind: 'text', text: 'Hi', deletedAt: new Date() })).toBe(
      'This message was deleted.',
    );
    expect(visibleText({ ...base, kind: 'unsupported' })).not.toBe('');
    const details = { choice: { id: 'xl', title: 'Large' } };
    expect(visibleText({ ...base, kind: 'choice', text: 'Large', details })).toBe('☑ Large');
    expect(visibleText({ ...base, kind: 'choice', text: 'Large' })).toBe('Large');
    expect(visibleText({ ...base, kind: 'text', text: 'Large', details })).toBe('Large');
  });
});
