// What a supervisor sees and steers from the overview: the board of a place, drill-down, whispers and alarms (A8, B12).

import { expect, it } from 'vitest';
import type { DeskPost } from '../support/desk-hands.js';
import { eventually } from '../support/eventually.js';
import { onEachDesk } from '../support/on-each-desk.js';
import { takeOver, waitForPerson } from '../support/scenes.js';

const settings = {
  on: [
    { desk: 'slack', engine: 'postgres' },
    { desk: 'teams', engine: 'postgres' },
  ],
  chatbot: { routing: { mode: 'claim', alarms: { queueLength: 2 } } },
} as const;

onEachDesk('the overview', settings, (house) => {
  const boards = (): DeskPost[] =>
    house()
      .desk.roots()
      .filter(({ shown }) => shown.includes('📋 Acme Support') && shown.includes('Today:'));
  const board = (): DeskPost => {
    const found = boards().at(-1);
    if (!found) throw new Error('there is no board');
    return found;
  };
  const referenceOf = async (id: string) =>
    `#${(await house().query('select reference from conversation where id = $1', [id]))[0]?.reference}`;

  it('posts one board per chatbot, which follows hand-off, claim and presence (B12)', async () => {
    const kim = house().agent('U0KIM');
    await kim.commands('overview post acme');
    await kim.isTold('keeps itself up to date');
    await eventually('the board is there', () => boards().length === 1);
    const { id, thread } = await waitForPerson(house());
    const reference = await referenceOf(id);
    await eventually('it tells who waits', () => board().shown.includes(reference));
    await house().agent('U0BEN').commands('online');
    await eventually('it tells who is there', () => board().shown.includes('2 offline'));
    await house().agent('U0BEN').types(thread, '!claim');
    await house().becomes(id, 'active');
    await eventually('nobody waits', () => board().shown.includes('Nobody waits'));
    expect(board().shown).toContain('1 active');
    expect(boards()).toHaveLength(1);
    await house().agent('U0BEN').commands('offline');
  });

  it('moves to the end when asked again, and is forgotten once somebody deletes it', async () => {
    const kim = house().agent('U0KIM');
    const before = board().ref;
    await kim.commands('overview post acme');
    await eventually('it is a new post', () => board().ref !== before);
    await eventually('the old one says so', () =>
      house()
        .desk.roots()
        .some(({ ref, shown }) => ref === before && shown.includes('has moved')),
    );
    await house().desk.removeRoot(board().ref);
    await eventually('it is forgotten', async () => {
      const [row] = await house().query(`select board_ref from chatbot where key = 'acme'`, []);
      return row?.board_ref === null;
    });
  });

  it('is not kept up any more once it is stopped, and its post says so (B12)', async () => {
    const kim = house().agent('U0KIM');
    await kim.commands('overview post acme');
    await eventually('the board is there', () => boards().length === 1);
    const { ref } = board();
    await kim.commands('overview stop acme');
    await kim.isTold('not kept up any more');
    const post = () =>
      house()
        .desk.roots()
        .find((one) => one.ref === ref);
    await eventually('the post says so', () => post()?.shown.includes('not kept up any more') === true);
    const before = post()?.shown;
    await waitForPerson(house());
    await house().settled();
    expect(post()?.shown).toBe(before);
    expect(boards()).toHaveLength(0);
  });

  it('lets nobody but supervisors see or post it', async () => {
    const ada = house().agent('U0ADA');
    await ada.commands('overview post acme');
    await ada.isTold('supervisor');
    expect(boards()).toHaveLength(0);
  });

  it('leads from the overview to a chat, which is given to an agent', async () => {
    const { id } = await waitForPerson(house());
    await house().agent('U0BEN').commands('online');
    const kim = house().agent('U0KIM');
    await kim.commands(`overview ${await referenceOf(id)}`);
    await eventually('it is shown', () => kim.whispers().some((text) => text.includes('Waiting since')));
    await kim.clicksWhisper('Assign…');
    const [ben] = await house().query(`select id from agent where name = 'Ben'`, []);
    await kim.submits({ agent: String(ben?.id) });
    await house().becomes(id, 'active');
    await kim.commands('overview agent Ben');
    await eventually('their chats are shown', async () => {
      const reference = await referenceOf(id);
      return kim.whispers().some((text) => text.includes('Ben') && text.includes(reference));
    });
    await kim.clicksWhisper('Set away');
    await eventually('Ben is away', async () => {
      const [row] = await house().query(`select presence from agent where name = 'Ben'`, []);
      return row?.presence === 'away';
    });
  });

  it('moves all chats of an agent from the overview, in one confirmed step (B12)', async () => {
    const { id, thread } = await takeOver(house(), 'U0ADA');
    const kim = house().agent('U0KIM');
    await kim.commands('overview agent Ada');
    await eventually('her chats are shown', async () => {
      const reference = await referenceOf(id);
      return kim.whispers().some((text) => text.includes('Ada') && text.includes(reference));
    });
    await kim.clicksWhisper('Move all chats…');
    const [ben] = await house().query(`select id from agent where name = 'Ben'`, []);
    await kim.submits({ agent: String(ben?.id) });
    await eventually('Ben has it', async () => {
      const [row] = await house().query('select owner_id from conversation where id = $1', [id]);
      return row?.owner_id === ben?.id;
    });
    await eventually('the thread says so', () =>
      house()
        .thread(thread)
        .some(({ text }) => text.includes('Kim transferred this conversation to Ben')),
    );
  });

  it('shows a whisper to the owner alone and keeps only that there was one (B12)', async () => {
    const { id, thread, customer } = await takeOver(house(), 'U0BEN');
    const kim = house().agent('U0KIM');
    await kim.commands(`whisper ${await referenceOf(id)} Offer them a refund`);
    await house().agent('U0BEN').isTold('Offer them a refund');
    await kim.isTold('Only Ben sees it');
    await house().settled();
    expect(house().agent('U0ADA').whispers().join()).not.toContain('refund');
    const seen = house()
      .thread(thread)
      .filter(({ onlyFor }) => onlyFor === null);
    expect(JSON.stringify(seen)).not.toContain('refund');
    expect(customer.texts('agent').join()).not.toContain('refund');
    const events = await house().query(
      `select data from event where conversation_id = $1 and kind = 'conversation.whispered'`,
      [id],
    );
    expect(events).toHaveLength(1);
    expect(JSON.stringify(events)).not.toContain('refund');
    await house().agent('U0ADA').types(thread, '!whisper hello');
    await house().agent('U0ADA').isTold('supervisor');
  });

  it('calls the supervisors when too many wait (A8)', async () => {
    await waitForPerson(house());
    await waitForPerson(house());
    const called = () =>
      house()
        .desk.roots()
        .filter(({ shown }) => shown.includes('too many wait'));
    await eventually('the place is told', () => called().length === 1, 25_000);
    expect(called()[0]?.shown).toMatch(/U0KIM|Kim/u);
    await house().settled();
    expect(called()).toHaveLength(1);
  });
});
