// Files both ways: delivered, or refused with the reason where its sender sees it; the words always go through.

import { expect, it } from 'vitest';
import type { Customer } from '../support/customer.js';
import { eventually } from '../support/eventually.js';
import { onEachDesk } from '../support/on-each-desk.js';
import { takeOver } from '../support/scenes.js';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);

onEachDesk('files', {}, (house, { desk }) => {
  /** The files that came with an agent's words; at Teams they go by a page of ours, as a line of their own. */
  const filesWith = async (customer: Customer, text: string, count: number) => {
    const said = await customer.sees(text);
    const all = await eventually('the files are shown', () => {
      const files = customer.shown.filter((one) => one.author === 'agent').flatMap((one) => one.files);
      return files.length >= count && files;
    });
    expect(said.files.length).toBe(desk === 'slack' ? count : 0);
    return all;
  };

  const fileNames = (thread: string) =>
    house()
      .thread(thread)
      .flatMap((one) => one.files.map((file) => file.name));

  it('brings a customer’s file into the thread, bytes and all (A19)', async () => {
    const { customer, thread } = await takeOver(house());
    const stored = await customer.upload('photo.png', png);
    expect(stored.status).toBe(201);
    await customer.say('Here it is', { attachmentIds: [stored.body.id] });
    await house().posted(thread, 'Here it is');
    const file = await eventually('the file stands in the thread', () =>
      house()
        .thread(thread)
        .flatMap((one) => one.files)
        .find((one) => one.name === 'photo.png'),
    );
    expect((await file.read()).equals(png)).toBe(true);
    await house().settled();
    expect(fileNames(thread)).toEqual(['photo.png']);
  });

  it('brings an agent’s file to the customer, who can open it (A19)', async () => {
    const { customer, agent, thread } = await takeOver(house());
    const file = await agent.uploads('label.png', png, 'image/png');
    await agent.types(thread, 'Your label.', { files: [file] });
    const files = await filesWith(customer, 'Your label.', 1);
    expect(files.map((one) => one.name)).toEqual(['label.png']);
    const opened = await customer.opens(files[0]?.id ?? '');
    expect(opened.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await opened.arrayBuffer()).equals(png)).toBe(true);
    const other = await house().customer();
    expect((await other.opens(files[0]?.id ?? '')).status).toBe(404);
  });

  it('refuses what may not pass and says so, while words and other files go through (A19)', async () => {
    const { customer, agent, thread } = await takeOver(house());
    expect((await customer.upload('tool.exe', program)).status).toBe(415);
    const [bad, good] = [
      await agent.uploads('tool.exe', program, 'application/octet-stream'),
      await agent.uploads('good.png', png, 'image/png'),
    ];
    await agent.types(thread, 'Two files.', { files: [bad, good] });
    const files = await filesWith(customer, 'Two files.', 1);
    expect(files.map((one) => one.name)).toEqual(['good.png']);
    await agent.isTold('tool.exe');
  });

  it('takes an album of ten pictures sent at once as ten messages of one conversation, in order (A29)', async () => {
    const customer = await house().customer();
    await customer.requestHuman();
    const names = Array.from({ length: 10 }, (_, index) => `picture-${index + 1}.png`);
    const uploads = await Promise.all(names.map((name) => customer.upload(name, png)));
    const accepted = await Promise.all(
      uploads.map(({ body }) => customer.trySay('', { attachmentIds: [body.id] })),
    );
    expect(accepted.map((one) => one.status)).toEqual(Array(10).fill(200));
    expect(new Set(accepted.map((one) => one.body.conversationId)).size).toBe(1);
    // The order is that of acceptance, which the sequences tell.
    const inOrder = names
      .map((name, index) => ({ name, sequence: accepted[index]?.body.message.sequence ?? 0 }))
      .sort((a, b) => a.sequence - b.sequence)
      .map((one) => one.name);
    const thread = await house().threadOf(customer.conversationId());
    await eventually('all ten stand in the thread', () => fileNames(thread).length === 10);
    await house().settled();
    expect(fileNames(thread)).toEqual(inOrder);
  });
});
