// The Slack desk against a workspace stand-in, with real signatures and the real Bolt app.

import { afterEach, describe, expect, it } from 'vitest';
import { literal } from '../../../src/core/text/document.js';
import { testDesk } from '../../contract/desk.js';
import { lastOf, openScene, place, type Scene, team } from './scene.js';
import { setStage } from './stage.js';

testDesk('Slack', setStage);

let scene: Scene | null = null;

afterEach(async () => {
  await scene?.close();
  scene = null;
});

async function open(options?: Parameters<typeof openScene>[0]): Promise<Scene> {
  scene = await openScene(options);
  return scene;
}

for (const socketMode of [false, true]) {
  describe(`gestures over ${socketMode ? 'Socket Mode' : 'HTTP'}`, () => {
    it('hears an agent’s line in a thread with its thread, its ref and its client id', async () => {
      const { standIn, startThread, heard } = await open({ socketMode });
      const threadTs = await startThread();
      const posted = await standIn.gestures.post({
        user: 'U0KIM',
        channel: place,
        threadTs,
        text: 'Hi *there* @ben',
      });
      await standIn.whenIdle();
      const line = lastOf(heard, 'line');
      expect(posted.ok && posted.ts).toBe(line.ref);
      expect(line).toMatchObject({
        desk: 'slack',
        team,
        user: 'U0KIM',
        place,
        threadRef: threadTs,
        raw: 'Hi *there* @U0BEN',
      });
      expect(line.clientId).toBeTruthy();
      expect(heard).toHaveLength(1);
      expect(JSON.stringify(line.text)).toContain('Ben');
    });
  });
}

it('is sent again over Socket Mode what the house could not store', async () => {
  const { standIn, startThread, heard } = await open({ socketMode: true, answerTimeoutMs: 300 });
  const threadTs = await startThread();
  let attempts = 0;
  const current = scene;
  if (current) {
    current.onHear = async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('the store is down');
    };
  }
  await standIn.gestures.post({ user: 'U0KIM', channel: place, threadTs, text: 'not lost' });
  await standIn.whenIdle();
  expect(attempts).toBe(2);
  expect(heard).toHaveLength(1);
});

describe('words', () => {
  it('shows a customer under their own name, marked as a customer', async () => {
    const { desk, standIn, startThread } = await open();
    const threadRef = await startThread();
    const { ref } = await desk.post(
      { team, place, threadRef },
      {
        kind: 'words',
        as: { name: 'Maria', pictureUrl: null, side: 'contact' },
        text: literal('<!channel> hi'),
        files: [],
        evidence: 'e1',
      },
    );
    const message = standIn.world.channels.get(place)?.messages.get(ref);
    expect(message?.threadTs).toBe(threadRef);
    expect(message).toMatchObject({ username: 'Maria · customer' });
  });
});
