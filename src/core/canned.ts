// Canned replies: prepared answers with variables, found by name or words; pure.

import { Refusal } from './errors.js';
import type { ChatbotId, Id, OrganizationId } from './id.js';
import { fold } from './text/fold.js';

export type CannedReplyId = Id<'canned-reply'>;

export interface CannedReply {
  readonly organizationId: OrganizationId;
  readonly id: CannedReplyId;
  /** Null for those of the whole organization. */
  readonly chatbotId: ChatbotId | null;
  readonly name: string;
  /** CommonMark with variables such as `{{contact.first_name|there}}`. */
  readonly text: string;
}

/** The most characters of a name and of a text; the text still fits every desk's dialog once it is filled in. */
export const cannedNameLimit = 60;
export const cannedTextLimit = 2_500;

export const cannedVariables = [
  'contact.name',
  'contact.first_name',
  'agent.name',
  'chatbot.name',
  'reference',
  'category',
] as const;
export type CannedVariable = (typeof cannedVariables)[number];

/** What the variables stand for in one conversation; null where it is not known. */
export type CannedValues = Readonly<Record<CannedVariable, string | null>>;

const variable = /\{\{\s*([^{}|]{0,60}?)\s*(?:\|([^{}]{0,200}))?\}\}/gu;

/** Checks a name and a text before they are kept. Throws Refusal `bad-input`, `too-long`. */
export function checkCanned({ name, text }: Pick<CannedReply, 'name' | 'text'>): void {
  const wrong = cannedProblem({ name, text });
  if (wrong !== null) throw new Refusal('bad-input', { what: wrong });
}

/** What is wrong with a prepared answer, in words that fit after a colon; null when it can be kept. */
export function cannedProblem({ name, text }: Pick<CannedReply, 'name' | 'text'>): string | null {
  if (tidyCannedName(name) === '') return 'a prepared answer needs a name';
  if (/[\n#|]/u.test(name)) return 'a name is one line without # and |';
  if (name.length > cannedNameLimit) return `a name has at most ${cannedNameLimit} characters`;
  if (text.trim() === '') return 'a prepared answer needs a text';
  if (text.length > cannedTextLimit) return `a prepared answer has at most ${cannedTextLimit} characters`;
  const unknown = unknownVariable(text);
  return unknown === null
    ? null
    : `there is no variable {{${unknown}}}; known are ${cannedVariables.map((known) => `{{${known}}}`).join(', ')}`;
}

/** The first variable of a text that does not exist; null when all do. */
function unknownVariable(text: string): string | null {
  for (const [, name = ''] of text.matchAll(variable)) if (!isVariable(name)) return name;
  return null;
}

function isVariable(name: string): name is CannedVariable {
  return cannedVariables.some((known) => known === name);
}

/** A name as it is kept: blanks tidied. */
export function tidyCannedName(name: string): string {
  return name.replace(/[^\S\n]+/gu, ' ').trim();
}

/**
 * The text with what its variables stand for. One without a value takes its fallback, `{{contact.name|there}}`, or
 * nothing: the agent reads it before it is sent.
 */
export function fillCanned(text: string, values: CannedValues): string {
  return text.replace(variable, (whole, name: string, fallback: string | undefined) => {
    if (!isVariable(name)) return whole;
    const value = values[name]?.trim() ?? '';
    return value === '' ? (fallback ?? '').trim() : plainWords(value);
  });
}

/** Customers choose their own names: what they put there is no formatting of ours. */
function plainWords(value: string): string {
  return value.replace(/\s+/gu, ' ').replace(/[\\`*_[\]<>~]/gu, '\\$&');
}

/** The first word of a name; null without one. */
export function firstName(name: string | null): string | null {
  return name?.trim().split(/\s+/u)[0] || null;
}

/** How often one was chosen: by who chooses now, and by everyone. */
export interface CannedUses {
  readonly own: number;
  readonly everyone: number;
}

/** By id; those that are not in it were never chosen. */
export type CannedUse = ReadonlyMap<CannedReplyId, CannedUses>;

const unused: CannedUses = { own: 0, everyone: 0 };

/** Those that the agent chose most first, then those that everyone did, then by name. */
export function sortCanned(replies: readonly CannedReply[], use: CannedUse): CannedReply[] {
  return [...replies].sort(byUse(use));
}

function byUse(use: CannedUse) {
  return (a: CannedReply, b: CannedReply) => {
    const [one, other] = [use.get(a.id) ?? unused, use.get(b.id) ?? unused];
    return other.own - one.own || other.everyone - one.everyone || a.name.localeCompare(b.name);
  };
}

/**
 * Those whose name, else whose text holds all the words, case and accents aside: the closest first, of equally close
 * ones those that were chosen most.
 */
export function searchCanned(
  replies: readonly CannedReply[],
  words: string,
  use: CannedUse = new Map(),
): CannedReply[] {
  const wanted = fold(words).split(' ').filter(Boolean);
  const ranked = replies.flatMap((reply) => {
    const rank = rankOf(reply, wanted);
    return rank === null ? [] : [{ reply, rank }];
  });
  const further = byUse(use);
  return ranked.sort((a, b) => a.rank - b.rank || further(a.reply, b.reply)).map(({ reply }) => reply);
}

function rankOf({ name, text }: CannedReply, wanted: readonly string[]): number | null {
  const [inName, inText] = [fold(name), fold(text)];
  if (inName === wanted.join(' ')) return 0;
  if (wanted.every((word) => inName.includes(word))) return inName.startsWith(wanted[0] ?? '') ? 1 : 2;
  return wanted.every((word) => inName.includes(word) || inText.includes(word)) ? 3 : null;
}

/** The one that is called so, case and accents aside; a chatbot's own before the organization's. */
export function findCannedByName(replies: readonly CannedReply[], name: string): CannedReply | null {
  const wanted = fold(name);
  const named = replies.filter((reply) => fold(reply.name) === wanted);
  return named.find(({ chatbotId }) => chatbotId !== null) ?? named[0] ?? null;
}
