// The part of `canned` that keeps the prepared answers: list, add, change, remove.

import { roleMay, seesChatbot } from '../../core/agent.js';
import { type CannedReply, findCannedByName } from '../../core/canned.js';
import type { Chatbot } from '../../core/chatbot.js';
import { Refusal } from '../../core/errors.js';
import { type ChatbotId, looksLikeId } from '../../core/id.js';
import { addCannedReply, changeCannedReply, removeCannedReply } from '../../routing/verbs/manage-canned.js';
import { listAllCanned } from '../../store/canned.js';
import { findChatbotByPlace, listChatbots } from '../../store/chatbots.js';
import { addCannedForm, allChatbots, cannedListCard, changeCannedForm } from '../cards/canned.js';
import { showCard, showNotice } from './answers.js';
import { badUsage } from './arguments.js';
import type { Answer, Context } from './command.js';

const usage = {
  add: 'canned add name | text',
  change: 'canned change name | text',
  remove: 'canned remove name',
};

export interface Keeping {
  readonly what: 'list' | 'add' | 'change' | 'remove';
  readonly name: string;
  /** Null when it is still to be asked for. */
  readonly text: string | null;
}

/** Reads `add name | text` and its like; null when the words are to be searched for. */
export function readKeeping(args: string): Keeping | null {
  const [, word = '', rest = ''] = /^(list|add|change|remove)(?:\s+([\s\S]*))?$/iu.exec(args.trim()) ?? [];
  const what = word.toLowerCase();
  if (what === 'list') return rest.trim() === '' ? { what, name: '', text: null } : null;
  if (what !== 'add' && what !== 'change' && what !== 'remove') return null;
  const at = rest.indexOf('|');
  return at < 0
    ? { what, name: rest.trim(), text: null }
    : { what, name: rest.slice(0, at).trim(), text: rest.slice(at + 1).trim() };
}

interface Shelf {
  readonly chatbots: readonly Chatbot[];
  readonly replies: readonly CannedReply[];
  /** The chatbot in whose place the gesture was made. */
  readonly here: Chatbot | null;
}

async function readShelf({ house, agent, invocation }: Context): Promise<Shelf> {
  const { store } = house.routing;
  const { desk, team, place } = invocation;
  const [chatbots, replies, here] = await Promise.all([
    listChatbots(store, agent.organizationId),
    listAllCanned(store, agent.organizationId),
    place === null ? null : findChatbotByPlace(store, { desk, team, place }),
  ]);
  return {
    chatbots: chatbots.filter(({ id }) => seesChatbot(agent, id)),
    replies: replies.filter(({ chatbotId }) => chatbotId === null || seesChatbot(agent, chatbotId)),
    here: here?.organizationId === agent.organizationId ? here : null,
  };
}

function nameIn({ chatbots }: Shelf): (chatbotId: string | null) => string {
  return (chatbotId) =>
    chatbotId === null ? 'all chatbots' : (chatbots.find(({ id }) => id === chatbotId)?.name ?? 'a chatbot');
}

/** Lists, adds, changes, removes. Throws Refusal: role, unknown-canned, unknown-chatbot, bad-input. */
export async function manageCanned(context: Context, keeping: Keeping): Promise<Answer> {
  const manages = roleMay(context.agent.role, 'manage');
  if (keeping.what !== 'list' && !manages) throw new Refusal('role', { needs: 'admin' });
  const shelf = await readShelf(context);
  switch (keeping.what) {
    case 'list':
      return showCard(cannedListCard(shelf.replies, nameIn(shelf), manages));
    case 'add':
      return add(context, keeping, shelf);
    case 'change':
      return change(context, keeping, shelf);
    case 'remove':
      return remove(context, keeping, shelf);
  }
}

async function add({ house, agent, invocation }: Context, keeping: Keeping, shelf: Shelf): Promise<Answer> {
  const { via, values } = invocation;
  if (via !== 'form' && keeping.text === null) {
    const chosen = shelf.here?.id ?? allChatbots;
    const form = addCannedForm(shelf.chatbots, { name: keeping.name, chosen });
    return { show: 'form', form, hint: `Write “${usage.add}”.` };
  }
  const written =
    via === 'form'
      ? { name: values.name ?? '', text: values.text ?? '', chatbotId: chosenChatbot(values.chatbot) }
      : { name: keeping.name, text: keeping.text ?? '', chatbotId: shelf.here?.id ?? null };
  const made = await addCannedReply(house.routing, { by: agent, ...written });
  return showNotice(`✅ “${made.name}” is a prepared answer of ${nameIn(shelf)(made.chatbotId)} now.`);
}

function chosenChatbot(value: string | undefined): ChatbotId | null {
  if (value === undefined || value === allChatbots) return null;
  if (!looksLikeId(value)) throw new Refusal('unknown-chatbot');
  return value as ChatbotId;
}

async function change({ house, agent, invocation }: Context, keeping: Keeping, shelf: Shelf) {
  const { via, values } = invocation;
  const found = findOne(keeping, shelf);
  if (via !== 'form' && keeping.text === null)
    return { show: 'form', form: changeCannedForm(found), hint: `Write “${usage.change}”.` } as const;
  const written =
    via === 'form'
      ? { name: values.name ?? '', text: values.text ?? '' }
      : { name: found.name, text: keeping.text ?? '' };
  const made = await changeCannedReply(house.routing, { by: agent, id: found.id, ...written });
  return showNotice(`✅ The prepared answer “${made.name}” was changed.`);
}

async function remove({ house, agent }: Context, keeping: Keeping, shelf: Shelf): Promise<Answer> {
  if (keeping.text !== null) throw badUsage(usage.remove);
  const { id } = findOne(keeping, shelf);
  const gone = await removeCannedReply(house.routing, { by: agent, id });
  return showNotice(`✅ The prepared answer “${gone.name}” was removed.`);
}

/** The one that is meant: that of the chatbot one stands at first; several are offered by their chatbots. */
function findOne({ what, name }: Keeping, shelf: Shelf): CannedReply {
  if (name === '') throw badUsage(usage[what === 'remove' ? 'remove' : 'change']);
  const byId = shelf.replies.find(({ id }) => id === name);
  if (byId) return byId;
  const named = shelf.replies.filter((reply) => findCannedByName([reply], name));
  const own = named.find(({ chatbotId }) => chatbotId !== null && chatbotId === shelf.here?.id);
  const [only, second] = own ? [own] : named;
  if (!only) throw new Refusal('unknown-canned', { name: name.slice(0, 60) }, [listed]);
  if (!second) return only;
  const remedies = named.slice(0, 5).map(({ id, chatbotId }) => ({
    command: 'canned',
    label: nameIn(shelf)(chatbotId).slice(0, 40),
    args: `${what} ${id}`,
  }));
  throw new Refusal('bad-input', { what: `several are called “${only.name}”; which one?` }, remedies);
}

const listed = { command: 'canned', label: 'Prepared answers', args: 'list' };
