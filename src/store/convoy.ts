// Carries many askers' rows in one statement when they come at once, and a single one without delay.

export interface ConvoyOptions<Item, Answer> {
  /** Items of one key go one after the other: at most one of them is in a convoy. */
  readonly keyOf: (item: Item) => string;
  /** One answer for each item, in order; null: this one must be looked at by itself. */
  readonly run: (items: readonly Item[]) => Promise<readonly (Answer | null)[]>;
  readonly most?: number;
  /** How many convoys are on their way at once. */
  readonly atOnce?: number;
}

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer | null) => void;
}

/**
 * Items leave as soon as a place is free, with everyone who waits by then. A convoy that fails as a whole sends each
 * of its items back with null, to be tried alone: one bad item spoils nobody else's.
 */
export function createConvoy<Item, Answer>(
  options: ConvoyOptions<Item, Answer>,
): (item: Item) => Promise<Answer | null> {
  const { keyOf, run, most = 32, atOnce = 2 } = options;
  let waiting: Waiting<Item, Answer>[] = [];
  let underWay = 0;

  const leave = () => {
    while (waiting.length > 0 && underWay < atOnce) {
      const [aboard, left] = board(waiting, keyOf, most);
      waiting = left;
      underWay += 1;
      void run(aboard.map(({ item }) => item))
        .catch(() => [])
        .then((answers) => {
          underWay -= 1;
          for (const [index, { resolve }] of aboard.entries()) resolve(answers[index] ?? null);
          leave();
        });
    }
  };

  return (item) =>
    new Promise((resolve) => {
      waiting.push({ item, resolve });
      leave();
    });
}

/** Who goes along now, in order of arrival, and who stays because of their key or for want of room. */
function board<Item, Answer>(
  waiting: readonly Waiting<Item, Answer>[],
  keyOf: (item: Item) => string,
  most: number,
): [Waiting<Item, Answer>[], Waiting<Item, Answer>[]] {
  const keys = new Set<string>();
  const aboard: Waiting<Item, Answer>[] = [];
  const left: Waiting<Item, Answer>[] = [];
  for (const one of waiting) {
    const key = keyOf(one.item);
    if (aboard.length < most && !keys.has(key)) aboard.push(one);
    else left.push(one);
    keys.add(key);
  }
  return [aboard, left];
}

/** Runs a statement over the items' values as columns; its rows say by `place`, from 1, whose answer they are. */
export async function runMany<Item, Row extends { readonly place: number }>(
  items: readonly Item[],
  valuesOf: (item: Item) => readonly unknown[],
  run: (columns: readonly unknown[][]) => Promise<readonly Row[]>,
): Promise<readonly (Row | null)[]> {
  const rows = items.map(valuesOf);
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));
  const byPlace = new Map((await run(columns)).map((row) => [row.place, row]));
  return items.map((_, index) => byPlace.get(index + 1) ?? null);
}
