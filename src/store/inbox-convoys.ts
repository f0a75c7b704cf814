// The inbox under load: webhooks that arrive together are kept in one commit, what was acted on is forgotten together.

import { createConvoy } from './convoy.js';
import { type ActedOn, type Kept, keepRows, type NewInboxRow, removeRows } from './inbox.js';
import { perStore } from './per-store.js';
import type { Store } from './store.js';

interface Asked {
  readonly number: number;
  readonly rows: readonly NewInboxRow[];
  readonly leaseMs: number;
}

/** A large batch is a convoy of its own: nobody's single message waits until it is written. */
const mostRows = 50;
let asked = 0;

const convoyOf = perStore((store) =>
  createConvoy<Asked, readonly Kept[]>({
    keyOf: ({ number }) => String(number),
    async run(all) {
      const [first] = all;
      // A statement has one lease for all it keeps.
      const alike = all.filter(({ leaseMs }) => leaseMs === first?.leaseMs);
      const rows = alike.flatMap((one) => one.rows);
      const kept = await keepRows(store, rows, first?.leaseMs ?? 0);
      let place = 0;
      return all.map((one) => {
        if (!alike.includes(one)) return null;
        place += one.rows.length;
        return kept.slice(place - one.rows.length, place);
      });
    },
  }),
);

/** Keeps rows in the order given, in one commit, which others may share. `leaseMs` 0: for whoever comes by. */
export async function keepTogether(
  store: Store,
  rows: readonly NewInboxRow[],
  leaseMs: number,
): Promise<readonly Kept[]> {
  asked += 1;
  const shared = rows.length <= mostRows ? await convoyOf(store)({ number: asked, rows, leaseMs }) : null;
  return shared ?? keepRows(store, rows, leaseMs);
}

const removing = perStore((store) =>
  createConvoy<ActedOn, boolean>({
    keyOf: ({ at }) => `${at.channelId} ${at.lane}`,
    run: (acted) => removeRows(store, acted),
    atOnce: 1,
  }),
);

/** Forgets a customer's rows that were acted on; true when the customer has more. */
export async function removeTogether(store: Store, acted: ActedOn): Promise<boolean> {
  const more = await removing(store)(acted);
  return more ?? (await removeRows(store, [acted]))[0] ?? false;
}
