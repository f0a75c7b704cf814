// How parsers of desk text learn the names behind ids.

/** The display name of a user, channel or group of the desk, without sign; null when unknown. */
export type Names = (kind: 'user' | 'channel' | 'group', id: string) => string | null;

/** Knows nobody: ids without a label become "someone". */
export const noNames: Names = () => null;
