// Trigger ids (one use, three seconds) and response URLs (five uses, thirty minutes).
import { randomBytes } from 'node:crypto';
import type { Settings } from './options.js';

export interface Trigger {
  readonly userId: string;
  /** The modal the gesture came from, if any. */
  readonly viewId: string | null;
}

export interface ResponsePlace {
  readonly userId: string;
  readonly channel: string;
  /** The message the gesture came from, for `replace_original`. */
  readonly ts: string | null;
  readonly isEphemeral: boolean;
}

export type TriggerError = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';
export type ResponseUrlError = 'expired_url' | 'used_url' | 'invalid_url';

export type Triggers = ReturnType<typeof createTriggers>;

const RESPONSE_LIFE_MS = 30 * 60_000;
const RESPONSE_USES = 5;
/** Used and expired ones are remembered so that they can be told apart from forged ones. */
const REMEMBERED = 5000;

/** Creates the two registers. */
export const createTriggers = (settings: Settings) => {
  const triggers = new Map<string, Trigger & { readonly at: number; isUsed: boolean }>();
  const places = new Map<string, ResponsePlace & { readonly at: number; uses: number }>();

  return {
    createTrigger: (userId: string, viewId: string | null = null): string => {
      const id = `${Math.floor(settings.now())}.${triggers.size + 1}.${randomBytes(16).toString('hex')}`;
      triggers.set(id, { userId, viewId, at: settings.now(), isUsed: false });
      forgetOldest(triggers);
      return id;
    },
    /** Uses a trigger up. */
    exchange: (id: string): Trigger | TriggerError => {
      const trigger = triggers.get(id);
      if (!trigger) return 'invalid_trigger_id';
      if (trigger.isUsed) return 'exchanged_trigger_id';
      if (settings.now() - trigger.at > settings.triggerLifeMs) return 'expired_trigger_id';
      trigger.isUsed = true;
      return trigger;
    },
    createResponseKey: (place: ResponsePlace): string => {
      const key = randomBytes(18).toString('hex');
      places.set(key, { ...place, at: settings.now(), uses: 0 });
      forgetOldest(places);
      return key;
    },
    /** Uses one of the five uses up. */
    useResponse: (key: string): ResponsePlace | ResponseUrlError => {
      const place = places.get(key);
      if (!place) return 'invalid_url';
      if (settings.now() - place.at > RESPONSE_LIFE_MS) return 'expired_url';
      if (place.uses >= RESPONSE_USES) return 'used_url';
      place.uses += 1;
      return place;
    },
  };
};

const forgetOldest = (register: Map<string, unknown>): void => {
  if (register.size > REMEMBERED) register.delete(register.keys().next().value ?? '');
};
