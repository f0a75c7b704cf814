// The name of one post on a desk, written as one string where a column or a unique key needs it.

export interface DeskRefParts {
  readonly desk: string;
  readonly team: string;
  readonly place: string;
  /** The post's own id in the place: Slack's ts, Teams' activity id. */
  readonly ref: string;
}

/** `slack:T01:C01:1790000000.000100`; parts are escaped, so any id of any desk survives. */
export function printDeskRef(parts: DeskRefParts): string {
  return [parts.desk, parts.team, parts.place, parts.ref].map(encodeURIComponent).join(':');
}

/** The inverse of `printDeskRef`; null for text of another shape. */
export function parseDeskRef(text: string): DeskRefParts | null {
  const [desk, team, place, ref, ...rest] = text.split(':').map(unescapePart);
  if (desk === undefined || team === undefined || place === undefined || ref === undefined || rest.length > 0)
    return null;
  return { desk, team, place, ref };
}

/** Undefined for escapes that stand for nothing. */
function unescapePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
