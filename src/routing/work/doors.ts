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
      if (sent && admission.probe) await note(reopenChannel(routing, door));
      return sent;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.class === 'auth' || error.class === 'policy') await note(pauseChannel(routing, door, error));
      else if (admission.probe && letIn.includes(error.class)) await note(reopenChannel(routing, door));
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
