// The tour's first act: the assistant answers, and a person is asked for.

import { tellPosts } from './agent.js';
import {
  kimId,
  pressOnCard,
  type Scene,
  waitForCard,
  waitForMessage,
  waitForPost,
  waitForStanding,
} from './stage.js';
import { demand, shorten, showLines, waitFor } from './trouble.js';

const question = 'How do I return something?';

export const opening: readonly Scene[] = [
  {
    title: 'A customer asks',
    side: 'customer',
    async act(stage) {
      await stage.customer.say(question);
      await waitForMessage(stage, `their own line “${question}”`, (one) => one.text === question);
      return `“${question}”`;
    },
  },
  {
    title: 'The assistant answers',
    side: 'assistant',
    async act(stage) {
      const answer = await waitForMessage(
        stage,
        'the assistant’s answer about returns',
        (one) => one.author === 'assistant' && one.text.includes('30 days'),
      );
      const cards = (await stage.kim.channel()).filter((post) => !stage.older.has(post.ts));
      demand(
        cards.every((post) => !post.text.includes(stage.order)),
        'no thread for a chat that the assistant handles',
        showLines(tellPosts(cards)),
      );
      return `${shorten(answer.text, 110)}\nNobody at the desk is disturbed.`;
    },
  },
  {
    title: 'They want a person',
    side: 'customer',
    async act(stage) {
      const wish = `Order ${stage.order} came with a dent. I want to talk to a person, please.`;
      await stage.customer.say(wish);
      const notice = await waitForMessage(
        stage,
        'that a person is being fetched',
        (one) => one.author === 'system',
      );
      await waitForStanding(stage, 'pending', null);
      return `“${wish}”\n${notice.name}: ${shorten(notice.text)}`;
    },
  },
  {
    title: 'A card appears in #support, with the whole exchange in its thread',
    side: 'desk',
    async act(stage) {
      stage.threadTs = await waitFor({
        expected: `a new card whose thread mentions order ${stage.order}`,
        look: async () => {
          const fresh = (await stage.kim.channel()).filter((post) => !stage.older.has(post.ts));
          for (const card of fresh) {
            const posts = await stage.kim.thread(card.ts);
            if (posts.some((post) => post.text.includes(stage.order))) return card.ts;
          }
          return null;
        },
        came: async () => showLines(tellPosts((await stage.kim.channel()).slice(-3))),
        signal: stage.signal,
      });
      const card = await waitForCard(stage, 'Waiting for a person', 'Claim');
      const asked = await waitForPost(stage, 'the customer’s question', (post) => post.text === question);
      const answer = await waitForPost(stage, 'the assistant’s answer', (post) =>
        post.text.includes('30 days'),
      );
      return [card.text, ...tellPosts([asked, answer]).map((line) => shorten(line, 110))].join('\n');
    },
  },
  {
    title: 'Kim goes online',
    side: 'desk',
    as: kimId,
    async act({ kim, signal }) {
      const before = new Set((await kim.channel()).map((post) => post.ts));
      await kim.command('online');
      const answer = await waitFor({
        expected: 'an answer to /livechat online that says “online”, for Kim alone',
        look: async () =>
          (await kim.channel()).find(
            (post) => !before.has(post.ts) && post.isEphemeral && /online/i.test(post.text),
          ) ?? null,
        came: async () => showLines(tellPosts((await kim.channel()).filter((post) => !before.has(post.ts)))),
        signal,
      });
      return `/livechat online\n${answer.text}`;
    },
  },
  {
    title: 'Kim claims the chat with the card’s button',
    side: 'desk',
    async act(stage) {
      await pressOnCard(stage, 'Waiting for a person', 'Claim');
      const card = await waitForCard(stage, 'With Kim', 'Restore to AI');
      await waitForPost(stage, 'that Kim claimed it', (post) => post.text.includes('Kim claimed'));
      await waitForStanding(stage, 'active', 'Kim');
      return `${card.text}\nThe customer sees that Kim joined.`;
    },
  },
];
