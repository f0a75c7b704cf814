// The root card: a conversation's head on the desk, redrawn at every change.

import { contactLabel } from '../../core/contact.js';
import { type Conversation, placesCounted, showReference } from '../../core/conversation.js';
import { readWindow } from '../../core/reply-window.js';
import type { TextDocument } from '../../core/text/document.js';
import type { Card, Part } from './card.js';
import { conversationControls, type WayToWrite } from './controls.js';
import type { ConversationFacts } from './facts.js';
import { bold, channelName, excerpt, factLabel, requestWord, say, statusWord, textPart } from './prose.js';
import { windowParts } from './window.js';

/** The most facts of the site shown on the card; the rest is one press away under Info. */
const attributesShown = 3;

/** What the customer does meanwhile, where they are not simply there and waiting. */
export function waitingWord({ status, waiting }: Pick<Conversation, 'status' | 'waiting'>): string {
  if (status !== 'pending') return '';
  if (waiting === 'message') return ' · 📨 left a message';
  return waiting === 'callback' ? ' · 📅 asked outside the hours' : '';
}

function statusPart({ conversation, owner, waitingPosition }: ConversationFacts): Part {
  const status = bold(statusWord(conversation.status, owner?.name ?? null));
  if (conversation.status !== 'pending') return textPart(status);
  const place =
    waitingPosition === null
      ? ''
      : waitingPosition === 1
        ? ' · next in the queue'
        : waitingPosition > placesCounted
          ? ` · ${placesCounted} or more wait before it`
          : ` · number ${waitingPosition} in the queue`;
  const why = requestWord(conversation.requestReason);
  const reason = why === null ? '' : ` · ${why}`;
  return textPart(status, `${place}${waitingWord(conversation)}${reason}`);
}

function momentPart(conversation: Conversation): Part[] {
  switch (conversation.status) {
    case 'pending':
      return pendingMoments(conversation);
    case 'active':
      return lastWrotePart(conversation);
    case 'closed':
      return conversation.closedAt ? [{ kind: 'since', label: 'Closed', at: conversation.closedAt }] : [];
    case 'ai':
      return [{ kind: 'since', label: 'Began', at: conversation.createdAt }];
  }
}

/** When the customer of an active conversation last wrote. */
export function lastWrotePart({ lastCustomerAt }: Conversation): Part[] {
  return lastCustomerAt ? [{ kind: 'since', label: 'Customer last wrote', at: lastCustomerAt }] : [];
}

/** Since when the customer of a pending conversation waits; who left a message, or is called back, asked then. */
export function askedPart({ requestedAt, waiting }: Conversation): Part[] {
  const label = waiting === 'live' ? 'Waiting since' : 'Asked';
  return requestedAt ? [{ kind: 'since', label, at: requestedAt }] : [];
}

function pendingMoments(conversation: Conversation): Part[] {
  const { notBefore } = conversation;
  const asked = askedPart(conversation);
  return notBefore ? [...asked, { kind: 'since', label: 'Open again', at: notBefore }] : asked;
}

function fieldsPart(facts: ConversationFacts): Part {
  const { conversation, contact, owner, chatbot, channelKind } = facts;
  const fields: { label: string; value: TextDocument }[] = [
    { label: 'Channel', value: say(`${channelName(channelKind)} · ${chatbot.name}`) },
    { label: 'Agent', value: say(owner?.name ?? '–') },
    { label: 'Category', value: say(conversation.category ?? '–') },
  ];
  if (facts.rating)
    fields.push({
      label: 'Rating',
      value: say(`${'★'.repeat(facts.rating)}${'☆'.repeat(5 - facts.rating)}`),
    });
  const reachable = [contact.email, contact.phone].filter((fact) => fact !== null);
  if (reachable.length > 0) {
    fields.push({
      label: contact.verified ? 'Contact (verified)' : 'Contact',
      value: say(excerpt(reachable.join(' · '), 100)),
    });
  }
  for (const [label, value] of Object.entries(contact.attributes).slice(0, attributesShown)) {
    fields.push({ label: factLabel(label), value: say(excerpt(value, 80)) });
  }
  return { kind: 'fields', fields };
}

/** How the owner can write to the customer at this moment. */
export function wayToWrite({ conversation, hasTemplates }: ConversationFacts, now: Date): WayToWrite {
  if (readWindow(conversation, now) !== 'closed') return 'words';
  return hasTemplates ? 'template' : 'none';
}

/** Draws the head of a conversation's thread as it is now; what is not in the thread is one button away. */
export function rootCard(facts: ConversationFacts, now: Date = new Date()): Card {
  const { conversation, contact, owner } = facts;
  const who = excerpt(contactLabel(contact), 60);
  return {
    fallback: `${showReference(conversation)} ${who}: ${statusWord(conversation.status, owner?.name ?? null)}`,
    parts: [
      { kind: 'heading', text: `${showReference(conversation)} · ${who}` },
      statusPart(facts),
      fieldsPart(facts),
      ...momentPart(conversation),
      ...windowParts(facts, now),
      ...conversationControls(conversation, {
        earlier: facts.earlier,
        write: wayToWrite(facts, now),
        asksCategory: facts.chatbot.categories.length > 0 && conversation.category === null,
        canSuggest: facts.canSuggest ?? false,
      }),
      { kind: 'ways', from: conversation.status },
    ],
  };
}
