// How often a waiting customer is told how the queue is, by channel: often where it is a line that changes, rarely where it is a message.

export interface NewsPace {
  /** The least time between two looks. */
  readonly everyMs: number;
  /** Only what got better is worth a message. */
  readonly onlyBetter: boolean;
  /** `status`: a line that is replaced in place. `message`: one more message each time. */
  readonly as: 'status' | 'message';
}

const messages: NewsPace = { everyMs: 5 * 60_000, onlyBetter: true, as: 'message' };

const paces: Readonly<Record<string, NewsPace>> = {
  web: { everyMs: 20_000, onlyBetter: false, as: 'status' },
  whatsapp: messages,
  messenger: messages,
  instagram: messages,
};

/** How a channel's customers are told; channels nobody thought of are treated as if each word cost something. */
export function paceOf(channelKind: string): NewsPace {
  return paces[channelKind] ?? messages;
}

/** Whoever stands far behind is looked at less often, so that a long queue costs no more than a short one. */
export function pauseMs(pace: NewsPace, before: number): number {
  return pace.everyMs * Math.max(1, Math.ceil(before / 10));
}
