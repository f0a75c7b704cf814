// Nobody is given what is answered on a desk where they are nobody: its threads are out of their sight.

import type { Agent } from '../../core/agent.js';
import type { Chatbot } from '../../core/chatbot.js';
import { Refusal } from '../../core/errors.js';
import { isOnDesk } from '../../store/manage-agents.js';
import type { Reads } from '../../store/store.js';

const deskNames: Readonly<Record<string, string>> = { slack: 'Slack', teams: 'Teams' };

/** Asks whether the agent is somebody on the chatbot's desk, if it has one. Throws Refusal: other-desk. */
export async function mustBeOnDesk(reads: Reads, agent: Agent, chatbot: Chatbot): Promise<void> {
  const { desk } = chatbot;
  if (!desk || (await isOnDesk(reads, agent, { desk: desk.kind, team: desk.team }))) return;
  throw new Refusal('other-desk', {
    agent: agent.name,
    desk: deskNames[desk.kind] ?? desk.kind,
    chatbot: chatbot.name,
  });
}
