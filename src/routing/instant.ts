// The attempt under which a process that also works may send what it just stored, without asking the lane again.

import { newId } from '../store/store.js';
import type { InstantAttempt } from '../store/taken.js';
import type { Routing } from './routing.js';

/** A fresh attempt where this process works; null where it only accepts. */
export function instantAttempt(routing: Routing): InstantAttempt | null {
  return routing.instant ? { attemptId: newId<'attempt'>(), leaseMs: routing.instant.leaseMs } : null;
}
