// The command that sets its user online.

import { ownPresence } from './own-presence.js';

export const online = ownPresence('online', 'Take chats');
