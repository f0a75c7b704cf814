// The list of chats that fit a filter, and the dialog that asks for one.

import { type ChatFilter, type ChatList, isUsual, wordsLimit } from '../../core/chat-filter.js';
import type { AgentId } from '../../core/id.js';
import type { Ask, Card, Control, Form, FormField, Part } from './card.js';
import { buttonAbout } from './controls.js';
import type { ConversationRow } from './facts.js';
import { channelName, contextPart, excerpt, statusWord, textPart } from './prose.js';
import { rowText } from './rows.js';

/** What there is to choose from. */
export interface ChatChoices {
  readonly chatbots: readonly { readonly id: string; readonly name: string }[];
  readonly channels: readonly string[];
}

export interface ChatsFacts {
  readonly readerId: AgentId;
  readonly filter: ChatFilter;
  readonly choices: ChatChoices;
  readonly rows: readonly ConversationRow[];
  readonly more: boolean;
}

const listNames: Record<ChatList, string> = {
  usual: 'Mine and waiting',
  mine: 'My chats',
  pending: 'Waiting',
  active: 'Active',
  'closed-today': 'Closed today',
};

/** `Active · WhatsApp · Acme Support · “refund”`. */
export function filterWords(filter: ChatFilter, { chatbots }: ChatChoices): string {
  const chatbot = chatbots.find(({ id }) => id === filter.chatbotId);
  const list =
    filter.list === 'usual' ? (filter.words === null ? 'Open' : 'All chats') : listNames[filter.list];
  return [
    list,
    filter.channel === null ? null : channelName(filter.channel),
    chatbot ? excerpt(chatbot.name, 40) : null,
    filter.words === null ? null : `“${excerpt(filter.words, 40)}”`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

function rowControls({ facts, url }: ConversationRow, readerId: AgentId): Control[] {
  const { conversation } = facts;
  const controls: Control[] = [];
  if (conversation.status === 'pending')
    controls.push(buttonAbout(conversation, 'Claim', 'claim', 'primary'));
  if (conversation.ownerId === readerId) controls.push(buttonAbout(conversation, 'Reply', 'reply'));
  controls.push(buttonAbout(conversation, 'Info', 'info'));
  if (url !== null) controls.push({ kind: 'link', label: 'Open thread', url });
  return controls;
}

function sinceOf({ facts }: ConversationRow): Part[] {
  const { status, requestedAt, closedAt, lastCustomerAt } = facts.conversation;
  if (status === 'pending' && requestedAt)
    return [{ kind: 'since', label: 'Waiting since', at: requestedAt }];
  if (status === 'closed' && closedAt) return [{ kind: 'since', label: 'Closed', at: closedAt }];
  return lastCustomerAt ? [{ kind: 'since', label: 'Customer last wrote', at: lastCustomerAt }] : [];
}

/** The conversations, each with how it stands and what its reader can do. */
export function foundParts({ rows, more, readerId }: ChatsFacts): Part[] {
  if (rows.length === 0)
    return [contextPart('🌿 Nothing fits. Only chats that you may see are looked through.')];
  const parts = rows.flatMap((row): Part[] => {
    const { conversation, owner } = row.facts;
    return [
      rowText(row),
      contextPart(statusWord(conversation.status, owner?.name ?? null)),
      ...sinceOf(row),
      { kind: 'controls', controls: rowControls(row, readerId) },
    ];
  });
  return more ? [...parts, textPart('… and more. Say more exactly what you look for.')] : parts;
}

/**
 * The menu and buttons that change what a home shows. The line above them says what the menu is for: its own label is
 * gone as soon as something is chosen.
 */
export function filterParts(filter: ChatFilter): Part[] {
  const ask = (args?: string): Ask => ({ word: 'filter', ...(args === undefined ? {} : { args }) });
  const controls: Control[] = [
    {
      kind: 'menu',
      placeholder: 'Show',
      ask: ask(),
      options: Object.entries(listNames).map(([list, label]) => ({ label, value: `list:${list}` })),
      chosen: `list:${filter.list}`,
    },
    { kind: 'button', label: 'Search and filter', ask: { ...ask(), opens: true } },
    { kind: 'button', label: 'Refresh', ask: ask('again') },
  ];
  if (!isUsual(filter)) controls.push({ kind: 'button', label: 'Clear', ask: ask('clear') });
  return [contextPart('Show on this page'), { kind: 'controls', controls }];
}

/** The list as an answer. */
export function chatsCard(facts: ChatsFacts): Card {
  const title = filterWords(facts.filter, facts.choices);
  return {
    fallback: `${title}: ${facts.rows.length}${facts.more ? '+' : ''}`,
    parts: [
      { kind: 'heading', text: title },
      ...foundParts(facts),
      {
        kind: 'controls',
        controls: [{ kind: 'button', label: 'Search', ask: { word: 'chats', args: 'search', opens: true } }],
      },
    ],
  };
}

/** The value that means no choice. */
export const anyChoice = 'any';

function choice(
  id: string,
  label: string,
  options: readonly { readonly label: string; readonly value: string }[],
  initial: string,
): FormField {
  return { kind: 'choice', id, label, options, initial };
}

/** Asks what to look for; `word` is the command that takes the answer. */
export function filterForm(word: 'chats' | 'filter', filter: ChatFilter, choices: ChatChoices): Form {
  const any = (label: string) => ({ label, value: anyChoice });
  return {
    title: 'Search and filter',
    submit: 'Show',
    ask: { word },
    fields: [
      choice(
        'list',
        'Chats',
        Object.entries(listNames).map(([value, label]) => ({ label, value })),
        filter.list,
      ),
      choice(
        'chatbot',
        'Chatbot',
        [
          any('All of mine'),
          ...choices.chatbots.map(({ id, name }) => ({ label: excerpt(name, 70), value: id })),
        ],
        filter.chatbotId ?? anyChoice,
      ),
      choice(
        'channel',
        'Channel',
        [any('All'), ...choices.channels.map((kind) => ({ label: channelName(kind), value: kind }))],
        filter.channel ?? anyChoice,
      ),
      {
        kind: 'text',
        id: 'words',
        label: 'Words',
        multiline: false,
        optional: true,
        maxLength: wordsLimit,
        placeholder: 'A name, an address, #1042, or what was written',
        ...(filter.words === null ? {} : { initial: filter.words }),
      },
    ],
  };
}
