// The activities that the app is sent, with the members Teams gives them.
import type { Settings } from './options.js';
import type { Chat, Json, Person, Post, Team } from './records.js';
import type { Written } from './typed-text.js';

export type Shapes = ReturnType<typeof createShapes>;

/** Where something happens: a chat, in a channel perhaps a thread of it. */
export interface Where {
  readonly chat: Chat;
  readonly root?: string | null;
}

/** Creates the shapes; `serviceUrl` is asked whenever one is made. */
export const createShapes = (settings: Settings, serviceUrl: () => string) => {
  const { tenantId, botId, botName, now } = settings;

  const from = (person: Person): Json => ({
    id: person.mri,
    name: person.name,
    aadObjectId: person.id,
    ...(person.isGuest ? { userRole: 'guest' } : {}),
  });
  const basis = (type: string, id: string, person: Person, where: Where): Json => ({
    type,
    id,
    timestamp: new Date(now()).toISOString(),
    localTimezone: 'Europe/Berlin',
    channelId: 'msteams',
    serviceUrl: serviceUrl(),
    from: from(person),
    recipient: { id: botId, name: botName },
    conversation: describeConversation(tenantId, where),
    channelData: describeChannel(person.tenantId, where),
    locale: 'en-US',
  });

  return {
    basis,
    message: (post: Post, person: Person, where: Where, written: Written): Json => ({
      ...basis('message', post.id, person, where),
      text: written.text,
      textFormat: 'plain',
      attachments: [
        ...post.images.map((image) => ({
          contentType: 'image/*',
          contentUrl: imageUrl(serviceUrl(), image.id),
        })),
        { contentType: 'text/html', content: written.html },
      ],
      entities: written.entities,
    }),
    imageUrl: (id: string): string => imageUrl(serviceUrl(), id),
    /** An edit, a deletion or its undoing. */
    changed: (
      post: Post,
      person: Person,
      where: Where,
      change: {
        readonly what: 'editMessage' | 'undeleteMessage' | 'softDeleteMessage';
        readonly written: Written | null;
      },
    ): Json => {
      const type = change.what === 'softDeleteMessage' ? 'messageDelete' : 'messageUpdate';
      const activity = basis(type, post.id, person, where);
      const words = change.written
        ? {
            text: change.written.text,
            textFormat: 'plain',
            attachments: [{ contentType: 'text/html', content: change.written.html }],
            entities: change.written.entities,
          }
        : {};
      const channelData = { ...(activity.channelData as Json), eventType: change.what };
      return { ...activity, ...words, channelData };
    },
    invoke: (name: string, person: Person, where: Where, more: Json): Json => ({
      ...basis('invoke', '', person, where),
      name,
      ...more,
    }),
    reaction: (post: Post, person: Person, where: Where, change: { emoji: string; isOn: boolean }): Json => ({
      ...basis('messageReaction', post.id, person, where),
      replyToId: post.id,
      [change.isOn ? 'reactionsAdded' : 'reactionsRemoved']: [{ type: change.emoji }],
    }),
    installation: (person: Person, where: Where, action: 'add' | 'remove'): Json => {
      const activity = basis('installationUpdate', `f:${now()}`, person, where);
      const { chat } = where;
      const settingsOf = chat.kind === 'channel' ? { settings: { selectedChannel: { id: chat.id } } } : {};
      const channelData = { ...(activity.channelData as Json), ...settingsOf, source: { name: 'message' } };
      return { ...activity, action, channelData };
    },
    members: (
      person: Person,
      where: Where,
      change: { readonly isAdded: boolean; readonly who: readonly (Person | 'app')[] },
    ): Json => {
      const activity = basis('conversationUpdate', `f:${now()}`, person, where);
      const who = change.who.map((one) =>
        one === 'app' ? { id: botId } : { id: one.mri, aadObjectId: one.id },
      );
      const eventType = change.isAdded ? 'teamMemberAdded' : 'teamMemberRemoved';
      return {
        ...activity,
        [change.isAdded ? 'membersAdded' : 'membersRemoved']: who,
        channelData:
          where.chat.kind === 'channel'
            ? { ...(activity.channelData as Json), eventType }
            : activity.channelData,
      };
    },
  };
};

const describeConversation = (tenantId: string, { chat, root }: Where): Json =>
  chat.kind === 'personal'
    ? { conversationType: 'personal', tenantId, id: chat.id }
    : {
        isGroup: true,
        conversationType: 'channel',
        tenantId,
        id: root ? `${chat.id};messageid=${root}` : chat.id,
      };

const describeChannel = (tenantId: string, { chat }: Where): Json => {
  if (chat.kind === 'personal') return { tenant: { id: tenantId } };
  const { team } = chat;
  return {
    tenant: { id: tenantId },
    team: describeTeam(team),
    channel: { id: chat.id },
    teamsTeamId: team.id,
    teamsChannelId: chat.id,
  };
};

const describeTeam = ({ id, name, groupId }: Team): Json => ({ id, aadGroupId: groupId, name });

const imageUrl = (serviceUrl: string, id: string): string =>
  `${serviceUrl}v3/attachments/${id}/views/original`;
