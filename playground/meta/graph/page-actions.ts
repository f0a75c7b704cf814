// Sender actions of Messenger and Instagram: typing, seen, reactions.
import { GraphError, wrongParameter } from '../graph-error.js';
import type { Customer, MetaAccount } from '../records.js';
import type { Errand, Rooms } from './call.js';
import type { PageSend } from './page-rules.js';

const typingMs = 20_000;

/** Names of reactions Messenger and Instagram take instead of the emoji. */
const emojiOf: Readonly<Record<string, string>> = {
  love: '❤️',
  like: '👍',
  dislike: '👎',
  smile: '😆',
  wow: '😮',
  sad: '😢',
  angry: '😠',
};

interface Acting {
  readonly account: MetaAccount;
  readonly send: PageSend;
  readonly customer: Customer | undefined;
}

/** One action; names are taken in either case. */
export const actOnPage = (rooms: Rooms, { account, send, customer }: Acting): Errand => ({
  operation: 'actions',
  account,
  customer,
  run: () => {
    if (!customer) throw new GraphError({ code: 100, subcode: 2018001 }, 'No matching user found');
    act(rooms, customer, send);
    return { recipient_id: customer.scopedId };
  },
});

const act = ({ settings, world }: Rooms, customer: Customer, { sender_action, payload }: PageSend): void => {
  const line = payload ? customer.lines.get(payload.message_id) : undefined;
  const action = sender_action?.toLowerCase();
  if (action === 'typing_on') world.change(customer, { typingUntil: settings.now() + typingMs });
  else if (action === 'typing_off') world.change(customer, { typingUntil: 0 });
  else if (action === 'mark_seen') world.seeUpTo(customer, null);
  else if (action === 'react' && line && payload?.reaction) {
    const business = emojiOf[payload.reaction] ?? payload.reaction;
    world.changeLine(customer, line.id, { reactions: { ...line.reactions, business } });
  } else if (action === 'unreact' && line) {
    const { business: _before, ...reactions } = line.reactions;
    world.changeLine(customer, line.id, { reactions });
  } else throw wrongParameter(`There is no action ${sender_action}, or it lacks its message.`);
};
