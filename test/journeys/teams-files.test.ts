// What Teams keeps from apps comes in by the upload page: to the customer, as a note, or held, by the rules of every line.

import { expect, it } from 'vitest';
import { cardsOf } from '../../playground/teams/index.js';
import type { Customer } from '../support/customer.js';
import { personId } from '../support/desk-hands.js';
import { eventually } from '../support/eventually.js';
import { onTeams } from '../support/on-each-desk.js';
import { takeOver } from '../support/scenes.js';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const filesOf = ({ shown }: Customer) => shown.flatMap((one) => one.files);

onTeams('files that Teams keeps', {}, (house) => {
  /** Somebody attaches a file in the thread, and is given a link. */
  const attach = async (who: string, thread: string, text: string): Promise<string> => {
    const { teams, place } = house().teams;
    const user = personId('teams', who);
    const links = () =>
      teams.world
        .targetedOf(user)
        .map((post) => /https?:[^"]*\/teams\/upload\/[^"]*/.exec(JSON.stringify(cardsOf(post, user)))?.[0])
        .filter((link) => link !== undefined);
    const before = links().length;
    await teams.gestures.post({ user, channel: place, root: thread, text, files: ['offer.png'] });
    return eventually(`${who} is given a link`, () => links()[before]);
  };

  const upload = async (link: string, to: 'customer' | 'agents') => {
    const form = new FormData();
    form.append('files', new File([new Uint8Array(png)], 'offer.png', { type: 'image/png' }));
    form.append('for', to);
    const answer = await fetch(link, { method: 'POST', body: form });
    return { status: answer.status, page: await answer.text() };
  };

  it('reach the customer when the owner says so, and the owner’s words went ahead (A19)', async () => {
    const { customer, thread } = await takeOver(house());
    const link = await attach('U0KIM', thread, 'Here is the offer.');
    const words = await customer.sees('Here is the offer.');
    expect(words.files).toEqual([]);
    expect((await fetch(link)).status).toBe(200);
    const { status, page } = await upload(link, 'customer');
    expect(status).toBe(200);
    expect(page).toContain('is in the conversation');
    const file = await eventually('the file reaches the customer', () =>
      filesOf(customer).find(({ name }) => name === 'offer.png'),
    );
    const opened = await customer.opens(file.id);
    expect(Buffer.from(await opened.arrayBuffer()).equals(png)).toBe(true);
    expect((await upload(link, 'customer')).status).toBe(410);
  });

  it('never reach the customer as a note (A17)', async () => {
    const { customer, thread, id } = await takeOver(house());
    const link = await attach('U0KIM', thread, '!note look at this');
    const { page } = await upload(link, 'agents');
    expect(page).toContain('Saved as an internal note');
    await house().settled();
    const [kept] = await house().query('select count(*)::int as count from note where conversation_id = $1', [
      id,
    ]);
    expect(kept).toEqual({ count: 2 });
    expect(filesOf(customer)).toEqual([]);
    expect(customer.texts('agent')).toEqual([]);
  });

  it('are held when they are not the owner’s (A16)', async () => {
    const { customer, thread } = await takeOver(house());
    const link = await attach('U0BEN', thread, 'My file');
    const { status, page } = await upload(link, 'customer');
    expect(status).toBe(200);
    expect(page).not.toContain('is in the conversation');
    await house().settled();
    expect(filesOf(customer)).toEqual([]);
    const ben = house().agent('U0BEN');
    await ben.clicksWhisper('Save as note');
    await ben.isTold('Saved as an internal note');
  });

  it('say on the page why they stay behind', async () => {
    const { customer, agent, thread, id } = await takeOver(house());
    const link = await attach('U0KIM', thread, 'Soon.');
    await agent.types(thread, '!close');
    await house().becomes(id, 'closed');
    const { page } = await upload(link, 'customer');
    expect(page).toMatch(/closed/i);
    await house().settled();
    expect(filesOf(customer)).toEqual([]);
  });
});
