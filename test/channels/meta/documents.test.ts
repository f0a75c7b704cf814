// Proves that the documents of Meta's channels name every setting and field, and that their examples are accepted.

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { instagramFields } from '../../../src/channels/instagram/examine.js';
import { instagramSettings } from '../../../src/channels/instagram/settings.js';
import { messengerFields } from '../../../src/channels/messenger/examine.js';
import { messengerSettings } from '../../../src/channels/messenger/settings.js';
import { whatsappSettings } from '../../../src/channels/whatsapp/settings.js';
import { readSource } from '../../house/source-files.js';

const channels = [
  { kind: 'whatsapp', accountKey: 'phoneNumberId', settings: whatsappSettings, fields: ['messages'] },
  { kind: 'messenger', accountKey: 'pageId', settings: messengerSettings, fields: messengerFields },
  { kind: 'instagram', accountKey: 'accountId', settings: instagramSettings, fields: instagramFields },
];

describe.each(channels)('docs/channels/$kind.md', ({ kind, accountKey, settings, fields }) => {
  const text = readSource(`docs/channels/${kind}.md`);
  /** What stands first in a line of a table, and what second. */
  const rows = new Map(
    [...text.matchAll(/^\| `(\w+)`\s*\| ([^|]*?)\s*\|/gm)].map(([, key = '', value = '']) => [key, value]),
  );

  it('has every setting in its table, with its default', () => {
    const shown = Object.fromEntries(Object.keys(settings.shape).map((key) => [key, rows.get(key)]));
    const defaults: Record<string, unknown> = settings.parse({ token: 'T' });
    const real = Object.keys(settings.shape).map((key) => [
      key,
      key === 'token' ? '–' : defaults[key] === undefined ? 'none' : `\`${defaults[key]}\``,
    ]);
    expect(shown).toEqual(Object.fromEntries(real));
    expect(rows.get(accountKey)).toBe('–');
  });

  it('shows a channel that baton.yaml accepts', () => {
    const yaml = /```yaml\n(channels:[\s\S]*?)```/.exec(text)?.[1] ?? '';
    const [channel = {}] = parse(yaml).channels as Record<string, unknown>[];
    const { kind: shown, [accountKey]: account, ...own } = channel;
    expect([shown, typeof account]).toEqual([kind, 'string']);
    expect(settings.safeParse(own).error).toBeUndefined();
  });

  it('names the webhook, and every field that must be subscribed', () => {
    expect(text).toContain(`/webhooks/${kind}`);
    expect(fields.filter((field) => !text.includes(field))).toEqual([]);
  });
});
