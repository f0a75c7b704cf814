// The guard in front of the customers' doors: while one is paused nothing goes out through it but, now and then, a probe.

import type { Channel } from '../../channels/channel.js';
import { Failure, type FailureClass } from '../../core/errors.js';
import type { ChannelId, Scoped } from '../../core/id.js';
import type { LaneWork } from '../../core/lane-work.js';
import { admit } from '../../store/channel-health.js';
import type { Routing } from '../routing.js';
import { pauseChannel, reopenChannel } from '../verbs/pause-channel.js';
import type { LaneSender } from './lane.js';

/** The channel let us in, and found fault with this one message or its customer. */
const letIn: readonly FailureClass[] = ['window', 'recipient', 'content'];

/** Puts the guard around the customers' sender. It throws the pause's reason, of class auth or policy, for what must wait. */
export function guardDoors(
  routing: Routing,
  channels: ReadonlyMap<string, Channel>,
  sender: LaneSender,
): LaneSender {
  const blame = createBlame();
  /** Our own feed cannot be paused: a message is its customer's once it is committed. */
  const doorOf = ({ delivery: { organizationId, target } }: LaneWork): Scoped<ChannelId> | null =>
    'channelId' in target && !channels.get(target.kind)?.showsOnCommit
      ? { organizationId, id: target.channelId as ChannelId }
      : null;

  /** What becomes of the door must not change what became of the message: the next probe comes round anyway. */
  const note = (work: Promise<void>): Promise<void> =>
    work.catch((error: unknown) =>
      routing.log.warn({ err: error }, 'how a channel stands could not be recorded'),
    );

  const sendThrough = async (door: Scoped<ChannelId>, work: LaneWork) => {
    const admission = await admit(routing.store, door, work.delivery.id);
    if (admission.closed) {
      const { sentence, class: kind, code, waitMs } = admission.closed;
      throw new Failure(sentence, { class: kind as FailureClass, code, retryAfterMs: waitMs });
    }
    try {
      const sent = await sender.send(work);
      if (sent) blame.worked(door.id, work.delivery.id);
      if (sent && admission.probe) await note(reopenChannel(routing, door));
      return sent;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.class !== 'auth' && error.class !== 'policy') {
        // What has a cause came from the platform; our own refusals say nothing about its door.
        const isLetIn = letIn.includes(error.class) && error.cause !== undefined;
        if (admission.probe && isLetIn) await note(reopenChannel(routing, door));
        throw error;
      }
      if (blame.isItsOwn(door.id, work.delivery.id, error.code)) {
        const { message: sentence, code } = error;
        throw new Failure(sentence, { class: 'content', code }, { cause: error });
      }
      await note(pauseChannel(routing, door, error));
      throw error;
    }
  };

  return {
    ...sender,
    send(work) {
      const door = doorOf(work);
      return door ? sendThrough(door, work) : sender.send(work);
    },
  };
}

/** The most turned-away deliveries one process remembers. */
const mostRemembered = 2_000;

/**
 * Tells a door that is shut from a message it will never take: one that was turned away, and is again for the same
 * reason although the door let others through since, is at fault itself. Else it would shut the door again and again.
 */
function createBlame() {
  const turnedAway = new Map<string, { readonly code: string; readonly at: number }>();
  const workedAt = new Map<string, number>();
  let clock = 0;
  return {
    worked(doorId: string, deliveryId: string) {
      clock += 1;
      workedAt.set(doorId, clock);
      turnedAway.delete(deliveryId);
    },
    isItsOwn(doorId: string, deliveryId: string, code: string): boolean {
      const before = turnedAway.get(deliveryId);
      turnedAway.delete(deliveryId);
      if (before?.code === code && (workedAt.get(doorId) ?? 0) > before.at) return true;
      const [oldest] = turnedAway.size >= mostRemembered ? turnedAway.keys() : [];
      if (oldest !== undefined) turnedAway.delete(oldest);
      clock += 1;
      turnedAway.set(deliveryId, { code, at: clock });
      return false;
    },
  };
}
