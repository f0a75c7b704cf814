// How posts and threads of Teams are named: a root by its id, what stands below it by `root/id`, because the connector asks for both.

const mark = ';messageid=';

/** A place or thread as the connector names it. */
export interface Spot {
  /** The channel or the personal chat. */
  readonly place: string;
  /** The id of the thread's first message; null outside of threads. */
  readonly root: string | null;
}

/** `19:…@thread.tacv2;messageid=1776390257332` taken apart; ids are opaque, emulators use short words. */
export function readSpot(conversationId: string): Spot {
  const at = conversationId.indexOf(mark);
  return at < 0
    ? { place: conversationId, root: null }
    : { place: conversationId.slice(0, at), root: conversationId.slice(at + mark.length) };
}

/** The connector's name of a spot. */
export function nameSpot({ place, root }: Spot): string {
  return root === null ? place : `${place}${mark}${root}`;
}

/** The ref of an activity: in a thread's reply it carries the root too. */
export function makeRef(root: string | null, activityId: string): string {
  return root === null || root === activityId ? activityId : `${root}/${activityId}`;
}

/** A ref taken apart; a root (and a post in a personal chat) is its own thread. */
export function readRef(ref: string): { readonly root: string; readonly activityId: string } {
  const at = ref.indexOf('/');
  return at < 0 ? { root: ref, activityId: ref } : { root: ref.slice(0, at), activityId: ref.slice(at + 1) };
}

/** Personal chats of Teams have ids of their own kind; see `findManner` for those of others. */
export function looksPersonal(place: string): boolean {
  return place.startsWith('a:');
}
