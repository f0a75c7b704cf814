// How a WhatsApp door is reached: its number, whose token signs its calls, and what it may do.

import type { ChannelAccount } from '../../core/chatbot.js';
import { Failure } from '../../core/errors.js';
import type { GraphAuth } from '../meta/graph.js';
import { readWhatsAppSettings, type WhatsAppSettings } from './settings.js';

export interface WhatsAppDoor {
  /** The phone number id, fit for a path. */
  readonly phone: string;
  readonly auth: GraphAuth;
  readonly settings: WhatsAppSettings;
}

/** Reads a stored door. Throws Failure `auth` when its row holds nonsense: an admin has to correct it. */
export function readWhatsAppDoor(account: ChannelAccount): WhatsAppDoor {
  try {
    const settings = readWhatsAppSettings(account);
    const { token, appSecret } = settings;
    return { phone: encodeURIComponent(account.account), auth: { token, appSecret }, settings };
  } catch (error) {
    throw new Failure(
      'The settings of this WhatsApp number are not valid. An admin has to correct them.',
      { class: 'auth', code: 'settings' },
      { cause: error },
    );
  }
}
