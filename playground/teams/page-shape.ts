// Shapes the tenant as one person sees it, for the pane.
import { PERSONAL, type TeamsFile, type TeamsPerson, type TeamsPost, type TeamsTeam } from './protocol.js';
import type { Chat, Person, Post, PostFile, Team } from './records.js';
import type { World } from './world.js';

export const shapePerson = ({ id, name, isGuest, hasApp }: Person): TeamsPerson => ({
  id,
  name,
  isGuest,
  hasApp,
});

export const shapeTeam = ({ id, name, channels, reads, hasApp }: Team): TeamsTeam => ({
  id,
  name,
  channels,
  reads,
  hasApp,
});

/** The posts of a chat that this person sees, oldest first. */
export const shapePosts = (world: World, chat: Chat, user: string, botName: string): TeamsPost[] =>
  [...chat.posts.values()]
    .filter((post) => post.onlyFor === null || post.onlyFor === user)
    .map((post) => shapePost(world, post, user, botName));

const shapePost = (world: World, post: Post, user: string, botName: string): TeamsPost => {
  const { id, root, at, text, format, typed, isEdited, isDeleted } = post;
  const isPersonal = world.chats.get(post.chat)?.kind === 'personal';
  const view = post.views.get(user);
  return {
    chat: isPersonal ? PERSONAL : post.chat,
    id,
    root: isPersonal ? null : root,
    at,
    author: shapeAuthor(world, post, botName),
    text,
    format: format === 'xml' ? 'html' : format,
    typed,
    // What the app answered this person's use of a card with stands in place of it.
    cards: view ? [view] : post.cards,
    pictures: post.images.map(shapeFile),
    files: post.files.map(shapeFile),
    reactions: [...post.reactions].map(([emoji, people]) => ({ emoji, people: [...people] })),
    isEdited,
    isDeleted,
    isOnlyForYou: post.onlyFor !== null,
  };
};

const shapeAuthor = (world: World, { author }: Post, botName: string): TeamsPost['author'] =>
  author === null
    ? { id: null, name: botName, isApp: true }
    : { id: author, name: world.people.get(author)?.name ?? 'Someone', isApp: false };

const shapeFile = ({ id, name, bytes }: PostFile): TeamsFile => ({
  name,
  path: bytes === null ? null : `/file/${id}`,
});
