// Reaches one person: whispers only they see, direct messages, their home, dialogs, and answers by response url.

import { setTimeout as sleep } from 'node:timers/promises';
import { inTurn } from '../../core/in-turn.js';
import type { Card, Form } from '../cards/card.js';
import type { PersonalFile, PostTarget } from '../desk.js';
import type { FormMemory } from '../desk-kit/packed-ask.js';
import type { Clients, SlackAccess } from './clients.js';
import { fromStatus, toFailure } from './errors.js';
import { createFiles, type SlackFiles, type UploadedFile } from './files.js';
import { defaultFileBytes } from './options.js';
import { renderCard } from './render.js';
import { renderForm } from './render-form.js';

export interface Reach {
  /** Shows a card to one person in a place or thread; in a direct message when they are not there. Throws Failure. */
  whisper(to: PostTarget & { readonly user: string }, card: Card): Promise<void>;
  /** Writes to one person; files are shown below the card, or nothing is. Throws Failure. */
  direct(
    to: { readonly team: string | null; readonly user: string },
    card: Card,
    files?: readonly PersonalFile[],
  ): Promise<void>;
  /** Publishes a person's home. Throws Failure. */
  home(to: { readonly team: string | null; readonly user: string }, card: Card): Promise<void>;
  /** Opens a dialog; the trigger lives three seconds. Throws Failure. */
  openForm(
    at: { readonly team: string; readonly trigger: string },
    form: Form,
    from: Omit<FormMemory, 'ask'>,
  ): Promise<void>;
  /** Answers on a gesture's own url. Throws Failure. */
  respond(url: string, body: object): Promise<void>;
}

const rememberedChannels = 5000;
/** Nobody comes again with what one person is told, so it waits for its turn this long. */
const patience = { patienceMs: 4_000, sleep };
const hooksHost = 'hooks.slack.com';

/** Creates the reach of one process; direct channels are opened once per person. */
export function createReach(
  access: SlackAccess,
  apiUrl: string,
  slackFiles: SlackFiles = createFiles(access, { apiUrl, limitBytes: defaultFileBytes }),
): Reach {
  const channels = new Map<string, string>();

  const channelOf = async ({ interactive, installation }: Clients, user: string): Promise<string> => {
    const key = `${installation.team}:${user}`;
    const found = channels.get(key);
    if (found !== undefined) return found;
    const answer = await interactive.conversations.open({ users: user });
    const id = answer.channel?.id ?? user;
    if (channels.size >= rememberedChannels) channels.clear();
    channels.set(key, id);
    return id;
  };

  const direct: Reach['direct'] = (to, card, files = []) =>
    asking(async () => {
      const clients = await access.clientsOf(to.team);
      const channel = await channelOf(clients, to.user);
      const links = { unfurl_links: false, unfurl_media: false };
      // Nobody sees an upload before it is shared: what cannot be uploaded leaves no half of a message behind.
      const ready: UploadedFile[] = [];
      for (const { name, alt, bytes } of files)
        ready.push(await slackFiles.upload(clients.interactive, { name, alt, bytes: await bytes() }));
      const post = () => clients.interactive.chat.postMessage({ channel, ...renderCard(card), ...links });
      await inTurn(() => asking(post, false), patience);
      await slackFiles.share(clients.interactive, ready, { place: channel, threadRef: null });
    }, false);

  const whisper: Reach['whisper'] = async (to, card) => {
    // Direct channels start with D: there is nobody else to hide a card from.
    if (to.place === '' || to.place.startsWith('D')) return direct(to, card);
    const { interactive } = await access.clientsOf(to.team);
    const thread = to.threadRef === null ? {} : { thread_ts: to.threadRef };
    const at = { channel: to.place, user: to.user, ...thread };
    const show = () => interactive.chat.postEphemeral({ ...at, ...renderCard(card) });
    try {
      await inTurn(() => asking(show, true), patience);
    } catch (error) {
      const failure = toFailure(error, true);
      if (failure.class !== 'recipient' && failure.class !== 'policy') throw failure;
      await direct(to, card);
    }
  };

  return {
    whisper,
    direct,
    home: (to, card) =>
      asking(async () => {
        const { interactive } = await access.clientsOf(to.team);
        const { blocks } = renderCard(card, 'home');
        await interactive.views.publish({
          user_id: to.user,
          view: { type: 'home', callback_id: 'baton:home', blocks },
        });
      }, true),
    openForm: (at, form, from) =>
      asking(async () => {
        const { interactive } = await access.clientsOf(at.team);
        await interactive.views.open({ trigger_id: at.trigger, view: renderForm(form, from) });
      }, true),
    respond: (url, body) => asking(() => answerUrl(url, body, apiUrl), true),
  };
}

async function answerUrl(address: string, body: object, apiUrl: string): Promise<void> {
  const url = URL.canParse(address) ? new URL(address) : null;
  const isSlacks = url?.protocol === 'https:' && url.host === hooksHost;
  if (!url || (!isSlacks && url.origin !== new URL(apiUrl).origin)) throw fromStatus(400, true);
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw fromStatus(answer.status, true);
}

async function asking(work: () => Promise<unknown>, repeatable: boolean): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw toFailure(error, repeatable);
  }
}
