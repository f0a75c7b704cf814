// Proves that the tour passes on a real Baton, again and again, and that it tells what is broken and leaves nothing open.

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { playTour, type TourStep } from '../../playground/tour/play.js';
import { type PlaygroundHouse, startPlayground } from '../support/playground-house.js';

describe('the tour', () => {
  let house: PlaygroundHouse;
  beforeAll(async () => {
    house = await startPlayground();
  });
  afterAll(() => house.stop());

  const desk = async <Answer>(path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${house.url}/playground/api/slack${path}`, {
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      headers: { 'content-type': 'application/json' },
    });
    return (await response.json()) as Answer;
  };
  const play = async (): Promise<TourStep[]> => {
    const steps: TourStep[] = [];
    for await (const step of playTour({ baseUrl: house.url })) steps.push(step);
    return steps;
  };
  const addFault = (fault: object) => desk('/faults', { add: fault });
  const cards = async () => {
    const { messages } = await desk<{ messages: { text: string; isEphemeral: boolean }[] }>(
      '/messages?channel=C0SUPPORT&user=U0KIM',
    );
    return messages.filter((message) => !message.isEphemeral).map((message) => message.text);
  };
  const kims = async () => (await cards()).filter((text) => text.includes('With Kim'));
  afterEach(async () => {
    const { faults } = await desk<{ faults: { id: string }[] }>('/faults');
    for (const { id } of faults) await desk('/faults', { remove: id });
  });

  it('passes from the first question to the closed chat, twice on the same data', async () => {
    for (const round of [1, 2]) {
      const steps = await play();
      expect(steps.filter((step) => !step.ok).map((step) => step.text)).toEqual([]);
      expect(steps.map((step) => step.step)).toEqual(steps.map((_, index) => index + 1));
      expect(steps.length).toBeGreaterThan(15);
      expect(new Set(steps.map((step) => step.side))).toEqual(
        new Set(['customer', 'desk', 'assistant', 'system']),
      );
      expect((await cards()).filter((text) => text.includes('Closed'))).toHaveLength(round);
    }
  }, 60_000);

  it('ends at the step that is not as it should be, and says what was expected and what came', async () => {
    await addFault({ kind: 'error_before', method: 'chat.postMessage', status: 500 });
    const steps = await play();
    const last = steps.at(-1);
    expect(steps.filter((step) => !step.ok)).toEqual([last]);
    expect(last?.title).toContain('A card appears');
    expect(last?.text).toMatch(/^Expected: .*order \d+\nCame: /s);
  }, 60_000);

  it('does not believe in a mark that never came, and closes the chat it leaves', async () => {
    await addFault({ kind: 'api_error', method: 'reactions.add', error: 'no_permission' });
    const steps = await play();
    expect(steps.at(-1)).toMatchObject({ ok: false, title: expect.stringContaining('mark on Kim’s line') });
    expect(steps.at(-1)?.text).toMatch(/Expected: ✅.*\nCame: /);
    await expect.poll(kims, { timeout: 10_000 }).toEqual([]);
  }, 60_000);

  it('ends without a word when it is called off, and leaves no chat with Kim', async () => {
    const stop = new AbortController();
    const titles: string[] = [];
    for await (const step of playTour({ baseUrl: house.url, signal: stop.signal })) {
      titles.push(step.title);
      if (step.title.includes('claims')) stop.abort();
    }
    expect(titles.at(-1)).toContain('claims');
    await expect.poll(kims, { timeout: 10_000 }).toEqual([]);
  }, 60_000);
});
