// Proves the faults of the stand-in: limits, broken connections, late failures, statuses that come too early.
import { afterEach, expect, it } from 'vitest';
import { eventsOf, type Json, type MetaBench, phone, startMeta, text } from './start-meta.js';

let bench: MetaBench;
afterEach(() => bench.close());

const send = (words: string) => bench.call(`/v25.0/${phone}/messages`, { body: text('447700900123', words) });
const begin = async () => {
  bench = await startMeta();
  await bench.meta.customer('whatsapp').write('hi');
  return bench.meta.customer('whatsapp');
};

it('refuses as often as it was told, then goes on', async () => {
  const amara = await begin();
  bench.meta.faults.add({ kind: 'error', code: 131056, times: 3 });
  const codes = [];
  for (const words of ['1', '2', '3', '4'])
    codes.push(((await send(words)).body.error as Json | undefined)?.code);
  expect(codes).toEqual([131056, 131056, 131056, undefined]);
  expect(amara.received().map((line) => line.text)).toEqual(['4']);
});

it('does the work and breaks the connection, or answers 500', async () => {
  const amara = await begin();
  bench.meta.faults.add({ kind: 'drop_after', times: 1 });
  bench.meta.faults.add({ kind: 'error_after', times: 1 });
  await expect(send('lost answer')).rejects.toThrow();
  expect((await send('wrong answer')).status).toBe(500);
  expect(amara.received().map((line) => line.text)).toEqual(['lost answer', 'wrong answer']);
});

it('does nothing and limits, breaks, or never answers', async () => {
  const amara = await begin();
  bench.meta.faults.add({ kind: 'rate_limited', times: 1 });
  bench.meta.faults.add({ kind: 'drop_before', times: 1 });
  bench.meta.faults.add({ kind: 'hang', times: 1, waitMs: 20 });
  bench.meta.faults.add({ kind: 'error', code: 190, times: 1 });
  expect((await send('limited')).status).toBe(429);
  await expect(send('broken')).rejects.toThrow();
  await expect(send('hung')).rejects.toThrow();
  expect((await send('no token')).status).toBe(401);
  expect(amara.received()).toEqual([]);
});

it('reports a failure a moment after accepting', async () => {
  await begin();
  bench.meta.faults.add({ kind: 'failed_status', code: 131047, times: 1 });
  expect((await send('accepted')).status).toBe(200);
  await bench.meta.whenIdle();
  expect(eventsOf(bench.arrived).at(-1)).toMatchObject({ status: 'failed', errors: [{ code: 131047 }] });
});

it('lets a status overtake the answer of its send', async () => {
  await begin();
  bench.meta.faults.add({ kind: 'status_first', times: 1 });
  let sentBeforeAnswer = false;
  const answer = send('quick').then(() => {
    sentBeforeAnswer = eventsOf(bench.arrived).some(({ status }) => status === 'sent');
  });
  await answer;
  expect(sentBeforeAnswer).toBe(true);
});

it('hits only the customer and the operation it names', async () => {
  const amara = await begin();
  bench.meta.faults.add({ kind: 'error', on: 'upload', code: 131053 });
  bench.meta.faults.add({ kind: 'error', customer: 'somebody-else' });
  expect((await send('through')).status).toBe(200);
  expect(amara.received()).toHaveLength(1);
  expect(bench.meta.faults.list().map(({ hits }) => hits)).toEqual([0, 0]);
});

it('sends every webhook twice when told to', async () => {
  bench = await startMeta();
  bench.meta.tricks.duplicate = true;
  await bench.meta.customer('whatsapp').write('twice');
  expect(bench.arrived).toHaveLength(2);
  expect(bench.arrived[0]?.raw).toBe(bench.arrived[1]?.raw);
});
