// Notes never leave: whatever door a note or its file comes in by, no path leads from it to the customer.

import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { everyPair, onEachDesk } from '../support/on-each-desk.js';
import { takeOver } from '../support/scenes.js';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

onEachDesk('notes', { on: everyPair }, (house, { desk }) => {
  it('keeps notes and their files from the customer, on every path and in the database (A15)', async () => {
    const { customer, agent, thread, id } = await takeOver(house());
    await agent.types(thread, '!note secret: typed');
    const typedFile = await agent.uploads('secret.png', png, 'image/png');
    await agent.types(thread, '!note secret: with a file', { files: [typedFile] });
    await eventually('the card has its buttons', () => house().root(thread).labels.includes('Note'));
    await agent.clicks(house().root(thread), 'Note');
    const formFile = await agent.uploads('secret-form.png', png, 'image/png');
    await agent.submits({ text: 'secret: from the form', files: [formFile] });
    // At Teams a note's file comes by a page of ours, as a note without words; its forms take none.
    const wordless = desk === 'slack' ? [] : [''];
    const notes = await eventually('every note is stored', async () => {
      const rows = await house().query<{ id: string; text: string }>(
        'select id, text from note where conversation_id = $1',
        [id],
      );
      return rows.length === 3 + wordless.length && rows;
    });
    expect(notes.map((note) => note.text).sort()).toEqual([
      ...wordless,
      'secret: from the form',
      'secret: typed',
      'secret: with a file',
    ]);
    const files = await house().query<{ id: string }>(
      'select id from attachment where conversation_id = $1 and note_id is not null and message_id is null',
      [id],
    );
    expect(files.length).toBe(desk === 'slack' ? 2 : 1);
    await agent.types(thread, 'This one is for you.');
    await customer.sees('This one is for you.');
    await house().settled();

    // What has been pushed, what a reload fetches, what a poll and a guessed file address give.
    const seen = JSON.stringify(customer.shown);
    const fresh = JSON.stringify(await customer.snapshot());
    expect(seen + fresh).not.toContain('secret');
    for (const file of files) expect((await customer.opens(file.id)).status).toBe(404);
    await customer.reload();
    expect(customer.texts('agent')).toEqual(['This one is for you.']);
    const leaving = await house().query(
      `select 1 from delivery where conversation_id = $1 and lane = 'customer' and (note_id is not null or message_id is null)`,
      [id],
    );
    expect(leaving).toEqual([]);
  });

  it('does not become a message by being edited into one (A15, A23)', async () => {
    const { customer, agent, thread, id } = await takeOver(house());
    const line = await agent.types(thread, '!note secret: first');
    await eventually(
      'the note is stored',
      async () => (await house().query('select 1 from note where conversation_id = $1', [id])).length,
    );
    await agent.edits(line, 'secret: now an ordinary line');
    await agent.types(thread, 'Done.');
    await customer.sees('Done.');
    await house().settled();
    expect(JSON.stringify(await customer.snapshot())).not.toContain('secret');
  });
});
