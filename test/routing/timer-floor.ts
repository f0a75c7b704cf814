// What tests of timers add to the switchboard's floor: a policy, people who are there, and timers whose time comes by hand.

import { createTimerTurns } from '../../src/app/timer-turns.js';
import { defaultRouting, type RoutingPolicy } from '../../src/core/chatbot.js';
import type { Conversation } from '../../src/core/conversation.js';
import type { ConversationId } from '../../src/core/id.js';
import type { TimerKind } from '../../src/core/timer.js';
import { claim } from '../../src/routing/verbs/claim.js';
import { reply } from '../../src/routing/verbs/reply.js';
import { turnTimers } from '../../src/routing/work/timers.js';
import { openFloor } from './floor.js';

export type TimerFloor = Awaited<ReturnType<typeof openTimerFloor>>;

/** Opens a floor whose chatbot says this about its routing; everyone is online. */
export async function openTimerFloor(policy: Partial<RoutingPolicy>) {
  const floor = await openFloor({ chatbot: { routing: { ...defaultRouting, ...policy } } });
  await floor.query("update agent set presence = 'online'");
  const { query, routing } = floor;
  /** The seconds until each of a conversation's timers but those about what its customer and its thread are told is due; `null` for one that waits for the customer. */
  const timers = async (id: ConversationId) => {
    const rows = await query<{ kind: TimerKind; seconds: number | null }>(
      `select kind, case when isfinite(due_at) then round(extract(epoch from due_at - now()))::int end as seconds
       from timer where conversation_id = $1 and kind not in ('queue-news', 'rating', 'brief') order by kind`,
      [id],
    );
    return Object.fromEntries(rows.map(({ kind, seconds }) => [kind, seconds]));
  };
  return {
    ...floor,
    timers,
    turn: () => turnTimers(routing, createTimerTurns()),
    /** Lets the timer's time come, and whatever is due be done; resolves with how many were turned. */
    async comes(kind: TimerKind, { id }: Pick<Conversation, 'id'>) {
      await query('update timer set due_at = now() where conversation_id = $1 and kind = $2', [id, kind]);
      return turnTimers(routing, createTimerTurns());
    },
    async claimed(name: string): Promise<Conversation> {
      const { id } = await floor.openPending();
      await claim(routing, { agent: await floor.agent(name), conversationId: id });
      return floor.conversation(id);
    },
    async answers(name: string, { id }: Pick<Conversation, 'id'>) {
      await reply(routing, {
        agent: await floor.agent(name),
        conversationId: id,
        text: 'Here I am.',
        desk: { ref: null },
      });
    },
    /** The customer's next line in a conversation. */
    async writes({ id }: Pick<Conversation, 'id'>) {
      const [row] = await query<{ address: string }>('select address from conversation where id = $1', [id]);
      return floor.say(row?.address ?? '');
    },
    /** What became of it: its status, and whose it is. */
    async standing({ id }: Pick<Conversation, 'id'>): Promise<string> {
      const { status, ownerId } = await floor.conversation(id);
      const [owner] = ownerId
        ? await query<{ name: string }>('select name from agent where id = $1', [ownerId])
        : [];
      return owner ? `${status}: ${owner.name}` : status;
    },
    /** The lines of the thread that the house wrote by itself: their event and why. */
    async told({ id }: Pick<Conversation, 'id'>): Promise<string[]> {
      return (await floor.deliveries(id, 'thread'))
        .filter((one) => one.kind === 'line')
        .map(({ payload }) => payload as { event: string; actor: { cause?: string }; sentence?: string })
        .filter((one) => one.actor.cause !== undefined && one.actor.cause !== 'test')
        .map((one) => `${one.event}: ${one.sentence ?? one.actor.cause}`);
    },
    /** What the house told the customer by itself, the last. */
    async lastWord({ id }: Pick<Conversation, 'id'>): Promise<string | null> {
      return (await floor.deliveries(id, 'customer')).at(-1)?.text ?? null;
    },
    /** Moves everything the timers look at into the past. */
    async passes(minutes: number, { id }: Pick<Conversation, 'id'>) {
      await query(
        `update conversation set requested_at = requested_at - $2::int * interval '1 minute',
         last_customer_at = last_customer_at - $2::int * interval '1 minute',
         last_reply_at = last_reply_at - $2::int * interval '1 minute' where id = $1`,
        [id, minutes],
      );
    },
  };
}
