// What becomes of a line that was held back: the three choices of its card.

import { type HeldLineId, looksLikeId } from '../../core/id.js';
import { resolveHeld } from '../../routing/verbs/hold.js';
import { showNotice } from './answers.js';
import { badUsage } from './arguments.js';
import { defineCommand } from './command.js';

const usage = 'held send|note|discard';

const told = {
  send: '✅ Your line was sent to the customer.',
  note: '🔒 Saved as an internal note. The customer does not see it.',
  discard: 'Discarded. The customer never saw it.',
};

type Choice = keyof typeof told;

function isChoice(word: string): word is Choice {
  return Object.hasOwn(told, word);
}

export const held = defineCommand({
  name: 'held',
  usage,
  summary: 'Send, note or discard a line that was held back',
  permission: 'annotate',
  hidden: true,
  parse(args) {
    const [choice = '', id = '', ...more] = args.trim().split(/\s+/);
    if (!isChoice(choice) || !looksLikeId(id) || more.length > 0) throw badUsage(usage);
    return { choice, heldLineId: id as HeldLineId };
  },
  async run({ house, agent }, { choice, heldLineId }) {
    const { taken } = await resolveHeld(house.routing, { agent, heldLineId, choice });
    return showNotice(
      choice === 'send' && taken ? '✅ The conversation is yours and your line was sent.' : told[choice],
    );
  },
});
