// A small desk and its messages, as the stand-in would tell them, for the tests beside it.
import type { PageMessage, PageUser, StateAnswer } from '../../../../playground/slack/protocol.js';

const user = (id: string, name: string, isBot = false): PageUser => ({
  id,
  name,
  displayName: name.charAt(0).toUpperCase() + name.slice(1),
  isBot,
  avatarUrl: null,
  avatarColor: '#2f6b4f',
  deleted: false,
});

/** Kim's desk: one channel, one direct message with the app. */
export function makeState(): StateAnswer {
  const channel = { topic: '', isArchived: false, hasApp: true, unreadCount: 0 };
  return {
    ok: true,
    team: { id: 'T1', name: 'Acme', domain: 'acme' },
    user: user('U1', 'kim'),
    users: [user('U1', 'kim'), user('U2', 'ann'), user('U9', 'baton', true)],
    channels: [
      { ...channel, id: 'C1', name: 'support', kind: 'public' },
      { ...channel, id: 'D1', name: 'baton', kind: 'dm' },
    ],
    app: {
      name: 'Baton',
      description: '',
      botUserId: 'U9',
      commands: [{ command: '/livechat', description: 'Live chats', usageHint: '[word]' }],
      shortcuts: [],
      hasHomeTab: true,
    },
    modals: [],
    home: null,
  };
}

/** A line in `#support` by Ann, or by whoever is named. */
export function makeMessage(message: Partial<PageMessage>, userId = 'U2'): PageMessage {
  return {
    channel: 'C1',
    ts: '10.000000',
    threadTs: null,
    author: {
      userId,
      name: userId,
      isApp: false,
      avatarUrl: null,
      avatarEmoji: null,
      avatarColor: '#2f6b4f',
    },
    text: 'hello',
    blocks: [],
    attachments: [],
    files: [],
    reactions: [],
    edited: false,
    isTombstone: false,
    isBroadcast: false,
    isEphemeral: false,
    replyCount: 0,
    latestReplyTs: null,
    replyUsers: [],
    isSystem: false,
    ...message,
  };
}
