// The command that sets its user offline.

import { ownPresence } from './own-presence.js';

export const offline = ownPresence('offline', 'Stop for today');
