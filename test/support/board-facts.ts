// A chatbot's board as tests draw it: eight wait, two are there, and something is wrong.

import type { BoardFacts } from '../../src/bridge/cards/board.js';
import { defaultRouting } from '../../src/core/chatbot.js';
import type { ChatbotId } from '../../src/core/id.js';

/** The moment it is drawn at. */
export const boardNow = new Date('2026-11-23T10:00:00Z');
const ago = (minutes: number) => new Date(boardNow.getTime() - minutes * 60_000);

/** Its facts; `change` lays over them. */
export const boardWith = (change: Partial<BoardFacts> = {}): BoardFacts => ({
  settings: {
    id: 'b1' as ChatbotId,
    key: 'acme',
    name: 'Acme Support',
    hours: null,
    humanSupport: true,
    routing: { ...defaultRouting, alarms: { ...defaultRouting.alarms, waitMinutes: 10 } },
  },
  ai: 1001,
  queue: { waiting: 6, messages: 1, callbacks: 1 },
  active: 2,
  waiting: Array.from({ length: 8 }, (_, at) => ({
    reference: 1042 + at,
    channelKind: 'whatsapp',
    category: at === 0 ? 'Billing' : null,
    priority: at === 0 ? 2 : 0,
    waiting: at === 1 ? 'message' : at === 2 ? 'callback' : 'live',
    requestedAt: ago(12 - at),
  })),
  agents: [
    { id: 'a1', name: 'Kim', presence: 'online', chatLimit: 4, load: 0, idleSince: ago(7) },
    { id: 'a2', name: 'Lee', presence: 'away', chatLimit: 4, load: 2, idleSince: null },
  ],
  present: 2,
  assigned: 5,
  today: { asked: 12, taken: 10, closed: 8, medianFirstReplySeconds: 75 },
  alarms: [{ kind: 'wait', since: ago(2) }],
  breaches: {
    chats: [
      { reference: 1040, kind: 'reply', since: ago(14), agentName: 'Lee' },
      { reference: 1042, kind: 'missed', since: ago(12), agentName: 'Kim' },
    ],
    total: 2,
  },
  failures: 3,
  ...change,
});
