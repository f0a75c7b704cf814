// What the doctor found: what does not work first, with the remedy; what is well is only counted.

import type { FindingLevel, HouseFinding } from '../../core/finding.js';
import type { Card, Part } from './card.js';
import { bold, contextPart, countOf, excerpt, lineBreak, type Piece, textPart } from './prose.js';

const signs: Record<FindingLevel, string> = { good: '✓', warning: '⚠️', bad: '✗' };

/** The most findings one card spells out. */
const findingsShown = 20;

function lineOf({ level, part, what, sentence }: HouseFinding): Piece[] {
  return [`${signs[level]} `, bold(excerpt(part, 60)), ` · ${excerpt(what, 40)}: ${excerpt(sentence, 250)}`];
}

function headOf(bad: number, warnings: number): string {
  if (bad > 0) return `${countOf(bad, 'thing')} ${bad === 1 ? 'does' : 'do'} not work`;
  return warnings > 0 ? `${countOf(warnings, 'thing')} to look at` : 'Everything works';
}

/** The whole house on one card. */
export function doctorCard(findings: readonly HouseFinding[]): Card {
  const of = (level: FindingLevel) => findings.filter((one) => one.level === level);
  const [bad, warnings, good] = [of('bad'), of('warning'), of('good')];
  const title = headOf(bad.length, warnings.length);
  const told = [...bad, ...warnings];
  const rest = told.length - findingsShown;
  const parts: Part[] = told.slice(0, findingsShown).map((one) => textPart(...lineOf(one)));
  const well = [...new Set(good.map((one) => excerpt(one.part, 60)))].flatMap((part, at): Piece[] => [
    ...(at > 0 ? [lineBreak] : []),
    `✓ ${part}: ${good
      .filter((one) => excerpt(one.part, 60) === part)
      .map((one) => excerpt(one.what, 40))
      .join(', ')}`,
  ]);
  return {
    fallback: `Doctor: ${title}`,
    parts: [
      { kind: 'heading', text: title },
      ...parts,
      ...(rest > 0 ? [textPart(`… and ${rest} more: \`baton doctor\` shows all.`)] : []),
      ...(well.length > 0 ? [contextPart(...well.slice(0, 60))] : []),
    ],
  };
}
