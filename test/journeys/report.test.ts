// Reports end to end: figures for the asker's eyes, pictures and a file in their direct messages, on both desks.

import { expect, it } from 'vitest';
import type { Json } from '../../playground/teams/records.js';
import { personId } from '../support/desk-hands.js';
import { eventually } from '../support/eventually.js';
import type { TestHouse } from '../support/house.js';
import { onEachDesk } from '../support/on-each-desk.js';
import { takeOver } from '../support/scenes.js';

interface Got {
  readonly name: string;
  /** Slack keeps a picture's description to itself. */
  readonly alt: string | null;
  readonly bytes: Buffer;
}

/** The files in someone's direct messages with the app, pictures first. */
async function gotAtSlack({ slack }: TestHouse, user: string): Promise<Got[]> {
  const messages = [...(slack.world.channels.get(`D${user.slice(1)}`)?.messages.values() ?? [])];
  return messages.flatMap(({ files }) =>
    files.map(({ name, bytes }) => ({ name, alt: null, bytes: bytes ?? Buffer.alloc(0) })),
  );
}

async function gotAtTeams(house: TestHouse, user: string): Promise<Got[]> {
  const posts = house.teams.teams.world.personalOf(personId('teams', user));
  const elements = posts.flatMap(({ cards }) => cards.flatMap((card) => (card.body as Json[]) ?? []));
  const found: Got[] = [];
  for (const element of elements) {
    const link = /"url":"([^"]*\/reports\/[^"]*)"/u.exec(JSON.stringify(element))?.[1];
    if (link === undefined) continue;
    const answer = await fetch(link);
    const named = /filename=([^;]*)/u.exec(answer.headers.get('content-disposition') ?? '')?.[1];
    const alt = typeof element.altText === 'string' ? element.altText : null;
    found.push({ name: named ?? 'picture.png', alt, bytes: Buffer.from(await answer.arrayBuffer()) });
  }
  return found;
}

onEachDesk('reports', {}, (house, { desk }) => {
  const got = (user: string) => (desk === 'slack' ? gotAtSlack : gotAtTeams)(house(), user);

  it('shows a supervisor how chats went, and sends them the pictures and the CSV', async () => {
    const { agent, thread, id } = await takeOver(house(), 'U0KIM', 'Where is my parcel?');
    await agent.types(thread, 'On its way.');
    await agent.types(thread, '!close');
    await house().becomes(id, 'closed');
    await agent.commands('report today');
    await agent.isTold(/Report: today[\s\S]*1 · 0 not yet resolved/u);
    await agent.isTold('come to you in a direct message');
    const files = await eventually('the pictures and the CSV arrive', async () => {
      const found = await got('U0KIM');
      return found.length === 4 ? found : null;
    });
    for (const { bytes, alt } of files.slice(0, 3)) {
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
      if (desk === 'teams') expect(alt).toContain('Acme Support');
    }
    expect(files[3]?.name).toMatch(/^chats-today-.*\.csv$/u);
    const csv = String(files[3]?.bytes);
    expect(csv).toContain(',Acme Support,web,,closed,');
    expect(csv).not.toContain('parcel');
  });

  it('is for supervisors: an agent is told so and gets nothing', async () => {
    const ben = house().agent('U0BEN');
    await ben.commands('report');
    await ben.isTold('supervisor');
    expect(await got('U0BEN')).toEqual([]);
  });
});
