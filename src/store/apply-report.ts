// What applying a declaration did: created, changed, kept because somebody changed it since, or nothing.

import type { OrganizationId } from '../core/id.js';
import type { Tx } from './store.js';

export interface Kept {
  /** `chatbot acme`, `agent Kim`, `channel web acme-web`. */
  readonly what: string;
  readonly column: string;
  readonly why: string;
}

export interface ApplyReport {
  readonly created: readonly string[];
  readonly changed: readonly { readonly what: string; readonly columns: readonly string[] }[];
  /** Drift: what the declaration says but is not so, and why it was left. */
  readonly kept: readonly Kept[];
  readonly unchanged: readonly string[];
}

/** Collects a report while the declaration is applied. */
export interface ReportDraft {
  created(what: string): void;
  /** Notes one row: the columns written and those kept; neither means unchanged. */
  compared(what: string, written: readonly string[], kept: readonly string[]): void;
  postponed(what: string, openConversations: number): void;
  finish(): ApplyReport;
}

/** One application under way: where it writes, for whom, and what it has done so far. */
export interface Application {
  readonly tx: Tx;
  readonly organizationId: OrganizationId;
  readonly report: ReportDraft;
  /** The declaration wins even over what somebody changed since. */
  readonly overwrite: boolean;
}

export function createReport(): ReportDraft {
  const created: string[] = [];
  const changed: { what: string; columns: readonly string[] }[] = [];
  const kept: Kept[] = [];
  const unchanged: string[] = [];
  return {
    created: (what) => void created.push(what),
    compared(what, written, keptColumns) {
      if (written.length > 0) changed.push({ what, columns: written });
      for (const column of keptColumns)
        kept.push({ what, column, why: 'was changed here since it was declared' });
      if (written.length === 0 && keptColumns.length === 0) unchanged.push(what);
    },
    postponed(what, openConversations) {
      const count =
        openConversations === 1 ? '1 open conversation' : `${openConversations} open conversations`;
      kept.push({ what, column: 'active', why: `is no longer declared, but still has ${count}` });
    },
    finish: () => ({ created, changed, kept, unchanged }),
  };
}

/** The declaration asks for what another organization has; the message is one line for whoever ran `apply`. */
export class ApplyError extends Error {
  override readonly name = 'ApplyError';
}
