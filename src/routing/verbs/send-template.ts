// An agent writes with a template: the one way to a customer whose channel has closed the reply window.

import type { Agent } from '../../core/agent.js';
import { mayReply } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import type { ConversationId, MessageId } from '../../core/id.js';
import {
  type MessageTemplate,
  previewTemplate,
  readVariables,
  type TemplateValues,
  tidyValue,
} from '../../core/template.js';
import { findChannel } from '../../store/chatbots.js';
import { moment } from '../../store/conversations.js';
import type { Routing } from '../routing.js';
import { passGate } from './gate.js';
import { mustSaySomething } from './reply.js';

/** Tells whether a channel kind has templates; handed in, so that verbs know no channel. */
export interface TemplateAbility {
  hasTemplates(kind: string): boolean;
}

export interface TemplateInput {
  readonly agent: Agent;
  readonly conversationId: ConversationId;
  /** The template as the platform listed it a moment ago. */
  readonly template: MessageTemplate;
  readonly values: TemplateValues;
}

/**
 * Sends a template, also while the reply window is closed. The text kept is what the customer reads.
 * Throws Refusal: not-owner, closed, channel-cannot, bad-input when a value is missing, too-long.
 */
export async function sendTemplate(
  routing: Routing,
  input: TemplateInput,
  abilities: TemplateAbility,
): Promise<{ readonly messageId: MessageId }> {
  const { template } = input;
  const values = mustFill(template, input.values);
  const text = previewTemplate(template, values);
  return routing.store.transaction(async (tx) => {
    const gate = await passGate(tx, { agent: input.agent, conversationId: input.conversationId });
    const { agent, conversation, owner, actor, writing } = gate;
    mayReply({ conversation, agent, ownerName: owner?.name ?? null });
    const { organizationId, channelId } = conversation;
    const door = await findChannel(tx, { organizationId, id: channelId });
    if (!door || !abilities.hasTemplates(door.kind))
      throw new Refusal('channel-cannot', { what: 'take templates' });
    mustSaySomething({ text });
    const { name, language } = template;
    const said = await writing.message(
      {
        author: 'agent',
        agentId: agent.id,
        kind: 'template',
        text,
        // The platform's own marks of bold and italic stay as they are written.
        markup: 'plain',
        details: { template: { name, language, ...values } },
      },
      actor,
    );
    await writing.deliver('customer', { kind: 'message', messageId: said.id });
    await writing.deliver('thread', { kind: 'message', messageId: said.id });
    writing.change({ lastReplyAt: moment, ...(conversation.firstReplyAt ? {} : { firstReplyAt: moment }) });
    await writing.finish();
    return { messageId: said.id };
  });
}

/** The values as platforms take them, one for each variable. */
function mustFill(template: MessageTemplate, given: TemplateValues): TemplateValues {
  const fill = (text: string | null, values: readonly string[]) => {
    const names = readVariables(text);
    const tidy = values.map(tidyValue);
    const missing = names.find((_, index) => !tidy[index]);
    if (missing !== undefined) throw new Refusal('bad-input', { what: `{{${missing}}} has no value` });
    if (tidy.length > names.length)
      throw new Refusal('bad-input', {
        what: `“${template.name}” has ${names.length} blanks here, not ${tidy.length}`,
      });
    return tidy;
  };
  return { header: fill(template.header, given.header), body: fill(template.body, given.body) };
}
