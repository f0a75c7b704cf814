// Every card and form that agents see, drawn from the same facts: for the desk's rendering to be proven on all of them.

import { alarmCard } from '../../../src/bridge/cards/alarm.js';
import {
  doorPausedCard,
  doorWorksCard,
  heldReplyCard,
  lettersCard,
} from '../../../src/bridge/cards/alert.js';
import { assignedCard } from '../../../src/bridge/cards/assigned.js';
import { boardCard, oldBoardCard } from '../../../src/bridge/cards/board.js';
import {
  addCannedForm,
  cannedListCard,
  filledCannedCard,
  pickCannedCard,
  pickCannedForm,
} from '../../../src/bridge/cards/canned.js';
import type { Card, Form } from '../../../src/bridge/cards/card.js';
import { doctorCard } from '../../../src/bridge/cards/doctor.js';
import type { ConversationFacts, ConversationRow } from '../../../src/bridge/cards/facts.js';
import { categoryForm, closeForm, handOnForm, noteForm, replyForm } from '../../../src/bridge/cards/forms.js';
import { heldCard } from '../../../src/bridge/cards/held.js';
import { helpCard } from '../../../src/bridge/cards/help.js';
import { type HistoryFact, historyCard } from '../../../src/bridge/cards/history.js';
import { homeCard, strangerHomeCard } from '../../../src/bridge/cards/home.js';
import { infoCard } from '../../../src/bridge/cards/info.js';
import { lineCard } from '../../../src/bridge/cards/line.js';
import { correctionCard, noticeCard, refusalCard } from '../../../src/bridge/cards/notice.js';
import { agentsCard, overviewCard } from '../../../src/bridge/cards/overview.js';
import { reportCard, reportFilesCard } from '../../../src/bridge/cards/report.js';
import { rootCard } from '../../../src/bridge/cards/root.js';
import { mineCard, queueCard } from '../../../src/bridge/cards/rows.js';
import { steerAgentCard, steerChatCard } from '../../../src/bridge/cards/steer.js';
import { suggestionCard } from '../../../src/bridge/cards/suggestion.js';
import {
  fillTemplateCard,
  fillTemplateForm,
  pickTemplateCard,
  pickTemplateForm,
} from '../../../src/bridge/cards/template.js';
import { whisperCard } from '../../../src/bridge/cards/whisper.js';
import { systemActor } from '../../../src/core/actor.js';
import type { CannedReply } from '../../../src/core/canned.js';
import type { Message, Note } from '../../../src/core/message.js';
import type { MessageTemplate } from '../../../src/core/template.js';
import { boardNow, boardWith } from '../../support/board-facts.js';
import { contactWith, factsWith, kim } from '../../support/card-facts.js';
import { emptyFigures, reportWith } from '../../support/report-facts.js';

const now = new Date('2026-11-22T09:10:00Z');

/** What the customer wrote, and their name: the same everywhere, so that one search finds it. */
export interface CustomerWords {
  readonly name: string;
  readonly text: string;
}

const friendly: CustomerWords = {
  name: 'Maria Lopez',
  text: 'Where is my parcel? It was to come on Monday.',
};

const templates: readonly MessageTemplate[] = ['reopen_chat', 'parcel_update'].map((name) => ({
  name,
  language: 'en_GB',
  category: 'UTILITY',
  header: null,
  body: 'Hello {{1}}, your parcel {{2}} is on its way.',
  footer: null,
  buttons: [],
}));

function factsOf({ name, text }: CustomerWords, change: Parameters<typeof factsWith>[0] = {}) {
  const attributes = { plan: 'Pro', note: text.slice(0, 200), 'last order': 'A-1093' };
  return factsWith({ contact: contactWith({ name, attributes }), lastCustomerText: text, ...change });
}

function historyOf({ name, text }: CustomerWords, count: number): readonly HistoryFact[] {
  const authors = ['contact', 'assistant', 'agent'] as const;
  return Array.from({ length: count }, (_, index): HistoryFact => {
    const at = { sequence: 10 + index, createdAt: now, attachments: [] };
    if (index % 5 === 4) return { type: 'note', note: { ...at, authorName: 'Kim', text } as unknown as Note };
    const author = authors[index % 3] ?? 'contact';
    const message = {
      ...at,
      author,
      authorName: author === 'contact' ? name : author === 'agent' ? 'Kim' : 'Assistant',
      kind: 'text',
      text,
      markup: 'plain',
      details: {},
      editedAt: null,
      deletedAt: null,
    };
    return { type: 'message', receipt: null, message: message as unknown as Message };
  });
}

