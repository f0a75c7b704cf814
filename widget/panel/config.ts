// Asks what this site's chat is called, looks like and offers.

import type { WireConfig } from '../../src/channels/web/wire.js';
import { CallError, createApi } from './api.js';

/** Reads the site's configuration; null when this site may not be shown here. Throws CallError when out of reach. */
export async function readConfig(base: string, site: string): Promise<WireConfig | null> {
  try {
    return await createApi(base, site, () => null).call<WireConfig>(
      `config?site=${encodeURIComponent(site)}`,
    );
  } catch (error) {
    if (error instanceof CallError && error.trouble === 'refused') return null;
    throw error;
  }
}
