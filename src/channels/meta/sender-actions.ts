// The small signs on Messenger and Instagram: someone writes, it was seen, a reaction. Nothing else is in such a call.

import type { Logger } from 'pino';
import type { Channel, ChannelAddress } from '../channel.js';
import type { Graph, GraphAuth } from './graph.js';

/** One platform's words for the actions, and how its doors are reached. */
export interface SenderActionsOptions {
  readonly words: {
    readonly typing: string;
    readonly seen: string;
    readonly react: string;
    readonly unreact: string;
  };
  /** The platform's name for an emoji. */
  readonly reaction: (emoji: string) => string;
  readonly reach: (account: ChannelAddress['account']) => {
    readonly graph: Pick<Graph, 'post'>;
    readonly auth: GraphAuth;
    /** Where its messages are sent. */
    readonly path: string;
    readonly settings: { readonly typing: boolean; readonly markRead: boolean };
  };
  /** The failure of a refusal. */
  readonly explain: (error: unknown) => unknown;
  readonly log?: Pick<Logger, 'warn'> | undefined;
}

/** Creates the three; `typing` and `markRead` never fail, and do nothing where the settings say so. */
export function createSenderActions(
  options: SenderActionsOptions,
): Required<Pick<Channel, 'typing' | 'markRead' | 'react'>> {
  const { words, reach, explain, log } = options;

  const act = async (to: ChannelAddress, action: string, payload?: Readonly<Record<string, string>>) => {
    const { graph, auth, path } = reach(to.account);
    await graph.post(path, auth, {
      recipient: { id: to.address },
      sender_action: action,
      ...(payload ? { payload } : {}),
    });
  };
  const hint = async (to: ChannelAddress, setting: 'typing' | 'markRead', action: string) => {
    try {
      if (reach(to.account).settings[setting]) await act(to, action);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      log?.warn({ channelId: to.account.id, action, code }, 'a sign to the customer was not taken');
    }
  };

  return {
    typing: (to) => hint(to, 'typing', words.typing),
    markRead: (to) => hint(to, 'markRead', words.seen),
    async react(to, externalId, emoji) {
      try {
        if (emoji === null) await act(to, words.unreact, { message_id: externalId });
        else await act(to, words.react, { message_id: externalId, reaction: options.reaction(emoji) });
      } catch (error) {
        throw explain(error);
      }
    },
  };
}
