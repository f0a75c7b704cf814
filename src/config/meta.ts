// How Baton reaches WhatsApp, Messenger and Instagram: read from the variables.

import type { Values } from './variables.js';

export interface MetaConfig {
  /** One of them signs each webhook; empty means that no channel of Meta's can run. */
  readonly appSecrets: readonly string[];
  readonly verifyToken: string | null;
  /** Our own application, by which its echoes and subscriptions are known. */
  readonly appId: string | null;
  /** Without a slash at the end. */
  readonly graphUrl: string;
  readonly instagramGraphUrl: string;
  /** The Graph API's version for each channel: `v25.0`. */
  readonly versions: { readonly [kind in 'whatsapp' | 'messenger' | 'instagram']: string };
}

/** Reads what all of Meta's channels share. */
export function readMeta(values: Values): MetaConfig {
  return Object.freeze({
    appSecrets: values.META_APP_SECRET,
    verifyToken: values.META_VERIFY_TOKEN ?? null,
    appId: values.META_APP_ID ?? null,
    graphUrl: values.META_GRAPH_URL,
    instagramGraphUrl: values.INSTAGRAM_GRAPH_URL,
    versions: Object.freeze({
      whatsapp: values.WHATSAPP_GRAPH_VERSION ?? values.META_GRAPH_VERSION,
      messenger: values.MESSENGER_GRAPH_VERSION ?? values.META_GRAPH_VERSION,
      instagram: values.INSTAGRAM_GRAPH_VERSION ?? values.META_GRAPH_VERSION,
    }),
  });
}
