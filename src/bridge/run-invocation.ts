// Runs one invocation: who asks, which command, may they, and the answer back through the gesture's mouth.

import { Refusal, type RefusalCode } from '../core/errors.js';
import { noticeCard } from './cards/notice.js';
import type { Answer, Command } from './commands/command.js';
import { findCommand } from './commands/registry.js';
import { explain } from './explain.js';
import type { BridgeHouse } from './house.js';
import type { Invocation } from './invocation.js';
import { findNearWord } from './near-word.js';
import { recogniseAgent } from './people.js';
import { fitRefusal } from './remedies.js';

/** Refusals that are about what a form's field holds; others close the form and are whispered. */
const aboutFields: readonly RefusalCode[] = [
  'bad-input',
  'empty-message',
  'too-long',
  'unknown-category',
  'unknown-agent',
  'agent-offline',
  'limit-reached',
  'file-refused',
  'required-fields',
  'bad-hours',
  'fallback-cycle',
  'unknown-chatbot',
  'below-load',
  'already-agent',
];

async function show(invocation: Invocation, answer: Answer): Promise<void> {
  if (answer.show === 'card') await invocation.mouth.whisper(answer.card);
  if (answer.show !== 'form') return;
  if (invocation.mouth.openForm) await invocation.mouth.openForm(answer.form);
  else await invocation.mouth.whisper(noticeCard(answer.hint));
}

function refuseField(invocation: Invocation, command: Command | null, error: unknown): boolean {
  const { refuseForm } = invocation.mouth;
  if (invocation.via !== 'form' || !refuseForm || !(error instanceof Refusal)) return false;
  // In a dialog of several fields the refusal tells which one it is about.
  const field = error.detail.field ?? command?.field;
  if (!field || !aboutFields.includes(error.code)) return false;
  refuseForm({ [field]: error.message });
  return true;
}

/** Carries out the invocation and answers it. Never throws: whatever goes wrong is told to its author. */
export async function runInvocation(house: BridgeHouse, invocation: Invocation): Promise<void> {
  const { log, store } = house.routing;
  let command: Command | null = null;
  try {
    const agent = await recogniseAgent(store, invocation);
    command = findCommand(invocation.word);
    if (!command) {
      const near = findNearWord(invocation.word);
      throw new Refusal(
        'unknown-command',
        { word: invocation.word.slice(0, 40), ...(near === null ? {} : { near }) },
        [{ command: 'help', label: 'Help' }],
      );
    }
    await show(invocation, await command.run({ house, agent, invocation }));
  } catch (error) {
    if (refuseField(invocation, command, error)) return;
    const about = { what: command?.name ?? 'invocation', conversationId: invocation.conversationId };
    const told = await fitRefusal(house, error, invocation).catch(() => error);
    const card = explain(log, told, about);
    await invocation.mouth
      .whisper(card)
      .catch(() => log.warn({ what: about.what }, 'an answer could not be shown'));
  }
}
