// The desk of a journey on Slack: the stand-in with the usual people, and what is seen and done there.

import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { createSlackStandIn, type SlackStandIn } from '../../playground/slack/index.js';
import type { SlackStandInOptions } from '../../playground/slack/options.js';
import type { Json, Message } from '../../playground/slack/records.js';
import { type DeskHands, type DeskPost, type ShownMark, supportPlace } from './desk-hands.js';
import { createSlackAgent, readLabels } from './slack-agent.js';
import { lastSent, sendSigned } from './slack-wire.js';

const manifestPath = new URL('../../manifest/slack/manifest.yaml', import.meta.url);

const markNames: Readonly<Record<string, ShownMark>> = {
  hourglass_flowing_sand: 'waiting',
  white_check_mark: 'sent',
  eyes: 'seen',
  warning: 'failed',
};

export interface SlackHands extends DeskHands {
  readonly slack: SlackStandIn;
}

/** Starts the workspace; `people` are its members. */
export async function startSlackHands(
  people: readonly { readonly id: string; readonly name: string }[],
  options: SlackStandInOptions = {},
): Promise<SlackHands> {
  const slack = createSlackStandIn({
    manifest: parse(await readFile(manifestPath, 'utf8')),
    users: people,
    channels: [
      { id: supportPlace, name: 'support' },
      { id: 'C0OTHER', name: 'other' },
    ],
    // Slack itself waits a minute and five before it repeats an event.
    retryDelaysMs: [0, 300, 1_000],
    shareDelayMs: 1,
    ...options,
  });
  await slack.listen();
  let batonUrl = '';
  const env = {
    SLACK_BOT_TOKEN: 'xoxb-playground',
    SLACK_SIGNING_SECRET: 'playground-signing-secret',
    SLACK_API_URL: slack.apiUrl(),
  };
  const reach = (url: string) => {
    batonUrl = url;
    slack.sendTo(`${url}/slack/events`);
  };
  return {
    kind: 'slack',
    slack,
    env,
    place: supportPlace,
    reach,
    agent: (user) => createSlackAgent(slack, user),
    ...createSights(slack),
    ...createTroubles(slack, () => reach(batonUrl)),
    pressAgain: () => sendSigned(batonUrl, 'interactive', lastSent(slack, 'block_actions')),
    repeat: (text) => repeatLine(slack, batonUrl, text),
    whenIdle: () => slack.whenIdle(),
    stop: () => slack.close(),
  };
}

type Sights = Pick<DeskHands, 'root' | 'posts' | 'roots' | 'marks' | 'watchMarks'>;

function createSights(slack: SlackStandIn): Sights {
  const { world } = slack;
  return {
    root(thread) {
      const found = channelOf(slack).messages.get(thread);
      if (!found) throw new Error('the root is gone');
      return seePost(found);
    },
    posts: (thread, place) =>
      [...(channelOf(slack, place).messages.get(thread)?.replies?.values() ?? [])].map(seePost),
    roots: (place) => [...channelOf(slack, place).history.values()].map(seePost),
    marks: (line) =>
      [...(world.message(supportPlace, line)?.reactions?.keys() ?? [])].flatMap(
        (name) => markNames[name] ?? [],
      ),
    watchMarks: (line, listener) =>
      world.onChange((change) => {
        const mark = change.type === 'reacted' && change.added ? markNames[change.name] : undefined;
        if (mark && change.type === 'reacted' && change.message.ts === line) listener(mark);
      }),
  };
}

type Troubles = Pick<DeskHands, 'removeRoot' | 'cutOff' | 'goDeaf' | 'close'>;

function createTroubles(slack: SlackStandIn, hear: () => void): Troubles {
  return {
    async removeRoot(thread) {
      const found = channelOf(slack).messages.get(thread);
      if (found) slack.world.remove(found);
    },
    cutOff() {
      const down = slack.faults.add({ kind: 'down' });
      return () => slack.faults.remove(down);
    },
    goDeaf() {
      slack.sendTo('http://127.0.0.1:1/nowhere');
      return hear;
    },
    close() {
      slack.world.setArchived(channelOf(slack), true);
      return () => slack.world.setArchived(channelOf(slack), false);
    },
  };
}

function channelOf(slack: SlackStandIn, place = supportPlace) {
  const found = slack.world.channels.get(place);
  if (!found) throw new Error(`the channel ${place} is gone`);
  return found;
}

function seePost(message: Message): DeskPost {
  return {
    place: message.channel,
    ref: message.ts,
    onlyFor: message.ephemeralFor,
    text: message.text,
    shown: JSON.stringify([message.text, message.blocks]),
    labels: readLabels(message),
    files: message.files.map(({ name, bytes }) => ({
      name,
      read: async () => {
        if (!bytes) throw new Error(`${name} has no bytes`);
        return bytes;
      },
    })),
  };
}

/** Slack repeats an event as it was, under another event's id, and as another message with the client's same id. */
function repeatLine(slack: SlackStandIn, batonUrl: string, text: string): Promise<number[]> {
  const event = lastSent(slack, 'event message', (payload) => JSON.stringify(payload).includes(text));
  const late = { ...(event.event as Json), ts: `${Math.floor(Date.now() / 1000)}.999999` };
  const again = [
    event,
    event,
    { ...event, event_id: 'EvANOTHER' },
    { ...event, event_id: 'EvTHIRD', event: late },
  ];
  return Promise.all(again.map((one) => sendSigned(batonUrl, 'event', one)));
}
