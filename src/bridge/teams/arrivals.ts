// Keeps what arrives for one conversation in its order while it is being verified; none holds up the others for long.

/** The place of one request among those of its conversation. */
export interface Arrival {
  /** Resolves once every earlier one was heard or refused, or has taken too long. */
  readonly whenNext: Promise<void>;
  /** It was heard, or refused: the next one need not wait for it. May be called twice. */
  leave(): void;
}

/** Takes the last place among a conversation's requests, at once. */
export type Arrive = (conversation: string) => Arrival;

/** Keys that must be fetched come in this time; whoever has no true token must not silence a thread. */
const patienceMs = 4_000;

/** Creates the queues of one process; each is gone with its last request. */
export function createArrivals(limitMs = patienceMs): Arrive {
  const last = new Map<string, Promise<void>>();
  return (conversation) => {
    const before = last.get(conversation);
    const { left, leave } = createLeave(limitMs);
    // One that is refused leaves before those in front of it: what comes after it still waits for them.
    const all = before ? before.then(() => left) : left;
    last.set(conversation, all);
    void all.then(() => {
      if (last.get(conversation) === all) last.delete(conversation);
    });
    return { whenNext: before ?? Promise.resolve(), leave };
  };
}

function createLeave(limitMs: number): { readonly left: Promise<void>; leave(): void } {
  let resolve = (): void => undefined;
  const left = new Promise<void>((settle) => {
    resolve = settle;
  });
  const timer = setTimeout(resolve, limitMs).unref();
  return {
    left,
    leave() {
      clearTimeout(timer);
      resolve();
    },
  };
}
