// Admins manage from the desk, by its own dialogs: hours and alarms, what closing takes, an agent's limit; others are refused.

import { expect, it } from 'vitest';
import { personId } from '../support/desk-hands.js';
import { usualAgents } from '../support/house.js';
import { onEachDesk } from '../support/on-each-desk.js';
import { takeOver } from '../support/scenes.js';

const agents = [
  ...usualAgents,
  { name: 'Adele', role: 'admin', slack: 'U0ADELE', chatLimit: 5, chatbots: ['acme'] },
];

onEachDesk('managing', { agents }, (house) => {
  const settings = () =>
    house().query("select hours, required_to_close, routing from chatbot where key = 'acme'", []);

  it('changes hours by a dialog; impossible ones are said under their field and change nothing', async () => {
    const ada = house().agent('U0ADELE');
    await ada.commands('chatbot acme');
    await ada.isTold('Human support');
    await ada.clicksWhisper('Hours');
    const wrong = ada.submits({ timezone: 'Europe/Berlin', open: 'mon-fri 18:00-09:00' });
    await expect(wrong).rejects.toThrow('the dialog refused');
    expect(await settings()).toMatchObject([{ hours: null }]);
    await ada.submits({ timezone: 'Europe/Berlin', open: 'mon-sun 00:00-24:00' });
    await expect
      .poll(settings)
      .toMatchObject([{ hours: { timezone: 'Europe/Berlin', open: { 'mon-sun': '00:00-24:00' } } }]);
  });

  it('switches by a dialog whether supervisors hear that nobody is online', async () => {
    const ada = house().agent('U0ADELE');
    const alarms = () =>
      house().query(
        "select routing -> 'alarms' ->> 'nobodyOnline' as told, routing -> 'alarms' ->> 'queueLength' as length from chatbot where key = 'acme'",
        [],
      );
    await ada.commands('chatbot acme');
    await ada.isTold('somebody waits and nobody is online');
    await ada.clicksWhisper('Alarms');
    await ada.submits({ nobodyOnline: 'off', queueLength: '9' });
    await expect.poll(alarms).toEqual([{ told: 'false', length: '9' }]);
    await ada.commands('chatbot acme alarms nobodyOnline=on');
    await expect.poll(alarms).toEqual([{ told: 'true', length: '9' }]);
  });

  it('lets nobody close without the category that the chatbot wants, by button or by word', async () => {
    const ada = house().agent('U0ADELE');
    await ada.commands('chatbot acme closing requiredToClose=category');
    await expect.poll(settings).toMatchObject([{ required_to_close: ['category'] }]);
    const { id, thread, agent } = await takeOver(house(), 'U0BEN');
    await house().settled();
    await agent.types(thread, '!close');
    // Where a typed line can open no dialog it says how to write it; where it can, the dialog is there.
    await agent.isTold(/needs a category|Close #/u);
    expect(await house().query('select status from conversation where id = $1', [id])).toEqual([
      { status: 'active' },
    ]);
    await agent.clicks(house().root(thread), 'Close');
    await agent.submits({ category: 'Billing' });
    await house().becomes(id, 'closed');
    await ada.commands('chatbot acme closing requiredToClose=nothing');
    await expect.poll(settings).toMatchObject([{ required_to_close: [] }]);
  });

  it('adds a person chosen from those at the desk, by the name they have there', async () => {
    const ada = house().agent('U0ADELE');
    await ada.commands('agents');
    await ada.isTold('Agents:');
    await ada.clicksWhisper('Add an agent…');
    const person = personId(house().desk.kind, 'U0STRANGER');
    await ada.submits({ person, role: 'support agent' });
    const added = () =>
      house().query(
        `select a.role, i."user" from agent a join agent_identity i on i.agent_id = a.id where a.name = 'stranger'`,
        [],
      );
    await expect.poll(added).toEqual([{ role: 'support agent', user: person }]);
  });

  it('sets a limit by a dialog, and tells others which role it takes (A14)', async () => {
    const ada = house().agent('U0ADELE');
    await ada.commands('agents Ben');
    await ada.clicksWhisper('Limit');
    await ada.submits({ limit: '17' });
    const limit = () => house().query("select chat_limit from agent where name = 'Ben'", []);
    await expect.poll(limit).toEqual([{ chat_limit: 17 }]);
    const ben = house().agent('U0BEN');
    await ben.commands('chatbot acme support off');
    await ben.isTold('it takes admin');
    await ben.commands('limit Ben 99');
    await expect.poll(() => ben.whispers().filter((text) => text.includes('it takes admin')).length).toBe(2);
    expect(await limit()).toEqual([{ chat_limit: 17 }]);
  });
});
