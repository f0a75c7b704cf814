// Finds the question of a script that a customer's words ask; the same words always find the same one.

import { fold } from '../../core/text/fold.js';
import type { Question, Script } from './script.js';

/** The words of a text in one form: lower case, without accents and punctuation. */
export function normalizeWords(text: string): string[] {
  return fold(text).split(' ').filter(Boolean);
}

/** Endings a word may have more than the script's: "returns" asks what "return" answers. */
const longestEnding = 3;

function sameWord(asked: string, known: string): boolean {
  return (
    asked === known ||
    (known.length >= 4 && asked.startsWith(known) && asked.length - known.length <= longestEnding)
  );
}

function holdsInOrder(asked: readonly string[], phrase: readonly string[]): boolean {
  return asked.some((_, start) => phrase.every((word, index) => sameWord(asked[start + index] ?? '', word)));
}

/** 0 for no match; a phrase in order counts double its words, all of its words in any order count once. */
function scorePhrase(asked: readonly string[], phrase: readonly string[]): number {
  if (phrase.length === 0) return 0;
  if (holdsInOrder(asked, phrase)) return phrase.length * 2;
  return phrase.every((word) => asked.some((one) => sameWord(one, word))) ? phrase.length : 0;
}

/** The best question by its best phrase, then by how many of its phrases match, then by its place in the script; null for none. */
export function matchQuestion(script: Script, text: string): Question | null {
  const asked = normalizeWords(text);
  const matches = script.questions.map((question) => {
    const scores = question.when
      .map((phrase) => scorePhrase(asked, normalizeWords(phrase)))
      .filter((score) => score > 0);
    return { question, score: Math.max(0, ...scores), count: scores.length };
  });
  // Sorting is stable: the script's order decides between equals.
  const [best] = matches
    .filter((match) => match.score > 0)
    .sort((a, b) => b.score - a.score || b.count - a.count);
  return best?.question ?? null;
}

const greetings = new Set([
  'hi',
  'hello',
  'hey',
  'hallo',
  'moin',
  'servus',
  'good',
  'guten',
  'morning',
  'evening',
  'afternoon',
  'day',
  'tag',
  'morgen',
  'abend',
  'there',
  'again',
  'zusammen',
]);

/** Tells whether the text only greets. */
export function isGreeting(text: string): boolean {
  const words = normalizeWords(text);
  return words.length > 0 && words.length <= 4 && words.every((word) => greetings.has(word));
}
