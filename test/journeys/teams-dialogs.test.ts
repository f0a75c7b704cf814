// Dialogs, message actions and what is typed to be changed: everything an agent does at Teams without leaving the thread.

import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { onTeams } from '../support/on-each-desk.js';
import { takeOver } from '../support/scenes.js';

onTeams('dialogs of Teams', {}, (house) => {
  const notesOf = async (id: string) =>
    (await house().query<{ text: string }>('select text from note where conversation_id = $1', [id])).map(
      (note) => note.text,
    );
  const offers = (thread: string, label: string) =>
    eventually(`the card offers “${label}”`, () => house().root(thread).labels.includes(label));

  it('takes a note by its dialog, which says how files go (A15)', async () => {
    const { customer, agent, thread, id } = await takeOver(house());
    await offers(thread, 'Note');
    await agent.clicks(house().root(thread), 'Note');
    const dialog = await eventually('a dialog is open', () => house().teams.dialogOf('U0KIM'));
    expect(dialog.text).toContain('Files cannot be added here');
    await agent.submits({ text: 'from the dialog' });
    await eventually('the note is stored', async () => (await notesOf(id)).length === 1);
    expect(await notesOf(id)).toEqual(['from the dialog']);
    expect(house().teams.dialogOf('U0KIM')?.inputs ?? []).toEqual([]);
    await house().settled();
    expect(JSON.stringify(await customer.snapshot())).not.toContain('from the dialog');
  });

  it('shows a dialog again with what is wrong, and keeps what was typed', async () => {
    const { agent, thread, id } = await takeOver(house());
    await offers(thread, 'Note');
    await agent.clicks(house().root(thread), 'Note');
    await eventually('a dialog is open', () => house().teams.dialogOf('U0KIM'));
    await expect(agent.submits({ text: '   ' })).rejects.toThrow();
    expect(house().teams.dialogOf('U0KIM')?.text).toContain('⚠');
    await agent.submits({ text: 'now with words' });
    await eventually('the note is stored', async () => (await notesOf(id)).includes('now with words'));
  });

  it('sets the category, transfers and closes by dialogs (A13, A17, A18)', async () => {
    const { agent, thread, id } = await takeOver(house());
    await offers(thread, 'Category');
    await agent.clicks(house().root(thread), 'Category');
    await agent.submits({ category: 'Shipping' });
    await eventually('it is about Shipping', async () => {
      const [row] = await house().query('select category from conversation where id = $1', [id]);
      return row?.category === 'Shipping';
    });
    await house().agent('U0BEN').commands('online');
    await agent.clicks(house().root(thread), 'Transfer');
    const [ben] = await house().query<{ id: string }>(`select id from agent where name = 'Ben'`);
    const dialog = await eventually('a dialog is open', () => house().teams.dialogOf('U0KIM'));
    const choice = dialog.choices.find((one) => one.label.includes('Ben'));
    await agent.submits({ [dialog.inputs[0] ?? '']: choice?.value ?? '' });
    await eventually('Ben has it', async () => {
      const [row] = await house().query('select owner_id from conversation where id = $1', [id]);
      return row?.owner_id === ben?.id;
    });
    await house().settled();
    await agent.clicks(house().root(thread), 'Close');
    await house().becomes(id, 'closed');
  });

  it('takes notes and replies by the actions of a message', async () => {
    const { customer, agent, thread, id } = await takeOver(house());
    await customer.say('What about my refund?');
    const post = await house().posted(thread, 'What about my refund?');
    await house().teams.messageAction('U0KIM', post, 'note');
    await agent.submits({ text: 'asks for a refund' });
    await eventually('the note is stored', async () => (await notesOf(id)).includes('asks for a refund'));
    await house().teams.messageAction('U0KIM', post, 'reply');
    await agent.submits({ text: 'It is on its way.' });
    await customer.sees('It is on its way.');
  });

  it('answers to read in a dialog or to the one who asked, never to all', async () => {
    const { agent, thread } = await takeOver(house());
    await house().settled();
    const before = house().thread(thread).length;
    await agent.clicks(house().root(thread), 'Info');
    await agent.isTold('Kim');
    await agent.types(thread, '!help');
    await agent.isTold('What you can do');
    await house().teams.slash('U0BEN', 'queue');
    await house()
      .agent('U0BEN')
      .isTold(/waiting|queue/iu);
    await house().settled();
    expect(house().thread(thread).length).toBe(before + 1);
  });
});