/** The root card in every status. */
function rootsOf(words: CustomerWords): Record<string, Card> {
  const active = { status: 'active' as const, ownerId: kim.id, category: 'Shipping' };
  const open = { openUntil: new Date('2026-11-22T20:00:00Z') };
  const root = (change: Parameters<typeof factsWith>[0]): Card => rootCard(factsOf(words, change), now);
  return {
    'root: with the assistant': root({ conversation: { status: 'ai' } }),
    'root: waiting': root({ conversation: { requestReason: 'The assistant could not answer' } }),
    'root: active': root({ conversation: active, owner: kim, earlier: 42 }),
    'root: active, window': root({
      conversation: { ...active, ...open },
      owner: kim,
      channelKind: 'whatsapp',
      hasTemplates: true,
    }),
    'root: closed': root({ conversation: { ...active, status: 'closed', closedAt: now }, owner: kim }),
  };
}

function listsOf(words: CustomerWords): Record<string, Card> {
  const row = (reference: number, url: string | null = 'https://teams.example/l/1') => ({
    facts: factsOf(words, { conversation: { reference, category: 'Shipping' } }),
    url,
  });
  const agent = { name: 'Kim', role: 'supervisor', presence: 'online', chatLimit: 5, load: 2 } as const;
  const queueOf = (rows: readonly ConversationRow[]) => ({
    counts: { waiting: rows.length, messages: 0, callbacks: 0 },
    rows,
  });
  const rows = Array.from({ length: 14 }, (_, index) => row(1040 + index));
  return {
    home: homeCard({ agent, mine: [row(1042)], queue: queueOf([row(1050), row(1051, null)]) }),
    'home: nothing to do': homeCard({ agent: { ...agent, presence: 'away' }, mine: [], queue: queueOf([]) }),
    'home: of a stranger': strangerHomeCard(),
    queue: queueCard({ ...queueOf(rows.slice(0, 10)), counts: { waiting: 812, messages: 33, callbacks: 4 } }),
    mine: mineCard(rows.slice(0, 2), 5),
    'mine: none': mineCard([], 5),
    report: reportCard({ report: reportWith(), pictures: 'coming', chatbots: [] }),
    'report: nothing': reportCard({ report: reportWith(emptyFigures), pictures: 'nothing', chatbots: [] }),
    'report: files': reportFilesCard(reportWith()),
    overview: overviewCard({
      lines: [
        {
          chatbot: { key: 'acme', name: 'Acme Support' },
          ...{ ai: 12, active: 4, present: 1, assigned: 4 },
          queue: { waiting: 3, messages: 1, callbacks: 2 },
          waitingSince: now,
          agents: [agent],
        },
        {
          chatbot: { key: 'sales', name: 'Acme Sales' },
          ...{ ai: 2, active: 0, present: 0, assigned: 0 },
          queue: { waiting: 0, messages: 0, callbacks: 0 },
          waitingSince: null,
          agents: [],
        },
      ],
      more: 3,
    }),
    board: boardCard(boardWith(), true, boardNow),
    'chatbot of the overview': boardCard(boardWith(), false, boardNow),
    'board: moved': oldBoardCard('Acme Support', true),
    alarm: alarmCard({ kind: 'wait', news: 'began', since: now }, boardWith(), [
      { user: 'U0KIM', name: words.name },
    ]),
    'alarm: over': alarmCard({ kind: 'wait', news: 'over', since: now }, boardWith()),
    'chat to steer': steerChatCard(row(1042)),
    'agent to steer': steerAgentCard({ ...agent, id: 'a1', idleSince: now }, rows),
    whisper: whisperCard(factsOf(words), words.name, words.text),
    agents: agentsCard([
      { ...agent, id: 'a1' },
      { ...agent, id: 'a2', name: words.name, presence: 'away' },
    ]),
    assigned: assignedCard(row(1042), 'Ann', 'Please take over.'),
  };
}

