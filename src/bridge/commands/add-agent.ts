// What `agents add` does: makes somebody of the desk an agent, named in the line or chosen from the people there.

import { type Agent, findRole, roleMay, roles } from '../../core/agent.js';
import { Failure, Refusal } from '../../core/errors.js';
import { addAgent } from '../../routing/verbs/manage-people.js';
import { listAgents } from '../../store/agents.js';
import { listChatbots } from '../../store/chatbots.js';
import { addPersonForm } from '../cards/add-person.js';
import { addAgentForm } from '../cards/manage-forms.js';
import type { DeskPerson } from '../desk.js';
import { askGuest } from '../guests.js';
import { badUsage } from './arguments.js';
import type { Answer, Context } from './command.js';

type Added = { readonly agent: Agent; readonly done: string } | { readonly answer: Answer };

const addUsage = 'agents add @person [role] name';

/** Adds a person of the desk: `@U123 supervisor Kim Miller`; asks for the person or the name where it is not said. */
export async function addOne(context: Context, text: string): Promise<Added> {
  const { house, agent: by, invocation } = context;
  if (!roleMay(by.role, 'manage')) throw new Refusal('role', { needs: 'an admin' });
  const { values, desk, team } = invocation;
  const isForm = invocation.via === 'form';
  if (text === '' && !isForm) return { answer: await askPerson(context) };
  const match = /^@(\S+)\s*([\s\S]*)$/u.exec(text);
  const user = text === '' ? values.person : match?.[1];
  if (!user) throw badUsage(addUsage);
  const said = readRoleAndName(match?.[2] ?? '');
  const role = (isForm ? findRole(values.role ?? '') : said.role) ?? 'agent';
  const given = ((isForm ? values.name : said.name) ?? '').trim();
  if (given === '' && !isForm)
    return {
      answer: { show: 'form', form: addAgentForm(user, role, ''), hint: `Write “${addUsage}”.` },
    };
  const name = given === '' && text === '' ? await nameThem(context, user) : given;
  if (await askGuest(house, { desk, team, user, place: invocation.place }))
    throw new Refusal('guest', { agent: name });
  const added = await addAgent(house.routing, { by, name, role, identity: { desk, team, user } });
  return { agent: added, done: `${added.name} is an agent now; assign a chatbot next.` };
}

/** The dialog with the people of the desk; in words where the desk cannot tell who they are. */
async function askPerson(context: Context): Promise<Answer> {
  const { house, invocation } = context;
  const desk = house.desks.find(invocation.desk);
  const people = desk?.people ? await listStrangers(context) : null;
  if (people?.length === 0) throw badUsage(addUsage);
  return { show: 'form', form: addPersonForm(people), hint: `Write “${addUsage}”.` };
}

/** Who is at the desk and no agent yet, by name. */
async function listStrangers(context: Context): Promise<DeskPerson[]> {
  const { house, agent, invocation } = context;
  const place = await findPlace(context);
  if (place === null) return [];
  const [people, agents] = await Promise.all([
    house.desks
      .find(invocation.desk)
      ?.people?.({ team: invocation.team, place })
      .catch((error: unknown) => {
        if (error instanceof Failure) return [];
        throw error;
      }) ?? [],
    listAgents(house.routing.store, agent.organizationId, 'all'),
  ]);
  const known = new Set(
    agents.flatMap(({ identities }) =>
      identities.filter((who) => who.desk === invocation.desk).map((who) => who.user),
    ),
  );
  return people
    .filter(({ user }) => !known.has(user))
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** A place of the organization whose people the desk can tell: this one, if it is one, else that of any chatbot. */
async function findPlace({ house, agent, invocation }: Context): Promise<string | null> {
  const chatbots = await listChatbots(house.routing.store, agent.organizationId);
  const places = chatbots.flatMap(({ desk }) =>
    desk?.kind === invocation.desk && desk.team === invocation.team ? [desk.place] : [],
  );
  return places.find((place) => place === invocation.place) ?? places[0] ?? null;
}

/** What the desk calls them. Throws Refusal for whom it does not know, and for apps. */
async function nameThem(context: Context, user: string): Promise<string> {
  const { house, invocation } = context;
  const place = await findPlace(context);
  const desk = house.desks.find(invocation.desk);
  const name = await desk?.nameOf?.({ team: invocation.team, place: place ?? '' }, user);
  if (!name)
    throw new Refusal('bad-input', { what: 'that is nobody who could be an agent', field: 'person' });
  return name;
}

/** The longest role first: `account manager Kim` is no agent called manager Kim. */
function readRoleAndName(text: string) {
  const lower = text.trim().toLowerCase();
  const role = [...roles]
    .sort((one, other) => other.length - one.length)
    .find((one) => `${lower} `.startsWith(`${one} `));
  return {
    role: role ?? null,
    name: text
      .trim()
      .slice(role?.length ?? 0)
      .trim(),
  };
}
