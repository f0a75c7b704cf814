// Posts and a tenant for tests of the Teams pane's pure parts.
import type { TeamsPost, TeamsState } from '../../../../playground/teams/protocol.js';

/** A post in `c1`; its id is its time. */
export function samplePost(id: string, more: Partial<TeamsPost> = {}): TeamsPost {
  return {
    chat: 'c1',
    id,
    root: null,
    at: Number(id),
    author: { id: 'ann', name: 'Ann', isApp: false },
    text: `post ${id}`,
    format: 'plain',
    typed: '',
    cards: [],
    pictures: [],
    files: [],
    reactions: [],
    isEdited: false,
    isDeleted: false,
    isOnlyForYou: false,
    ...more,
  };
}

const kim = { id: 'kim', name: 'Kim Berger', isGuest: false, hasApp: true };
const guest = { id: 'gus', name: 'Gus', isGuest: true, hasApp: false };

export const sampleState: TeamsState = {
  ok: true,
  user: kim,
  people: [kim, guest],
  teams: [{ id: 't1', name: 'Acme', channels: [{ id: 'c1', name: 'Support' }], reads: true, hasApp: true }],
  app: {
    name: 'Baton',
    messageActions: [],
    commands: [
      { id: 'claim', title: 'claim', description: 'Take it' },
      { id: 'close', title: 'close', description: 'End it' },
    ],
    personalCommands: [{ id: 'mine', title: 'mine', description: 'Your chats' }],
  },
  dialogs: [],
  graph: false,
};
