// Slash commands reach a real Bolt app from channels, never from threads, and their answers are shown.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BoltApp, startBolt, until } from '../start-bolt.js';

let bolt: BoltApp;
beforeAll(async () => {
  bolt = await startBolt();
});
afterEach(() => bolt.standIn.faults.remove('all'));
afterAll(() => bolt.close());

describe('commands', () => {
  it('sends a slash command without thread, shows its acknowledgement and what respond() says later', async () => {
    bolt.app.command('/livechat', async ({ command, ack, respond }) => {
      expect(command).not.toHaveProperty('thread_ts');
      await ack(`got ${command.text}`);
      await respond({ text: 'later', response_type: 'in_channel' });
    });
    const answer = await bolt.standIn.gestures.command({
      user: 'U0KIM',
      channel: 'C0SUP',
      command: '/livechat',
      text: 'assign @ann',
    });
    expect(answer).toEqual({ ok: true });
    const whispers = bolt.standIn.world.whispersOf('U0KIM', 'C0SUP');
    expect(whispers.map((message) => message.text)).toEqual(['got assign <@U0ANN>']);
    const posted = await until(() =>
      [...(bolt.standIn.world.channels.get('C0SUP')?.history.values() ?? [])].find(
        (message) => message.text === 'later',
      ),
    );
    expect(posted.ephemeralFor).toBeNull();
  });

  it('refuses a command in a thread and an unknown one without asking the app', async () => {
    const before = bolt.standIn.log.read().at(-1)?.number ?? 0;
    const inThread = { user: 'U0KIM', channel: 'C0SUP', threadTs: '1.1', command: '/livechat', text: '' };
    expect(await bolt.standIn.gestures.command(inThread)).toMatchObject({
      ok: false,
      error: 'slash_in_thread',
      text: expect.stringContaining('not supported in threads'),
    });
    const unknown = { user: 'U0KIM', channel: 'C0SUP', command: '/nope', text: '' };
    expect(await bolt.standIn.gestures.command(unknown)).toMatchObject({
      ok: false,
      error: 'unknown_command',
    });
    expect(bolt.standIn.log.read(before)).toEqual([]);
  });

  it('tells the user when the app does not answer', async () => {
    const quick = await startBolt({ answerTimeoutMs: 50 });
    quick.app.command('/livechat', async ({ ack }) => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      await ack();
    });
    const answer = await quick.standIn.gestures.command({
      user: 'U0KIM',
      channel: 'C0SUP',
      command: '/livechat',
      text: '',
    });
    expect(answer).toMatchObject({
      ok: false,
      error: 'operation_timeout',
      text: expect.stringContaining('operation_timeout'),
    });
    await quick.close();
  });

  it('gives a response_url five uses', async () => {
    const statuses: number[] = [];
    bolt.app.command('/plain', async ({ ack, command }) => {
      await ack();
      for (let use = 0; use < 6; use += 1) {
        const body = JSON.stringify({ text: `use ${use}` });
        statuses.push(
          (
            await fetch(command.response_url, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body,
            })
          ).status,
        );
      }
    });
    await bolt.standIn.gestures.command({ user: 'U0KIM', channel: 'C0SUP', command: '/plain', text: '@ann' });
    await until(() => statuses.length === 6);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
  });
});
