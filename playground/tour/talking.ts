// The tour's second act: Kim and the customer talk, and what is only for colleagues stays with them.

import { listButtons } from './agent.js';
import {
  benId,
  kimId,
  needThread,
  readThread,
  type Scene,
  type Stage,
  waitForMessage,
  waitForPost,
} from './stage.js';
import { demand, shorten, showLines, waitFor } from './trouble.js';

/** The line that Ben types and then keeps as a note, and Kim's own note: the customer must see neither. */
const aside = 'We had the same with the last batch.';
const note = 'Third dented kettle this week: tell the warehouse.';

/** Waits until Kim's answer wears one of these marks. */
async function waitForMark(stage: Stage, expected: string, names: readonly string[]): Promise<void> {
  const marks = async () => {
    const answer = (await readThread(stage)).posts.find((post) => post.ts === stage.answerTs);
    return answer?.reactions.map((reaction) => reaction.name) ?? [];
  };
  await waitFor({
    expected,
    look: async () => (await marks()).some((name) => names.includes(name)),
    came: async () => (await marks()).join(' ') || 'no mark',
    signal: stage.signal,
  });
}

export const talking: readonly Scene[] = [
  {
    title: 'Kim answers in the thread, with a little formatting',
    side: 'desk',
    async act(stage) {
      stage.answerTs = await stage.kim.write(
        needThread(stage),
        'Hello, Kim here. That is on us: a *new one* leaves today.',
      );
      const seen = await waitForMessage(
        stage,
        'Kim’s answer, with “new one” in bold',
        (one) => one.author === 'agent' && one.text.includes('**new one**'),
      );
      demand(seen.name === 'Kim', 'the answer is Kim’s', seen.name);
      return `Kim writes: Hello, Kim here. That is on us: a *new one* leaves today.\nThe customer reads it at once, in bold where Kim meant it.`;
    },
  },
  {
    title: 'The mark on Kim’s line says that it arrived',
    side: 'desk',
    async act(stage) {
      // Where a widget is open it may have been read already.
      await waitForMark(stage, '✅ on Kim’s line', ['white_check_mark', 'eyes']);
      return '✅ on Kim’s own line';
    },
  },
  {
    title: 'The customer reads it',
    side: 'customer',
    async act(stage) {
      await stage.customer.read();
      await waitForMark(stage, '👀 on Kim’s line', ['eyes']);
      return 'The mark becomes 👀';
    },
  },
  {
    title: 'The customer answers, and the thread has it',
    side: 'customer',
    async act(stage) {
      const thanks = 'That is kind, thank you! Do you need the old one back?';
      await stage.customer.say(thanks);
      const post = await waitForPost(stage, 'the customer’s line', (one) => one.text === thanks);
      return `“${thanks}”\n#support shows it under the name ${post.author.name}.`;
    },
  },
  {
    title: 'Ben types a line, too: it is held back, and only he is asked',
    side: 'desk',
    as: benId,
    async act(stage) {
      await stage.ben.write(needThread(stage), aside);
      const isAsked = (post: { isEphemeral: boolean; text: string }) =>
        post.isEphemeral && post.text.includes('not sent to the customer');
      const asked = await waitForPost(stage, 'the question to Ben', isAsked, stage.ben);
      const kims = (await readThread(stage)).posts.filter(isAsked);
      demand(kims.length === 0, 'only Ben sees the question', 'Kim sees it, too');
      return `Ben writes: ${aside}\n${asked.text}\n${listButtons(asked).join(' · ')}`;
    },
  },
  {
    title: 'Ben saves it as a note',
    side: 'desk',
    async act(stage) {
      const asked = await waitForPost(
        stage,
        'the question to Ben',
        (post) => listButtons(post).includes('Save as note'),
        stage.ben,
      );
      await stage.ben.press(asked, 'Save as note');
      const saved = await waitForPost(
        stage,
        'that Ben’s line is a note',
        (post) => post.text.includes('internal note'),
        stage.ben,
      );
      return saved.text;
    },
  },
  {
    title: 'Kim leaves a note of her own',
    side: 'desk',
    as: kimId,
    async act(stage) {
      const before = new Set((await readThread(stage)).posts.map((post) => post.ts));
      await stage.kim.write(needThread(stage), `!note ${note}`);
      const saved = await waitForPost(
        stage,
        'that Kim’s note is saved',
        (post) => !before.has(post.ts) && post.text.includes('internal note'),
      );
      return `!note ${note}\n${saved.text}`;
    },
  },
  {
    title: 'The customer got the next answer, and neither of the notes',
    side: 'customer',
    async act(stage) {
      const answer = 'Keep it, or give it to somebody who does not mind the dent.';
      await stage.kim.write(needThread(stage), answer);
      await waitForMessage(stage, `Kim’s line “${answer}”`, (one) => one.text === answer);
      await demandNoAside(stage);
      return `Kim: ${shorten(answer)}\nWhat Ben and Kim noted before it never left the desk.`;
    },
  },
];

/** @throws TourTrouble when the customer's side shows anything that was meant for colleagues. */
export async function demandNoAside({ customer }: Stage): Promise<void> {
  const seen = [...customer.shown(), ...(await customer.reload()).messages];
  const leaked = seen.filter((one) => one.text.includes(aside) || one.text.includes(note));
  demand(
    leaked.length === 0,
    'the customer sees no note and no held line',
    showLines(leaked.map((one) => one.text)),
  );
}
