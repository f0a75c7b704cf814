// Admins keep the prepared answers: they add, change and remove them, and each change is audited.

import { type Agent, agentMay, roleMay } from '../../core/agent.js';
import { type CannedReply, checkCanned, tidyCannedName } from '../../core/canned.js';
import { Refusal } from '../../core/errors.js';
import type { ChatbotId } from '../../core/id.js';
import { lockAgent } from '../../store/agents.js';
import { recordChange } from '../../store/audit.js';
import { changeCanned, insertCanned, lockCanned, removeCanned } from '../../store/canned.js';
import { findChatbot } from '../../store/chatbots.js';
import { type Tx, violatedConstraint } from '../../store/store.js';
import type { Routing } from '../routing.js';
import { actorOf } from './gate.js';

type Written = Pick<CannedReply, 'name' | 'text'>;

/** Adds one for a chatbot, or with null for all. Throws Refusal: role, unknown-chatbot, bad-input. */
export async function addCannedReply(
  routing: Routing,
  input: Written & { readonly by: Agent; readonly chatbotId: ChatbotId | null },
): Promise<CannedReply> {
  const written = tidy(input);
  return refuseTaken(written, () =>
    routing.store.transaction(async (tx) => {
      const by = await mustManage(tx, input.by, input.chatbotId);
      const { organizationId } = by;
      const reply = { organizationId, chatbotId: input.chatbotId, ...written };
      const id = await insertCanned(tx, reply);
      await record(tx, by, reply, { before: null, after: written });
      return { ...reply, id };
    }),
  );
}

/** Changes name and text. Throws Refusal: role, unknown-canned, bad-input. */
export async function changeCannedReply(
  routing: Routing,
  input: Written & { readonly by: Agent; readonly id: string },
): Promise<CannedReply> {
  const written = tidy(input);
  return refuseTaken(written, () =>
    routing.store.transaction(async (tx) => {
      const { by, reply } = await lockBoth(tx, input);
      await changeCanned(tx, reply, written);
      await record(tx, by, reply, { before: shown(reply), after: written });
      return { ...reply, ...written };
    }),
  );
}

/** Takes one out of use. Throws Refusal: role, unknown-canned. */
export async function removeCannedReply(
  routing: Routing,
  input: { readonly by: Agent; readonly id: string },
): Promise<CannedReply> {
  return routing.store.transaction(async (tx) => {
    const { by, reply } = await lockBoth(tx, input);
    await removeCanned(tx, reply);
    await record(tx, by, reply, { before: shown(reply), after: null });
    return reply;
  });
}

function tidy({ name, text }: Written): Written {
  checkCanned({ name, text });
  return { name: tidyCannedName(name), text: text.trim() };
}

const shown = ({ name, text }: CannedReply): Written => ({ name, text });

async function lockBoth(tx: Tx, input: { readonly by: Agent; readonly id: string }) {
  const by = await mustManage(tx, input.by, null);
  const reply = await lockCanned(tx, by.organizationId, input.id);
  if (!reply) throw new Refusal('unknown-canned');
  if (reply.chatbotId !== null && !agentMay(by, 'manage', reply.chatbotId))
    throw new Refusal('other-chatbot');
  return { by, reply };
}

/** The acting agent as they are now: a role taken away a moment ago counts. */
async function mustManage(tx: Tx, by: Agent, chatbotId: ChatbotId | null): Promise<Agent> {
  const agent = await lockAgent(tx, by);
  if (!agent || agent.deactivatedAt) throw new Refusal('deactivated');
  if (!roleMay(agent.role, 'manage')) throw new Refusal('role', { needs: 'admin' });
  if (chatbotId === null) return agent;
  const chatbot = await findChatbot(tx, { organizationId: agent.organizationId, id: chatbotId });
  if (!chatbot) throw new Refusal('unknown-chatbot');
  return agent;
}

async function record(
  tx: Tx,
  by: Agent,
  { organizationId, chatbotId }: Pick<CannedReply, 'organizationId' | 'chatbotId'>,
  change: { readonly before: Written | null; readonly after: Written | null },
): Promise<void> {
  await recordChange(tx, organizationId, {
    actor: actorOf(by),
    subject: chatbotId === null ? 'organization' : 'chatbot',
    subjectId: chatbotId ?? organizationId,
    what: 'canned',
    ...change,
  });
}

async function refuseTaken<Result>({ name }: Written, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (violatedConstraint(error) !== 'canned_reply_name') throw error;
    throw new Refusal('bad-input', { what: `there is a prepared answer “${name}” already` });
  }
}
