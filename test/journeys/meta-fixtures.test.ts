// Every fixture of Meta's channels through the whole house: in order, twice, shuffled and a hundred at once end the same.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readInstagram } from '../../src/channels/instagram/parse.js';
import { readMessenger } from '../../src/channels/messenger/parse.js';
import { readWhatsApp } from '../../src/channels/whatsapp/parse.js';
import {
  actedOn,
  type EndState,
  type Fixture,
  forRun,
  listFixtures,
  plainId,
  readEnd,
  type SaidThing,
  shuffle,
} from '../support/fixture-run.js';
import { type MetaHouse, metaAccounts, metaChannels, startMetaHouse } from '../support/meta-house.js';
import { png } from '../support/pictures.js';

/** Our application, as the fixtures' echoes name it. */
const appId = '555000000000005';
const readers = {
  whatsapp: readWhatsApp,
  messenger: (body: unknown, at: Date) => readMessenger(body, at, { appId }),
  instagram: (body: unknown, at: Date) => readInstagram(body, at, { appId }),
};

/**
 * What says something about another message means nothing before it: the platform sends an edit, a removal, a reaction
 * and a new address after what they are about, and the order of one customer is kept from there on. Alone among others
 * they would be ignored, so a shuffle leaves them out.
 */
const followsAnother = /edit|unsend|reaction|identity/;

let files: Server;
let house: MetaHouse;
let filesAt = '';

beforeAll(async () => {
  files = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'image/png' }).end(png),
  );
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  filesAt = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
  // Nothing here depends on the jobs' engine: what is heard is acted on by the process that heard it.
  house = await startMetaHouse({ engine: 'postgres', mediaOrigins: [filesAt], env: { META_APP_ID: appId } });
  const account = house.meta.world.accounts.find((one) => one.channel === 'whatsapp');
  for (let number = 1; account && number < 10; number += 1) {
    const id = `100338342138720${number}`;
    house.meta.world.media.set(id, {
      id,
      account,
      kind: 'image',
      name: 'x.png',
      type: 'image/png',
      bytes: png,
      voice: false,
    });
  }
});
afterAll(async () => {
  await house?.stop();
  await new Promise((resolve) => files.close(resolve));
});

/** The end without what may depend on the order: places in the conversation, and words that were quoted. */
function withoutOrder({ said, reports, contacts }: EndState) {
  const byId = (one: SaidThing, other: SaidThing) => (one.id < other.id ? -1 : 1);
  const unquoted = said.map((one) => ({
    ...one,
    details: JSON.parse(
      JSON.stringify(one.details, (key, value: unknown) => (key === 'replyTo' ? withoutWords(value) : value)),
    ) as unknown,
  }));
  return { said: unquoted.sort(byId), reports, contacts };
}

function withoutWords(quote: unknown): unknown {
  return typeof quote === 'object' && quote !== null ? { ...quote, text: undefined } : quote;
}

describe.each(metaChannels)('%s', (channel) => {
  let run = 10;
  const play = async (given: readonly Fixture[]): Promise<EndState> => {
    run += 1;
    for (const fixture of given) {
      const raw = forRun(channel, fixture, run);
      const answer = await house.postWebhook(channel, null, { raw });
      expect(`${fixture.name} ${answer.status}`).toBe(`${fixture.name} 200`);
    }
    await actedOn(house);
    return readEnd(house, channel, run);
  };
  const all = () => listFixtures(channel, filesAt);

  it('keeps every message of every fixture once, in the order in which they came (A20)', async () => {
    const end = await play(all());
    const heard = all().flatMap(({ raw }) =>
      readers[channel](JSON.parse(raw), new Date())
        .items.filter((item) => item.account === metaAccounts[channel])
        .map(({ inbound }) => inbound),
    );
    const ids = heard.flatMap((one) => (one.type === 'message' ? plainId(one.externalId) : []));
    const kept = end.said.filter((one) => one.author === 'contact').map((one) => one.id);
    expect(kept.filter((id) => ids.includes(id)).sort()).toEqual([...new Set(ids)].sort());
    expect(kept.length).toBe(new Set(kept).size);
    // Whoever answered past Baton is there, what we sent ourselves is not taken for theirs.
    const foreign = heard.flatMap((one) => (one.type === 'echo' && one.ours !== true ? one.externalId : []));
    const colleagues = end.said.filter((one) => one.author === 'colleague').map((one) => one.id);
    expect(colleagues.sort()).toEqual([...new Set(foreign)].sort());
  });

  it('ends the same when every file comes twice (A20)', async () => {
    // One fixture comes under the customer's other name. Names are lines of their own until they are known to be one's,
    // and what stands in two lines at the same moment has no order between them.
    const given = all().filter(({ name }) => name !== 'without-number');
    const once = await play(given);
    const twice = await play(given.flatMap((fixture) => [fixture, fixture]));
    expect(twice).toEqual(once);
  });

  it('ends the same in whatever order they come (A20)', async () => {
    const given = all().filter(({ name }) => !followsAnother.test(name));
    const inOrder = withoutOrder(await play(given));
    for (const seed of [1, 2, 3]) expect(withoutOrder(await play(shuffle(given, seed)))).toEqual(inOrder);
  });

  it('takes a hundred of the same at once for one (A20)', async () => {
    const text = all().find(({ name }) => name === 'text');
    run += 1;
    const raw = text ? forRun(channel, text, run) : '';
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => house.postWebhook(channel, null, { raw })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await actedOn(house);
    const { said, contacts } = await readEnd(house, channel, run);
    expect(said).toHaveLength(1);
    expect(contacts).toHaveLength(1);
  });
});
