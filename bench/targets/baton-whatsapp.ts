// Baton with customers of WhatsApp, each of whom an agent has already answered once.

import { reply } from '../../src/routing/verbs/reply.js';
import { phoneNumberId, phoneOf } from '../whatsapp-bodies.js';
import { readEnv, ready } from './child.js';
import { forEachConversation, log, seatCustomer, settle, startBenchHouse, waitUntil } from './house.js';

const much = 'perSecond: 1000, pairSeconds: 0.01, pairBurst: 1000';
const yaml = `{ kind: whatsapp, phoneNumberId: "${phoneNumberId}", token: bench, ${much} }`;
const house = await startBenchHouse([{ kind: 'whatsapp', account: phoneNumberId, yaml }], {
  META_APP_SECRET: readEnv('SIGNING_SECRET'),
  META_VERIFY_TOKEN: 'bench',
  META_GRAPH_URL: readEnv('GRAPH_URL'),
});
const { store } = house.baton;

await forEachConversation(house, async (index) => {
  const customer = { door: house.doorOf(index), address: phoneOf(index), externalId: `seed-${index}` };
  const { conversationId } = await seatCustomer(house, customer);
  const agent = await waitUntil(house.findKim);
  await reply({ store, log }, { agent, conversationId, text: 'Hello.', desk: { ref: null } });
});
await settle();

const left = { name: 'bench-left', text: 'select exists (select 1 from inbox where error is null) as left' };
const buried = {
  name: 'bench-buried',
  text: 'select count(*)::int as rows from inbox where error is not null',
};

/** Resolves once everything that was kept has been acted on, with how much could not be. */
async function actedOn(): Promise<{ dead: number }> {
  await waitUntil(async () => (await store.run<{ left: boolean }>(left, []))[0]?.left === false);
  return { dead: (await store.run<{ rows: number }>(buried, []))[0]?.rows ?? 0 };
}

ready({ url: house.baton.url }, {}, { end: house.end, answers: { acted: actedOn } });
