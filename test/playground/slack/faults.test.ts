// Every fault that can be switched on does what its name says: before or after the work, for whom and how often.
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSlackStandIn, type SlackStandIn } from '../../../playground/slack/index.js';
import type { FaultRule } from '../../../playground/slack/protocol.js';
import { quiet, refusalOf, workspace } from './start-bolt.js';

let standIn: SlackStandIn;
let client: WebClient;

beforeEach(async () => {
  standIn = createSlackStandIn(workspace);
  await standIn.listen();
  client = clientWith(0);
});
afterEach(() => standIn.close());

const clientWith = (retries: number): WebClient =>
  new WebClient(standIn.settings.botToken, {
    slackApiUrl: standIn.apiUrl(),
    logger: quiet,
    retryConfig: { retries, minTimeout: 1, maxTimeout: 1 },
  });
const post = (channel = 'C0SUP') => client.chat.postMessage({ channel, text: 'x' });
const posted = () => standIn.world.channels.get('C0SUP')?.messages.size;
const failureOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'none';
};

describe('faults of the Web API', () => {
  it.each<[FaultRule, string, number]>([
    [{ kind: 'error_before', status: 503 }, 'slack_webapi_http_error', 0],
    [{ kind: 'error_after' }, 'slack_webapi_http_error', 1],
    [{ kind: 'fatal_after' }, 'slack_webapi_platform_error', 1],
    [{ kind: 'api_error', error: 'restricted_action' }, 'slack_webapi_platform_error', 0],
    [{ kind: 'drop_before' }, 'slack_webapi_request_error', 0],
    [{ kind: 'drop_after' }, 'slack_webapi_request_error', 1],
    [{ kind: 'down' }, 'slack_webapi_request_error', 0],
    [{ kind: 'token_revoked' }, 'slack_webapi_platform_error', 0],
  ])('%o', async (rule, code, kept) => {
    standIn.faults.add({ times: 1, ...rule });
    expect(await failureOf(post())).toBe(code);
    expect(posted()).toBe(kept);
    standIn.faults.remove('all');
    expect(await failureOf(post())).toBe('none');
  });

  it('answers 429 with Retry-After as often as told, then works', async () => {
    standIn.faults.add({ kind: 'rate_limited', retryAfterSeconds: 0, times: 2, method: 'chat.postMessage' });
    await clientWith(3).chat.postMessage({ channel: 'C0SUP', text: 'x' });
    expect(standIn.log.read().map((entry) => entry.status)).toEqual([429, 429, 200]);
    expect(posted()).toBe(1);
  });

  it('hits only the method and the channel it names', async () => {
    standIn.faults.add({ kind: 'api_error', error: 'internal_error', method: 'views.' });
    standIn.faults.add({ kind: 'api_error', error: 'rate_limited', channel: 'D0KIM' });
    expect(await failureOf(post())).toBe('none');
    expect((await refusalOf(post('D0KIM'))).error).toBe('rate_limited');
    expect(
      (await refusalOf(client.views.publish({ user_id: 'U0KIM', view: { type: 'home', blocks: [] } }))).error,
    ).toBe('internal_error');
    expect(standIn.faults.list().map((fault) => fault.hits)).toEqual([1, 1]);
  });

  it('carries delayed calls out later than calls that came after them', async () => {
    standIn.faults.add({ kind: 'delay', delayMs: 500, times: 1 });
    const late = client.chat.postMessage({ channel: 'C0SUP', text: 'late' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await client.chat.postMessage({ channel: 'C0SUP', text: 'early' });
    await late;
    expect(
      [...(standIn.world.channels.get('C0SUP')?.messages.values() ?? [])].map((message) => message.text),
    ).toEqual(['early', 'late']);
  });

  it('archives a channel and takes the app out of it', async () => {
    const channel = standIn.world.channels.get('C0SUP');
    if (!channel) throw new Error('no channel');
    standIn.world.setArchived(channel, true);
    expect((await refusalOf(post())).error).toBe('is_archived');
    standIn.world.setArchived(channel, false);
    standIn.world.setMember(channel, 'U0BATON', false);
    expect((await refusalOf(post())).error).toBe('not_in_channel');
  });
});

describe('retention', () => {
  it('forgets the oldest replies but never a root that has replies', async () => {
    const small = createSlackStandIn({ ...workspace, retainMessages: 5 });
    const root = small.world.post({ channel: 'C0SUP', userId: 'U0KIM', text: 'root' });
    for (let count = 0; count < 50; count += 1) {
      small.world.post({ channel: 'C0SUP', userId: 'U0KIM', text: String(count), threadTs: root.ts });
    }
    const kept = [...(small.world.channels.get('C0SUP')?.messages.values() ?? [])].map(
      (message) => message.text,
    );
    expect(kept[0]).toBe('root');
    expect(kept.at(-1)).toBe('49');
    expect(kept.length).toBeLessThanOrEqual(6);
    expect(root.replyCount).toBe(50);
    await small.close();
  });
});
