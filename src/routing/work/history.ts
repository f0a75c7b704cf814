// What an assistant reads of a conversation: every line in plain words, and what people did in between.

import type { HistoryLine } from '../../assistant/assistant.js';
import type { Event } from '../../core/event.js';
import { type Message, visibleText } from '../../core/message.js';
import { parseText, printPlain } from '../../core/text.js';

/** The messages and the turns among them in their order, so that the assistant knows what was promised. */
export function toHistory(messages: readonly Message[], events: readonly Event[]): HistoryLine[] {
  const from = messages[0]?.sequence ?? 0;
  const lines = [
    ...messages.map((message) => ({
      sequence: message.sequence,
      line: {
        author: message.author,
        name: message.authorName,
        text: readable(message),
        at: message.createdAt,
        ...choiceOf(message),
      },
    })),
    ...events
      .filter((event) => event.sequence >= from)
      .map((event) => ({
        sequence: event.sequence,
        line: { author: 'system' as const, name: 'system', text: describeTurn(event), at: event.at },
      })),
  ];
  return lines.sort((a, b) => a.sequence - b.sequence).map((entry) => entry.line);
}

/** Plain words: markup is for eyes, and an assistant that reads it begins to write it. */
function readable(message: Message): string {
  const { choice } = choiceOf(message);
  if (choice) return message.text || choice.title;
  if (message.deletedAt || message.text === '' || message.markup === 'plain') return visibleText(message);
  return printPlain(parseText(message.text, message.markup));
}

function choiceOf({ kind, details, deletedAt }: Message): Pick<HistoryLine, 'choice'> {
  const { choice } = details;
  return choice && kind === 'choice' && !deletedAt ? { choice } : {};
}

function describeTurn(event: Event): string {
  const { agentName, fromName } = event.data as { agentName?: string; fromName?: string | null };
  if (event.kind === 'conversation.restored') return describeReturn(event, fromName ?? null);
  return `${agentName ?? 'A person'} took over the conversation.`;
}

function describeReturn({ actor }: Event, fromName: string | null): string {
  if (actor.kind === 'contact')
    return 'The customer did not want to wait for a person any longer and goes on with the assistant.';
  if (actor.kind === 'system')
    return 'Nobody could take the conversation in time: the assistant has it again. Do not promise a person.';
  return `${fromName ?? 'A person'} gave the conversation back to the assistant. Keep to what people said and promised above.`;
}
