// Each chatbot's conversations stand in its own place, and nothing of them in another's.

import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { usualAgents } from '../support/house.js';
import { rival } from '../support/house-declaration.js';
import { onEachDesk } from '../support/on-each-desk.js';
import { takeOver, writeFirst } from '../support/scenes.js';

const agents = [
  ...usualAgents,
  { name: 'Zoe', role: 'agent', slack: 'U0ZOE', chatLimit: 10, chatbots: ['rival'] },
];
const rivalPlace = 'C0OTHER';

onEachDesk('two chatbots, two places', { agents, chatbots: [rival] }, (house) => {
  it('shows each its own customers, cards and lines, and commands of one do not tell of the other (A30, A14)', async () => {
    const ours = await takeOver(house(), 'U0KIM', 'I write to Acme.');
    const theirs = await writeFirst(house(), 'I write to the rival.', 'rival-web');
    await theirs.requestHuman();
    const thread = await house().threadOf(theirs.conversationId());
    const { desk } = house();
    const shownAt = (place?: string) =>
      desk
        .roots(place)
        .flatMap((root) => [root, ...desk.posts(root.ref, place)])
        .map(({ shown }) => shown)
        .join('\n');
    await eventually('the rival’s thread shows what was said', () =>
      desk.posts(thread, rivalPlace).some(({ text }) => text === 'I write to the rival.'),
    );
    await ours.customer.say('Acme once more.');
    await house().posted(ours.thread, 'Acme once more.');
    await theirs.say('The rival once more.');
    await eventually('the rival’s thread goes on', () =>
      desk.posts(thread, rivalPlace).some(({ text }) => text === 'The rival once more.'),
    );
    await house().settled();
    expect(desk.roots(rivalPlace).map(({ ref }) => ref)).toEqual([thread]);
    expect(shownAt()).toContain('Acme once more.');
    expect(shownAt()).not.toMatch(/rival/i);
    expect(shownAt(rivalPlace)).not.toContain('Acme');

    const zoe = house().agent('U0ZOE');
    await zoe.commands('queue');
    await zoe.isTold('#1002');
    expect(zoe.whispers().join(' ')).not.toContain('#1001');
    await ours.agent.commands('queue');
    expect(ours.agent.whispers().join(' ')).not.toContain('#1002');
  });
});
