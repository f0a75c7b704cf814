// The small signs on WhatsApp: that a message was seen, and that someone writes, which says that it was seen as well.

import type { Logger } from 'pino';
import type { Channel, ChannelAddress } from '../channel.js';
import type { Graph } from '../meta/graph.js';
import { GraphError } from '../meta/graph-error.js';
import { readWhatsAppDoor, type WhatsAppDoor } from './door.js';

export interface SignOptions {
  readonly graph: Pick<Graph, 'post'>;
  /** The clock in milliseconds. */
  readonly now: () => number;
  readonly log?: Pick<Logger, 'warn'> | undefined;
}

/** WhatsApp shows it for 25 seconds or until an answer. */
const typingAgainMs = 20_000;
const mostRemembered = 5_000;

/** Creates both; they never fail, and do nothing where the settings say so. */
export function createSigns({
  graph,
  now,
  log,
}: SignOptions): Required<Pick<Channel, 'typing' | 'markRead'>> {
  const shownUntil = new Map<string, number>();

  const mark = async (door: WhatsAppDoor, externalId: string, typing: boolean): Promise<void> => {
    await graph.post(`/${door.phone}/messages`, door.auth, {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: externalId,
      ...(typing ? { typing_indicator: { type: 'text' } } : {}),
    });
  };
  const hint = async ({ account }: ChannelAddress, show: (door: WhatsAppDoor) => Promise<void>) => {
    try {
      await show(readWhatsAppDoor(account));
    } catch (error) {
      const code = error instanceof GraphError ? error.code : undefined;
      log?.warn({ channelId: account.id, code }, 'a sign to the customer was not taken');
    }
  };

  return {
    typing: (to, { lastExternalId }) =>
      hint(to, async (door) => {
        if (!door.settings.typing || lastExternalId === undefined) return;
        const key = `${door.phone} ${lastExternalId}`;
        if ((shownUntil.get(key) ?? 0) > now()) return;
        if (shownUntil.size >= mostRemembered) shownUntil.clear();
        shownUntil.set(key, now() + typingAgainMs);
        await mark(door, lastExternalId, true);
      }),
    markRead: (to, externalId) =>
      hint(to, async (door) => {
        if (door.settings.markRead) await mark(door, externalId, false);
      }),
  };
}