function linesOf(words: CustomerWords): Record<string, Card> {
  const { conversation } = factsOf(words);
  const line = (event: Parameters<typeof lineCard>[0]['event'], data: Record<string, unknown>): Card =>
    lineCard({ event, actor: systemActor('deliver'), data, conversationId: conversation.id }, now);
  const error = { class: 'content', code: '131', sentence: 'The channel refused it.' };
  const failed = { messageId: 'm1', text: words.text, error };
  return {
    failure: line('delivery.dead', failed),
    'failure: fate unknown': line('delivery.unknown', failed),
    'failure: template': line('delivery.dead', {
      ...failed,
      hasTemplates: true,
      error: { ...error, class: 'window' },
    }),
    'window: closing': line('window.closing', { at: '2026-11-22T20:00:00Z', hasTemplates: true }),
    'window: closed': line('window.closed', { at: '2026-11-22T09:00:00Z', hasTemplates: true }),
    held: heldCard({ conversation, ownerName: 'Ann', heldLineId: 'h1', text: words.text }),
    'held: nobody has it': heldCard({ conversation, ownerName: null, heldLineId: 'h1', text: words.text }),
    correction: correctionCard(conversation, words.text),
    brief: line('conversation.briefed', { lines: [words.text.slice(0, 200), words.name, 'A-1093', 'calm'] }),
    suggestion: suggestionCard({ conversation, suggestionId: 's1', text: words.text }),
    'held reply': heldReplyCard('whatsapp', 'The number is rate limited.'),
  };
}

function toldOf(words: CustomerWords): Record<string, Card> {
  const facts = factsOf(words);
  const door = { chatbotName: 'Acme Support', kind: 'whatsapp', account: '4471', class: 'auth', code: '190' };
  const finding = { part: 'Database', what: 'version', sentence: 'PostgreSQL 17' };
  return {
    info: infoCard(facts),
    history: historyCard({ conversation: facts.conversation, items: historyOf(words, 6), earlier: 30 }),
    help: helpCard(
      ['claim', 'note', 'reply', 'transfer @person', 'close', 'queue', 'mine', 'overview', 'doctor'].map(
        (usage) => ({ usage, summary: 'what it does, in half a line' }),
      ),
      'Kim',
    ),
    notice: noticeCard('Saved.', 'Only agents see it.'),
    refusal: refusalCard('Ann has this conversation.', [{ label: 'Take over', command: 'claim' }], {
      conversationId: facts.conversation.id,
    }),
    paused: doorPausedCard({ ...door, sentence: 'The token has expired.', pausedAt: now, waiting: 3 }, true),
    'works again': doorWorksCard(door),
    letters: lettersCard(door, { count: 2, reason: 'an unknown kind' }),
    doctor: doctorCard([
      { level: 'good', ...finding },
      { level: 'bad', part: 'Teams', what: 'secret', sentence: 'Entra refuses it. Make a new one.' },
    ]),
    'canned: choose': pickCannedCard(facts, canned),
    'canned: filled in': filledCannedCard(facts, canned[0] ?? oneCanned, words.text),
    'canned: list': cannedListCard(canned, () => 'all chatbots', true),
    'template: choose': pickTemplateCard(facts, templates),
    'template: fill in': fillTemplateCard(facts, templates[0] ?? oneTemplate),
  };
}

const oneCanned = { id: 'k1', name: 'Greeting', text: 'Hello {{contact.name|there}}' } as CannedReply;
const canned: readonly CannedReply[] = [oneCanned, { ...oneCanned, name: 'Later' }];

const oneTemplate: MessageTemplate = { ...templates[0], buttons: [] } as MessageTemplate;

/** Every kind of card by a name, with the customer's words in all places where they stand. */
export function everyCard(words: CustomerWords = friendly): Readonly<Record<string, Card>> {
  return { ...rootsOf(words), ...listsOf(words), ...linesOf(words), ...toldOf(words) };
}

/** Every form by a name. */
export function everyForm(words: CustomerWords = friendly): Readonly<Record<string, Form>> {
  const facts: ConversationFacts = factsOf(words);
  const colleagues = [
    { id: 'a1', name: 'Ann', hint: '🟢 online' },
    { id: 'a2', name: words.name, hint: '🌙 away' },
  ];
  return {
    reply: replyForm(facts, 'Dear Maria,'),
    note: noteForm(facts),
    category: categoryForm(facts),
    close: closeForm(facts),
    transfer: handOnForm(facts, 'transfer', colleagues),
    'transfer: nobody': handOnForm(facts, 'transfer', []),
    'canned: choose': pickCannedForm(facts, canned),
    'canned: add': addCannedForm([], { name: 'Greeting', chosen: 'all' }),
    'template: choose': pickTemplateForm(facts, templates),
    'template: fill in': fillTemplateForm(facts, oneTemplate),
  };
}

/** A page of history with as many and as long lines as one holds. */
export function longHistory(text: string): Card {
  const words = { name: friendly.name, text };
  return historyCard({
    conversation: factsOf(words).conversation,
    items: historyOf(words, 12),
    earlier: 900,
  });
}
