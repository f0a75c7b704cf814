// Proves what a WhatsApp door may be told, and that a stored door with nonsense is an admin's business, not a crash.

import { describe, expect, it } from 'vitest';
import { readWhatsAppDoor } from '../../../src/channels/whatsapp/door.js';
import { readWhatsAppSettings, whatsappSettings } from '../../../src/channels/whatsapp/settings.js';
import { Failure } from '../../../src/core/errors.js';
import { makeDoor } from '../../support/page-scene.js';

describe('the settings', () => {
  it('need a token, and have defaults for all else', () => {
    expect(whatsappSettings.parse({ token: 'T' })).toEqual({
      token: 'T',
      markRead: true,
      typing: false,
      namePrefix: false,
      listButton: 'Choose',
      perSecond: 80,
      pairSeconds: 6,
      pairBurst: 45,
    });
  });

  it.each([
    ['no token', {}],
    ['an empty token', { token: '' }],
    ['an unknown key', { token: 'T', tokn: 'T' }],
    ['an id that YAML read as a number', { token: 'T', wabaId: 102290129340398 }],
    ['a name for an id', { token: 'T', wabaId: 'acme' }],
    ['a list button that is too long', { token: 'T', listButton: 'x'.repeat(21) }],
    ['no pace', { token: 'T', perSecond: 0 }],
  ])('refuse %s', (_what, settings) => {
    expect(whatsappSettings.safeParse(settings).success).toBe(false);
  });

  it('are read from a stored door, with or without the keys that name it', () => {
    const door = makeDoor('whatsapp', '310', { kind: 'whatsapp', phoneNumberId: '310', typing: true });
    expect(readWhatsAppSettings(door)).toMatchObject({ token: 'T', typing: true });
    expect(readWhatsAppSettings(door)).toBe(readWhatsAppSettings(door));
  });
});

describe('a door', () => {
  it('keeps its number to its place in the path', () => {
    expect(readWhatsAppDoor(makeDoor('whatsapp', '../me?x=')).phone).toBe('..%2Fme%3Fx%3D');
  });

  it('with nonsense in it is broken until an admin corrects it', () => {
    try {
      readWhatsAppDoor(makeDoor('whatsapp', '310', { token: '' }));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(Failure);
      expect(error).toMatchObject({ class: 'auth', code: 'settings' });
    }
  });
});
