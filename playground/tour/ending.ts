// The tour's last act: category, back to the assistant, a person once more, and the end.

import {
  pressOnCard,
  readThread,
  type Scene,
  type Stage,
  waitForCard,
  waitForMessage,
  waitForPost,
  waitForStanding,
} from './stage.js';
import { demandNoAside } from './talking.js';
import { shorten, showLines, waitFor } from './trouble.js';

const category = 'Returns';

export const ending: readonly Scene[] = [
  {
    title: 'Kim says what it is about, in the card’s dialog',
    side: 'desk',
    async act(stage) {
      await pressOnCard(stage, 'With Kim', 'Category');
      const dialog = await waitFor({
        expected: 'a dialog that asks for the category',
        look: async () => await stage.kim.dialog(),
        came: () => 'no dialog',
        signal: stage.signal,
      });
      await stage.kim.submit(dialog, 'category', category);
      const line = await waitForPost(stage, `that the category is ${category}`, (post) =>
        post.text.includes(`category to ${category}`),
      );
      return `${dialog.title?.text ?? 'Category'}: ${category}\n${line.text}`;
    },
  },
  {
    title: 'Kim gives the chat back to the assistant',
    side: 'desk',
    async act(stage) {
      await pressOnCard(stage, 'With Kim', 'Restore to AI');
      const card = await waitForCard(stage, 'With the assistant', 'Take over');
      await waitForStanding(stage, 'ai', null);
      return `${card.text}\nThe customer is told that the assistant is back.`;
    },
  },
  {
    title: 'The assistant knows what Kim said',
    side: 'assistant',
    async act(stage) {
      const question = 'When do I get my money back?';
      await stage.customer.say(question);
      const said = await waitForMessage(
        stage,
        'the assistant repeating what Kim told them',
        (one) => one.author === 'assistant' && one.text.includes('Kim told you'),
      );
      await waitForMessage(
        stage,
        'the assistant’s answer about refunds',
        (one) => one.author === 'assistant' && one.text.includes('3 working days'),
      );
      return `“${question}”\n${shorten(said.text)}`;
    },
  },
  {
    title: 'The customer presses “Talk to a person”',
    side: 'customer',
    async act(stage) {
      await stage.customer.askForPerson();
      await waitForStanding(stage, 'pending', null);
      const card = await waitForCard(stage, 'Waiting for a person', 'Claim');
      return `${card.text}\nThe same thread, the same card.`;
    },
  },
  {
    title: 'Kim claims it again, and closes it with the card',
    side: 'desk',
    async act(stage) {
      await pressOnCard(stage, 'Waiting for a person', 'Claim');
      await pressOnCard(stage, 'With Kim', 'Close');
      const card = await waitForCard(stage, 'Closed', 'Reopen');
      await waitForStanding(stage, 'closed', null);
      return `${card.text}\nThe customer’s chat says that it is closed.`;
    },
  },
  { title: 'Nothing was lost, doubled or leaked', side: 'system', act: compareBothSides },
];

/** What the stream brought, what a reload shows and what the thread holds must be one and the same. */
async function compareBothSides(stage: Stage): Promise<string> {
  const { customer, signal } = stage;
  const shown = () => customer.shown().map((one) => one.text);
  const reloaded = (await customer.reload()).messages.map((one) => one.text);
  await waitFor({
    expected: `the stream brought what a reload shows:\n${showLines(reloaded)}`,
    look: () => isSame(shown(), reloaded),
    came: () => showLines(shown()),
    signal,
  });
  const written = customer
    .shown()
    .filter((one) => one.author === 'contact')
    .map((one) => one.text);
  const posted = async () =>
    (await readThread(stage)).posts.map((post) => post.text).filter((text) => written.includes(text));
  await waitFor({
    expected: `each of the customer’s lines is in the thread, once and in order:\n${showLines(written)}`,
    look: async () => isSame(await posted(), written),
    came: async () => showLines(await posted()),
    signal,
  });
  await demandNoAside(stage);
  const { posts } = await readThread(stage);
  return `The customer saw ${reloaded.length} messages, the thread holds ${posts.length} posts, and both agree.`;
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}
