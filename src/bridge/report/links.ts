// Signed links to a report's files: they say what was asked and by whom, so that nothing has to be kept.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { type AgentId, type ChatbotId, looksLikeId, type OrganizationId } from '../../core/id.js';
import { readPeriod } from '../../core/report.js';
import type { ReportWish } from './gather.js';

/** A file of a report, as its link tells it. */
export interface ReportClaim {
  readonly organizationId: OrganizationId;
  /** Who asked: their right to see it is looked at again. */
  readonly readerId: AgentId;
  readonly wish: ReportWish;
  readonly file: string;
}

export interface ReportLinks {
  link(claim: ReportClaim): string;
  /** What a living link of ours asks for; null for everything else. */
  read(token: string): ReportClaim | null;
}

export interface ReportLinksOptions {
  readonly secret: string;
  /** Where desks reach Baton, without a slash at the end. */
  readonly publicUrl: string;
  /** The clock in milliseconds. */
  readonly now?: () => number;
}

/** As long as somebody may scroll back to it in their chat. */
const lifetimeMs = 30 * 24 * 60 * 60_000;

/** Makes the signer; links hold across restarts and processes that share the secret. */
export function createReportLinks({ secret, publicUrl, now = Date.now }: ReportLinksOptions): ReportLinks {
  // The secret signs other links too: a mark of this kind of link keeps them apart.
  const seal = (body: string) => createHmac('sha256', secret).update(`report:${body}`).digest();
  return {
    link({ organizationId, readerId, wish, file }) {
      const { period, chatbotId, agentId, asOf } = wish;
      const parts = [organizationId, readerId, period, chatbotId, agentId, asOf.getTime(), file];
      const body = Buffer.from(JSON.stringify(parts)).toString('base64url');
      return `${publicUrl}/reports/${body}.${seal(body).toString('base64url')}`;
    },
    read(token) {
      const [body = '', mark = '', ...more] = token.split('.');
      const given = Buffer.from(mark, 'base64url');
      const right = seal(body);
      if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return null;
      const claim = readClaim(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
      return claim && claim.wish.asOf.getTime() + lifetimeMs > now() ? claim : null;
    },
  };
}

/** Only what we sealed gets here; a version of ours that wrote it otherwise reads as nothing. */
function readClaim(parts: unknown): ReportClaim | null {
  if (!Array.isArray(parts)) return null;
  const [organizationId, readerId, word, chatbotId, agentId, at, file]: unknown[] = parts;
  const period = typeof word === 'string' ? readPeriod(word) : null;
  const isId = (value: unknown) => value === null || looksLikeId(value);
  if (!period || !looksLikeId(organizationId) || !looksLikeId(readerId) || !isId(chatbotId) || !isId(agentId))
    return null;
  if (typeof at !== 'number' || typeof file !== 'string') return null;
  return {
    organizationId: organizationId as OrganizationId,
    readerId: readerId as AgentId,
    wish: {
      period,
      chatbotId: chatbotId as ChatbotId | null,
      agentId: agentId as AgentId | null,
      asOf: new Date(at),
    },
    file,
  };
}
