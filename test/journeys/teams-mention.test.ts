// A team that does not let Baton read along: only what mentions it is heard, and the card says so.

import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { onTeams } from '../support/on-each-desk.js';
import { isMarked, waitForPerson } from '../support/scenes.js';

onTeams('a team that must mention us', { teams: { reads: false } }, (house) => {
  const claimed = async () => {
    const waiting = await waitForPerson(house());
    const agent = house().agent('U0KIM');
    await agent.types(waiting.thread, 'claim', { mention: true });
    await house().becomes(waiting.id, 'active');
    return { ...waiting, agent };
  };

  it('says on the card how to speak, and hears no plain line (A21)', async () => {
    const { customer, agent, thread, id } = await claimed();
    await eventually('the card says how to answer', () =>
      house().root(thread).text.includes('Answer here with @Baton your words'),
    );
    await agent.types(thread, 'Nobody hears this.');
    await agent.types(thread, 'This one is heard.', { mention: true });
    await customer.sees('This one is heard.');
    await house().settled();
    expect(customer.texts('agent')).toEqual(['This one is heard.']);
    expect(await house().query('select 1 from held_line where conversation_id = $1', [id])).toEqual([]);
  });

  it('takes a mention with a command as that, and with anything else as words to the customer', async () => {
    const { customer, agent, thread, id } = await claimed();
    await agent.types(thread, 'note the customer is kind', { mention: true });
    const line = await agent.types(thread, 'hello, how can I help?', { mention: true });
    await customer.sees('hello, how can I help?');
    await isMarked(house(), line, 'sent');
    const notes = await house().query('select text from note where conversation_id = $1', [id]);
    expect(notes).toEqual([{ text: 'the customer is kind' }]);
    await agent.types(thread, 'close', { mention: true });
    await house().becomes(id, 'closed');
    expect(customer.texts('agent')).toEqual(['hello, how can I help?']);
  });

  it('asks about a mistyped command: nothing of it reaches the customer unless they say so (A15, A16)', async () => {
    const { customer, agent, thread, id } = await claimed();
    await agent.types(thread, 'noet the customer is angry', { mention: true });
    await agent.isTold('Did you mean @Baton note?');
    await agent.clicksWhisper('Save as note');
    await eventually('the note is kept', async () => {
      const notes = await house().query('select text from note where conversation_id = $1', [id]);
      return notes.length === 1;
    });
    await agent.types(thread, 'Not sure yet, I ask.', { mention: true });
    await customer.sees('Not sure yet, I ask.');
    await house().settled();
    expect(customer.texts('agent')).toEqual(['Not sure yet, I ask.']);
  });

  it('holds what somebody else says with a mention, as everywhere (A16)', async () => {
    const { customer, thread } = await claimed();
    const ben = house().agent('U0BEN');
    await ben.types(thread, 'let me butt in', { mention: true });
    await ben.isTold('Kim has');
    await house().settled();
    expect(customer.texts('agent')).toEqual([]);
  });

  it('has its cards say that plain lines are heard, once the first one was', async () => {
    const { customer, agent, thread } = await claimed();
    const waiting = await waitForPerson(house());
    await eventually('both cards tell to mention Baton', () =>
      [thread, waiting.thread].every((one) => house().root(one).text.includes('@Baton your words')),
    );
    house().teams.letsReadAlong(true);
    await agent.types(thread, 'Now I just write.');
    await customer.sees('Now I just write.');
    await eventually('both cards say how it is now', () =>
      [thread, waiting.thread].every((one) => !house().root(one).text.includes('@Baton your words')),
    );
    expect(house().root(thread).text).toContain('Write in this thread to answer');
    expect(house().root(waiting.thread).text).toContain('Claim to answer here in the thread');
  });

  it('has its cards say again how to speak, once the team added the app without that consent (A21)', async () => {
    const { customer, agent, thread } = await claimed();
    house().teams.letsReadAlong(true);
    await agent.types(thread, 'Consent was given.');
    await customer.sees('Consent was given.');
    await eventually('the card says that plain lines are heard', () =>
      house().root(thread).text.includes('Write in this thread to answer'),
    );
    await house().teams.addsAnew({ reads: false });
    await eventually('the card says how to speak', () =>
      house().root(thread).text.includes('Answer here with @Baton your words'),
    );
    await agent.types(thread, 'Consent is gone.', { mention: true });
    await customer.sees('Consent is gone.');
  });
});
