// Lists the dead letters of an organization: when, where from and why, never what they say.

import type { HouseFinding } from '../../core/finding.js';
import type { OrganizationId } from '../../core/id.js';
import { listLetters } from '../../store/doctor-views.js';
import type { Reads } from '../../store/store.js';
import { showMoment } from './doors.js';
import { beginFindings } from './findings.js';

export async function examineLetters(
  reads: Reads,
  organizationId: OrganizationId,
): Promise<readonly HouseFinding[]> {
  const findings = beginFindings('Dead letters');
  const { count, newest } = await listLetters(reads, organizationId);
  if (count === 0) findings.good('inbox', 'There are none.');
  for (const { id, kind, chatbotName, account, receivedAt, reason } of newest)
    findings.warn(
      `letter ${id}`,
      `${showMoment(receivedAt)}, ${kind} of ${chatbotName} (${account}): ${reason}`,
    );
  if (count > 0)
    findings.warn(
      'inbox',
      `${count} in all: \`baton doctor --retry-letters\` tries them again, \`--drop-letter ID\` throws one away.`,
    );
  return findings.all;
}
