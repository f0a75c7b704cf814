// A channel does not let us in: its door is paused, nothing of it is lost, and it opens again with the first thing that goes out.

import type { Failure } from '../../core/errors.js';
import type { ChannelId, Scoped } from '../../core/id.js';
import { pauseDoor, reopenDoor } from '../../store/channel-health.js';
import { pauseMs } from '../policy/retry.js';
import type { Routing } from '../routing.js';

/** Pauses the door for as long as the failure asks. The log's line is fixed: alarms are made of it. */
export async function pauseChannel(
  { store, log }: Routing,
  door: Scoped<ChannelId>,
  failure: Failure,
): Promise<void> {
  const { class: kind, code, message: sentence } = failure;
  const began = await pauseDoor(store, door, { class: kind, code, sentence, forMs: pauseMs(failure) });
  if (began) log.error({ channelId: door.id, class: kind, code }, 'a channel is paused');
}

/** Opens the door again, if it was paused; what waited for it goes out at once. */
export async function reopenChannel({ store, log }: Routing, door: Scoped<ChannelId>): Promise<void> {
  const opened = await reopenDoor(store, door);
  if (opened) log.info({ channelId: door.id, waited: opened.waited }, 'a channel works again');
}
