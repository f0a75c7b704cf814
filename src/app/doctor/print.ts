// Prints what the doctor found: a calm table for people, JSON for programs.

import type { FindingLevel, HouseFinding } from '../../core/finding.js';

const signs: Record<FindingLevel, string> = { good: '✓', warning: '⚠', bad: '✗' };
const whatWidth = 18;

/** True when nothing is broken; warnings are allowed. */
export function isWell(findings: readonly HouseFinding[]): boolean {
  return findings.every((one) => one.level !== 'bad');
}

/** The table: a heading for each part, a line for each finding. */
export function printTable(findings: readonly HouseFinding[]): string {
  const parts = [...new Set(findings.map((one) => one.part))];
  const blocks = parts.map((part) => {
    const lines = findings
      .filter((one) => one.part === part)
      .map(
        ({ level, what, sentence }) =>
          `  ${signs[level]} ${what.padEnd(whatWidth)} ${withoutControls(sentence)}`,
      );
    return `${withoutControls(part)}\n${lines.join('\n')}\n`;
  });
  return `${blocks.join('\n')}\n${conclude(findings)}\n`;
}

/** One object: whether all is well, and every finding. */
export function printJson(findings: readonly HouseFinding[]): string {
  return `${JSON.stringify({ ok: isWell(findings), findings }, null, 2)}\n`;
}

function conclude(findings: readonly HouseFinding[]): string {
  const count = (level: FindingLevel) => findings.filter((one) => one.level === level).length;
  const [bad, warnings] = [count('bad'), count('warning')];
  if (bad > 0)
    return `${bad} ✗ ${bad === 1 ? 'does' : 'do'} not work${warnings > 0 ? `, ${warnings} ⚠ to look at` : ''}.`;
  return warnings > 0 ? `Everything works; ${warnings} ⚠ to look at.` : 'Everything works.';
}

/** Names come from platforms: nothing of them may steer a terminal. */
function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
}
