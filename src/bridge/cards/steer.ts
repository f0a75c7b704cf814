// What a supervisor can do about one waiting chat or one agent, from the overview.

import { presences, type Role } from '../../core/agent.js';
import { rowsShown, showReference } from '../../core/conversation.js';
import type { BoardAgent } from './board.js';
import type { Card, Control, Part } from './card.js';
import { askAbout, buttonAbout } from './controls.js';
import type { ConversationRow } from './facts.js';
import { bold, contextPart, countOf, excerpt, presenceWord, statusWord, textPart } from './prose.js';
import { rowText } from './rows.js';

function chatControls({ facts, url }: ConversationRow): Control[] {
  const { conversation } = facts;
  const opening = (label: string, word: string): Control => ({
    kind: 'button',
    label,
    ask: { ...askAbout(conversation, word), opens: true },
  });
  const controls: Control[] = [];
  if (conversation.status === 'pending')
    controls.push(buttonAbout(conversation, 'Claim', 'claim', 'primary'), opening('Assign…', 'assign'));
  if (conversation.status === 'active')
    controls.push(opening('Transfer…', 'transfer'), opening('Whisper…', 'whisper'));
  controls.push(buttonAbout(conversation, 'Info', 'info'));
  if (url !== null) controls.push({ kind: 'link', label: 'Open thread', url });
  return controls;
}

/** One chat with what a supervisor may do about it. */
export function steerChatCard(row: ConversationRow): Card {
  const { conversation, owner } = row.facts;
  const { requestedAt } = conversation;
  return {
    fallback: showReference(conversation),
    parts: [
      rowText(row),
      contextPart(statusWord(conversation.status, owner?.name ?? null)),
      ...(requestedAt && conversation.status === 'pending'
        ? [{ kind: 'since' as const, label: 'Waiting since', at: requestedAt }]
        : []),
      { kind: 'controls', controls: chatControls(row) },
    ],
  };
}

const moveAllButton = (agentId: string): Control => ({
  kind: 'button',
  label: 'Move all chats…',
  ask: { word: 'transfer', args: `all ${agentId}`, opens: true },
});

/** One agent: are they there, what they have, and what a supervisor may do about it. */
export function steerAgentCard(
  agent: BoardAgent & { readonly role: Role },
  rows: readonly ConversationRow[],
): Card {
  const name = excerpt(agent.name, 60);
  const shown = rows
    .slice(0, rowsShown)
    .flatMap((row): Part[] => [rowText(row), { kind: 'controls', controls: chatControls(row) }]);
  const rest = agent.load - Math.min(rows.length, rowsShown);
  return {
    fallback: `${name}: ${presenceWord(agent.presence)}`,
    parts: [
      { kind: 'heading', text: name },
      textPart(
        bold(presenceWord(agent.presence)),
        ` · ${agent.load} of ${countOf(agent.chatLimit, 'chat')} · ${agent.role}`,
      ),
      ...(agent.idleSince ? [{ kind: 'since' as const, label: 'Free since', at: agent.idleSince }] : []),
      {
        kind: 'controls',
        controls: [
          ...presences
            .filter((presence) => presence !== agent.presence)
            .map((presence) => ({
              kind: 'button' as const,
              label: `Set ${presence}`,
              ask: { word: 'presence', args: `${agent.id} ${presence}` },
            })),
          ...(agent.load > 0 ? [moveAllButton(agent.id)] : []),
        ],
      },
      ...shown,
      ...(rest > 0 ? [textPart(`… and ${rest} more.`)] : []),
    ],
  };
}
