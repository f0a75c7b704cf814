// The half of the channel contract that leads outwards: replies, files, receipts, and what a channel says it can do.

import { expect, it } from 'vitest';
import type { Tools } from '../support/contract-tools.js';
import { eventually } from '../support/eventually.js';
import { png } from '../support/pictures.js';
import { isMarked, marks } from '../support/scenes.js';
import type { Received } from './channel.js';

/** A reply once, whole, in parts that fit; files; receipts. */
export function testSaying({ stage, active, gets }: Tools): void {
  it('brings a reply once, with its formatting as the channel writes it', async () => {
    const { customer, agent, thread } = await active();
    await agent.types(thread, 'It comes *tomorrow*.');
    await gets(customer, `It comes ${stage().bold('tomorrow')}.`);
    await stage().house.settled();
    const texts = (await customer.received()).map(({ text }) => text);
    expect(texts.filter((text) => text.includes('tomorrow'))).toHaveLength(1);
  });

  it('brings a long reply whole, in order, in parts that fit', async () => {
    const { customer, agent, thread } = await active();
    const words = Array.from({ length: 1_000 }, (_, index) => `wört${index}`);
    await agent.types(thread, words.join(' '));
    const isPart = ({ text }: Received) => text.includes('wört');
    const parts = await eventually('all parts arrived', async () => {
      const some = (await customer.received()).filter(isPart);
      return some.at(-1)?.text.includes('wört999') ? some : null;
    });
    for (const { text } of parts) expect(stage().fits(text)).toBe(true);
    expect(
      parts
        .map(({ text }) => text)
        .join(' ')
        .match(/wört\d+/g),
    ).toEqual(words);
  });

  it('brings an agent’s file and its words', async () => {
    const { customer, agent, thread } = await active();
    const file = await agent.uploads('label.png', png, 'image/png');
    await agent.types(thread, 'Your label.', { files: [file] });
    const received = await eventually('the file is there', async () => {
      const all = await customer.received();
      return all.some((one) => one.file) && all.some((one) => one.text === 'Your label.') ? all : null;
    });
    const files = received.flatMap((one) => one.file ?? []);
    expect(files).toHaveLength(1);
    expect(files[0]?.bytes.equals(png)).toBe(true);
  });

  it('tells how far a reply came, and never less than it told before', async () => {
    const { customer, agent, thread } = await active();
    const line = await agent.types(thread, 'Seen?');
    await gets(customer, 'Seen?');
    await isMarked(stage().house, line, 'sent');
    await customer.reads();
    await isMarked(stage().house, line, 'seen');
    await customer.repeatsDelivered();
    await stage().house.settled();
    expect(marks(stage().house, line)).toEqual(['seen']);
  });
}

/** What is changed after it was sent, and the members that belong together. */
export function testAbilities({ stage, active, gets }: Tools): void {
  it('changes what was sent where it says so, and says where it cannot', async () => {
    const { customer, agent, thread } = await active();
    const line = await agent.types(thread, 'Tomorow.');
    await gets(customer, 'Tomorow.');
    await isMarked(stage().house, line, 'sent');
    await agent.edits(line, 'Tomorrow.');
    if (stage().channel.edit || stage().channel.showsOnCommit) await gets(customer, 'Tomorrow.');
    else {
      await agent.isTold(/customer/);
      expect((await customer.received()).map(({ text }) => text)).not.toContain('Tomorrow.');
    }
  });

  it('has a name, and what Meta’s doors need is there or absent as a whole', () => {
    const { channel } = stage();
    expect(channel.name).toMatch(/^[a-z]+$/);
    expect(channel.edit === undefined).toBe(channel.remove === undefined);
    // A feed of our own needs no fetching, no examining and no clock; a platform needs them all.
    const members = [channel.fetchMedia, channel.examine, channel.markRead, channel.typing];
    const isOwnFeed = channel.showsOnCommit === true;
    if (!isOwnFeed) for (const member of members) expect(member).toBeTypeOf('function');
    else for (const member of members.slice(0, 2)) expect(member).toBeUndefined();
  });
}
