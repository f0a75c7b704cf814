// Tolerant readers for what platforms send: nothing is trusted to have the shape its documentation gives it.

export type Json = Readonly<Record<string, unknown>>;

/** The value as an object, or null. */
export function asRecord(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

/** A member that is an object, or an empty one. */
export function recordAt(from: Json | null, key: string): Json {
  return asRecord(from?.[key]) ?? {};
}

/** A member that is a non-empty string, or null. */
export function textAt(from: Json | null, key: string): string | null {
  const value = from?.[key];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A member that is a number, or null. */
export function numberAt(from: Json | null, key: string): number | null {
  const value = from?.[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The objects of a member that is a list; everything else in it is left out. */
export function recordsAt(from: Json | null, key: string): readonly Json[] {
  const value = from?.[key];
  return Array.isArray(value) ? value.map(asRecord).filter((entry) => entry !== null) : [];
}

/** Parses JSON that may be nonsense; null then, or when it is not an object. */
export function parseRecord(text: string | null): Json | null {
  if (text === null) return null;
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return null;
  }
}
