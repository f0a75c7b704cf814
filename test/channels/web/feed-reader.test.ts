// Proves when a reader reads: what it can know without, it does not read, and nothing that came is taken for read.

import { beforeEach, describe, expect, it } from 'vitest';
import { batchSize, createFeedReader, type FeedReader } from '../../../src/channels/web/feed-reader.js';
import { createMemoryHouse, makeSite } from '../../support/web-house.js';

const site = makeSite();
let memory: ReturnType<typeof createMemoryHouse>;
beforeEach(async () => {
  memory = createMemoryHouse([site], { name: 'Acme', pictureUrl: null, humanSupport: true });
  await memory.house.createVisitor(site, 'hash', {});
  memory.openChat(memory.desk.guest());
});

/** A reader of the visitor's chat, from its end on or from where it is told. */
function openReader(after = memory.desk.chat().sequence): FeedReader {
  const { visitor } = memory.desk.guest();
  const caller = { account: site, settings: {} } as Omit<Parameters<typeof createFeedReader>[1], 'visitor'>;
  return createFeedReader(
    memory.house,
    { ...caller, visitor },
    { conversationId: memory.desk.chat().id, after },
  );
}
const countOf = async (reader: FeedReader) => {
  const step = await reader.read();
  return step.kind === 'events' ? step.events.length : step.kind;
};

describe('a feed reader', () => {
  it('reads nothing when it opens where the conversation is', async () => {
    expect(await countOf(openReader())).toBe('nothing');
    expect(memory.asked).toEqual(['latest']);
  });

  it('is behind until the last of many batches is read', async () => {
    const reader = openReader();
    for (let i = 0; i < batchSize + 20; i += 1) memory.desk.say({ text: `line ${i}` });
    expect(await countOf(reader)).toBe(batchSize);
    expect(await reader.isBehind()).toBe(true);
    expect(await countOf(reader)).toBe(20);
    expect(await reader.isBehind()).toBe(false);
  });

  it('is not behind what it took without reading', async () => {
    const reader = openReader();
    await reader.read();
    memory.desk.say({ text: 'taken' });
    const chat = memory.desk.chat();
    const event = chat.events.at(-1);
    if (!event) throw new Error('nothing was said');
    expect(await reader.isBehind()).toBe(true);
    expect(reader.take({ conversationId: chat.id, event })).toMatchObject({ kind: 'events' });
    expect(await reader.isBehind()).toBe(false);
    expect(memory.asked).not.toContain('feed');
  });

  it('is behind as soon as another conversation has begun, however little was said in it', async () => {
    for (let i = 0; i < 9; i += 1) memory.desk.say({ text: `line ${i}` });
    const reader = openReader();
    memory.desk.move('conversation.closed', 'closed');
    expect(await countOf(reader)).toBe(1);
    expect(await reader.isBehind()).toBe(false);
    memory.openChat(memory.desk.guest());
    expect(await reader.isBehind()).toBe(true);
    expect(await countOf(reader)).toBe('reset');
  });
});
