// The command that sets its user away.

import { ownPresence } from './own-presence.js';

export const away = ownPresence('away', 'Keep your chats, get no new ones');
