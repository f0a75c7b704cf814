// Who is in a conversation, and what a team is.
import type { Answer } from '../faults.js';
import type { Json, Person, Team } from '../records.js';
import { type Call, type Ground, needSpot, refuseCall, type Spot } from './ground.js';

/** `GET v3/conversations/{id}/members/{member}`, by either of their ids. Throws Refused. */
export const readMember = (ground: Ground, { path }: Call): Answer => {
  const spot = needSpot(ground, path[2] ?? '');
  const wanted = path[4] ?? '';
  const person = membersOf(ground, spot).find(({ id, mri }) => id === wanted || mri === wanted);
  if (!person)
    return refuseCall(404, 'MemberNotFoundInConversation', 'The member was not found in the conversation.');
  return { status: 200, body: describe(person) };
};

/** `GET v3/conversations/{id}/members`: everybody at once. Throws Refused. */
export const readMembers = (ground: Ground, { path }: Call): Answer => ({
  status: 200,
  body: membersOf(ground, needSpot(ground, path[2] ?? '')).map(describe),
});

/** `GET v3/conversations/{id}/pagedmembers?pageSize=&continuationToken=`. Throws Refused. */
export const readMemberPage = (ground: Ground, { path, query }: Call): Answer => {
  const all = membersOf(ground, needSpot(ground, path[2] ?? ''));
  const size = Math.min(500, Math.max(1, Number(query.get('pageSize') ?? 200) || 200));
  const from = Number(query.get('continuationToken') ?? 0) || 0;
  const rest = from + size < all.length ? { continuationToken: String(from + size) } : {};
  return { status: 200, body: { members: all.slice(from, from + size).map(describe), ...rest } };
};

/** `GET v3/teams/{id}` and `…/conversations`. Throws Refused. */
export const readTeam = (ground: Ground, { path }: Call): Answer => {
  const team = ground.world.teams.get(path[2] ?? '');
  if (!team) return refuseCall(404, 'ConversationNotFound', 'Team not found.');
  if (!team.hasApp) return refuseCall(403);
  return { status: 200, body: path[3] === 'conversations' ? listChannels(team) : describeTeam(team) };
};

const membersOf = ({ world }: Ground, { chat }: Spot): Person[] =>
  chat.kind === 'personal'
    ? [chat.person]
    : [...world.people.values()].filter(({ id }) => chat.team.members.has(id));

const describe = (person: Person): Json => {
  const [givenName = '', surname = ''] = person.name.split(' ');
  return {
    id: person.mri,
    name: person.name,
    objectId: person.id,
    aadObjectId: person.id,
    givenName,
    surname,
    email: `${givenName.toLowerCase()}@acme.example`,
    userPrincipalName: `${givenName.toLowerCase()}@acme.example`,
    tenantId: person.tenantId,
    userRole: person.isGuest ? 'guest' : 'user',
  };
};

const listChannels = ({ channels }: Team): Json => ({
  conversations: channels.map(({ id, name }) => ({ id, name, type: 'standard' })),
});

const describeTeam = ({ id, name, groupId, channels, members }: Team): Json => ({
  id,
  name,
  aadGroupId: groupId,
  channelCount: channels.length,
  memberCount: members.size,
  type: 'standard',
});
