// Decides, column by column, whether the declaration or what somebody changed since then stands.

import { isDeepStrictEqual } from 'node:util';

export type Columns = Readonly<Record<string, unknown>>;

export interface Reconciled {
  /** The columns to write, by name. */
  readonly write: Readonly<Record<string, unknown>>;
  /** What to remember as declared. */
  readonly declared: Columns;
  /** The columns somebody changed since they were declared; they stay as they are. */
  readonly kept: readonly string[];
}

/**
 * Compares what is there (`current`) with what was declared last (`before`, null when never) and what is now
 * (`wanted`). A column that differs from its last declared value was changed by somebody: it is kept, unless
 * `overwrite`. Columns that `wanted` leaves out are left alone.
 */
export function reconcile(
  at: { readonly current: Columns; readonly before: Columns | null; readonly wanted: Columns },
  overwrite: boolean,
): Reconciled {
  const current = plain(at.current);
  const wanted = plain(at.wanted);
  const before = at.before ?? {};
  const write: Record<string, unknown> = {};
  const kept: string[] = [];
  for (const [column, value] of Object.entries(wanted)) {
    if (isDeepStrictEqual(current[column], value)) continue;
    const somebodyElses = column in before && !isDeepStrictEqual(before[column], current[column]);
    if (somebodyElses && !overwrite) kept.push(column);
    else write[column] = at.wanted[column];
  }
  return { write, declared: { ...before, ...wanted }, kept };
}

// Both sides as JSON keeps them: rows come back from jsonb without undefined and with other key orders.
function plain(columns: Columns): Record<string, unknown> {
  return JSON.parse(JSON.stringify(columns)) as Record<string, unknown>;
}
